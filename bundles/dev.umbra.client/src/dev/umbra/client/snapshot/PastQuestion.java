package dev.umbra.client.snapshot;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.api.History;
import dev.umbra.core.session.SessionStatus;

/**
 * What is looked for among all sessions.
 *
 * @param text part of a title, or, in the texts, words and beginnings of words; empty finds all sessions
 * @param inTexts whether prompts, answers and titles of tool calls are searched; without a text that is no search
 */
public record PastQuestion(String text, boolean inTexts, History.Filter filter, State state) {
	/** Which sessions count, by what they are doing. */
	public enum State {
		ANY(Set.of(), null),
		/** A turn runs, or waits for the person. */
		WORKING(ofKind(SessionStatus.Kind.ACTIVE), null),
		/** A turn waits for the person. */
		WAITING(Set.of(SessionStatus.WAITING_PERMISSION, SessionStatus.WAITING_INPUT, SessionStatus.WAITING_KEY), null),
		/** Between turns. */
		IDLE(Set.of(SessionStatus.IDLE), null),
		/** A turn was cut by a crash. */
		INTERRUPTED(Set.of(SessionStatus.INTERRUPTED), null),
		/** Cannot be opened. */
		FAILED(Set.of(SessionStatus.FAILED), null),
		/** Not closed. */
		OPEN(Set.of(), false), CLOSED(Set.of(), true);

		private final Set<SessionStatus> statuses;
		private final @Nullable Boolean archived;

		State(Set<SessionStatus> statuses, @Nullable Boolean archived) {
			this.statuses = statuses;
			this.archived = archived;
		}

		private static Set<SessionStatus> ofKind(SessionStatus.Kind kind) {
			return Arrays.stream(SessionStatus.values()).filter(status -> status.kind() == kind).collect(Collectors.toUnmodifiableSet());
		}

		/** Whether it depends on the status which sessions count. */
		public boolean ofStatuses() {
			return !statuses.isEmpty();
		}

		/** Whether a session of this status counts, as far as that depends on its status. */
		public boolean counts(SessionStatus status) {
			return statuses.isEmpty() || statuses.contains(status);
		}

		/** Whether a session counts, as far as that depends on its being closed. A closed one has none of the statuses of a turn. */
		boolean counts(boolean isArchived) {
			return archived == null ? !isArchived || statuses.stream().allMatch(status -> status == SessionStatus.FAILED) : archived == isArchived;
		}
	}

	public static final PastQuestion ALL = new PastQuestion("", false, History.Filter.ANY, State.ANY);

	public PastQuestion {
		text = text.strip();
		Objects.requireNonNull(filter, "filter");
		Objects.requireNonNull(state, "state");
	}

	/** What the host is asked: an older one does not know of states, so what it answers is looked through again. */
	History.Filter asked() {
		return filter.of(state.statuses, state.archived);
	}

	/** Whether the texts are searched, and not the list of the sessions. */
	public boolean searches() {
		return inTexts && !text.isEmpty();
	}
}
