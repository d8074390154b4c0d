package dev.umbra.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.session.Detail;

/** Everything that waits for the person, over all sessions. */
public interface Attention {
	CompletionStage<Outcome<Listing>> list(Nothing p);

	/** Answers an item. The first answer wins; a later one is {@code refused} and says who answered. */
	CompletionStage<Outcome<Done>> answer(Answer p);

	record Listing(String epoch, long revision, List<Item> items) {
		public Listing {
			items = List.copyOf(items);
		}
	}

	/** @param type {@code permission}; {@code input} and {@code login} come with the agents that ask them */
	record Item(EntryId item, String type, SessionId session, String sessionTitle, AgentId agent, String title,
			Instant since, Detail.Permission permission) {
	}

	/**
	 * @param item id or its unique beginning
	 * @param option id of an option, else a kind that only one option has; null to cancel
	 */
	record Answer(CommandId command, String item, @Nullable String option, String client) implements Changing {
		public Answer {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(item, "item");
			Objects.requireNonNull(client, "client");
		}
	}
}
