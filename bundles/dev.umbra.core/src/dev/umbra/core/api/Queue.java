package dev.umbra.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.TurnId;
import dev.umbra.core.session.Enclosure;

/** Prompts of a session that wait for its turn to end. One that is sent meanwhile is <i>not found</i>, in words. */
public interface Queue {
	CompletionStage<Outcome<Listing>> list(ListFor p);

	CompletionStage<Outcome<Done>> edit(Edit p);

	CompletionStage<Outcome<Done>> move(Move p);

	CompletionStage<Outcome<Done>> remove(Remove p);

	/** Ends the turn that runs, if one does, and sends this prompt next, whatever waited before it. */
	CompletionStage<Outcome<Done>> sendNow(SendNow p);

	record ListFor(String session) {
		public ListFor {
			Objects.requireNonNull(session, "session");
		}
	}

	/**
	 * @param revision of the session
	 * @param paused whether nothing is sent until the person sends something
	 */
	record Listing(String epoch, long revision, boolean paused, List<Waiting> prompts) {
		public Listing {
			prompts = List.copyOf(prompts);
		}
	}

	/** @param turn names it; the turn begins when it is sent */
	record Waiting(TurnId turn, String text, List<Enclosure> enclosures, String client, Instant created) {
		public Waiting {
			enclosures = List.copyOf(enclosures);
		}
	}

	record Edit(CommandId command, String session, TurnId turn, String text) implements Changing {
		public Edit {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(turn, "turn");
			Objects.requireNonNull(text, "text");
		}
	}

	/** @param index the place it has afterwards, from 0; beyond the end is the end */
	record Move(CommandId command, String session, TurnId turn, int index) implements Changing {
		public Move {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(turn, "turn");
		}
	}

	record Remove(CommandId command, String session, TurnId turn) implements Changing {
		public Remove {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(turn, "turn");
		}
	}

	record SendNow(CommandId command, String session, TurnId turn, String client) implements Changing {
		public SendNow {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(turn, "turn");
			Objects.requireNonNull(client, "client");
		}
	}
}
