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
	CompletionStage<Outcome<Listing>> list(ListAll p);

	/** Answers an item. The first answer wins; a later one is {@code refused} and says who answered. */
	CompletionStage<Outcome<Done>> answer(Answer p);

	/** @param ifRevision {@code EPOCH:REV} of the listing the caller has, or null */
	record ListAll(@Nullable String ifRevision) {
		public ListAll() {
			this(null);
		}
	}

	/** @param items null exactly if the caller has them as they are (<i>not modified</i>); never for who gave no position */
	record Listing(String epoch, long revision, @Nullable List<Item> items) {
		public Listing {
			items = items == null ? null : List.copyOf(items);
		}
	}

	/**
	 * Exactly one of {@code permission}, {@code input} and {@code login} is there, as {@code type} says.
	 *
	 * @param type {@code permission, input, login}
	 * @param text what the agent says of it; empty for a permission
	 */
	record Item(EntryId item, String type, SessionId session, String sessionTitle, AgentId agent, String title,
			Instant since, String text, Detail.@Nullable Permission permission, Detail.@Nullable Input input,
			Detail.@Nullable Login login) {
		/** A permission. */
		public Item(EntryId item, String type, SessionId session, String sessionTitle, AgentId agent, String title,
				Instant since, Detail.Permission permission) {
			this(item, type, session, sessionTitle, agent, title, since, "", permission, null, null);
		}
	}

	/**
	 * @param item id or its unique beginning
	 * @param option of a permission the id of an option, else a kind that only one option has; of a login the id of a method;
	 *        of an input {@code accept} or {@code decline}; null to cancel
	 * @param input of an input that is accepted what was filled in, a JSON object; else null
	 * @param rest true, with a rejection, to reject everything else that waits in the same turn
	 */
	record Answer(CommandId command, String item, @Nullable String option, String client, @Nullable String input,
			boolean rest) implements Changing {
		public Answer(CommandId command, String item, @Nullable String option, String client) {
			this(command, item, option, client, null, false);
		}

		public Answer {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(item, "item");
			Objects.requireNonNull(client, "client");
		}
	}
}
