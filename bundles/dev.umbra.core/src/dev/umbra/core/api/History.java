package dev.umbra.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;

/** All sessions there ever were, closed ones too: to be filtered, searched, looked through. */
public interface History {
	/** The newest update first. */
	CompletionStage<Outcome<Listing>> list(Browse p);

	/** Words, and beginnings of words, in prompts, answers and titles of tool calls; the newest first. */
	CompletionStage<Outcome<Hits>> search(Search p);

	/** Looks through one session for a text, whatever its case, from the beginning on. */
	CompletionStage<Outcome<Places>> find(Find p);

	/** Copies of the store in the data folder, which still hold what is deleted. */
	CompletionStage<Outcome<Backups>> backups(Nothing p);

	/**
	 * What sessions must fulfil; null is any.
	 *
	 * @param agent name or id; of one that was removed, the name it had
	 * @param folder that folder or one below it, absolute
	 * @param from of the last update, inclusive
	 * @param until of the last update, exclusive
	 * @param statuses one of these; empty is any
	 * @param archived whether it was closed
	 */
	record Filter(@Nullable String agent, @Nullable String folder, @Nullable Instant from, @Nullable Instant until,
			Set<SessionStatus> statuses, @Nullable Boolean archived) {
		public static final Filter ANY = new Filter(null, null, null, null);

		public Filter {
			// clients of before know nothing of it
			statuses = statuses == null ? Set.of() : Set.copyOf(statuses);
		}

		public Filter(@Nullable String agent, @Nullable String folder, @Nullable Instant from, @Nullable Instant until) {
			this(agent, folder, from, until, Set.of(), null);
		}

		/** This filter, of sessions that are closed, or are not, or both (null), and of these statuses. */
		public Filter of(Set<SessionStatus> newStatuses, @Nullable Boolean newArchived) {
			return new Filter(agent, folder, from, until, newStatuses, newArchived);
		}
	}

	/**
	 * @param title a part of the title, whatever its case; empty is any
	 * @param after {@code next} of the page before, or null
	 * @param limit at most so many, 0 = the host's own page size
	 */
	record Browse(String title, Filter filter, @Nullable String after, int limit) {
		public Browse {
			Objects.requireNonNull(title, "title");
			filter = filter == null ? Filter.ANY : filter;
		}
	}

	/** @param next for {@link Browse#after}, or null at the end */
	record Listing(List<Past> sessions, @Nullable String next) {
		public Listing {
			sessions = List.copyOf(sessions);
		}
	}

	/** @param entries in its transcript */
	record Past(SessionId session, AgentId agent, String agentName, String title, String cwd, SessionStatus status,
			boolean archived, @Nullable SessionId parent, Instant created, Instant updated, @Nullable Instant ended,
			long entries) {
	}

	/** @param text one or more words: every one must be there, as the beginning of a word */
	record Search(String text, Filter filter, int limit) {
		public Search {
			Objects.requireNonNull(text, "text");
			filter = filter == null ? Filter.ANY : filter;
		}
	}

	/** @param more whether there were more than {@code limit} */
	record Hits(List<Hit> hits, boolean more) {
		public Hits {
			hits = List.copyOf(hits);
		}
	}

	/**
	 * @param snippet a piece of the text around the first place, on one line
	 * @param marks where the words are in the snippet
	 */
	record Hit(SessionId session, String title, String agentName, boolean archived, EntryId entry, EntryKind kind,
			Instant time, String snippet, List<Mark> marks) {
		public Hit {
			marks = List.copyOf(marks);
		}
	}

	/** In UTF-16 code units. */
	record Mark(int start, int length) {
	}

	/** @param limit at most so many places, 0 = 1,000 */
	record Find(String session, String text, int limit) {
		public Find {
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(text, "text");
		}
	}

	record Places(List<Place> places, boolean more) {
		public Places {
			places = List.copyOf(places);
		}
	}

	/**
	 * @param inTitle true for the title of a tool call; then offset and length are of the title, else of the entry's text
	 * @param offset in UTF-16 code units
	 */
	record Place(EntryId entry, long ordinal, boolean inTitle, long offset, int length) {
	}

	/** @param files absolute paths */
	record Backups(List<String> files) {
		public Backups {
			files = List.copyOf(files);
		}
	}
}
