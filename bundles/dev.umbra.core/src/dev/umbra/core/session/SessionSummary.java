package dev.umbra.core.session;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;

/**
 * Everything about a session but its entries.
 *
 * @param agentName the agent's name when the session was made or last used; the id is what counts
 * @param cwd the folder, absolute
 * @param mode the agent's current mode id, or null
 * @param acpSession the agent's own id of the session, or null before its first turn
 * @param turn the turn that runs, or null
 * @param stopReason why the last turn ended ({@code end_turn, cancelled, refusal, max_tokens, max_turn_requests, error,
 *        interrupted}), or null before the first end
 * @param queued prompts that wait for the present turn to end
 * @param queuePaused true after a cancel, an error or a crash: queued prompts are sent only with the person's next prompt
 * @param options the agent's config options as raw JSON, or null
 * @param updated time of the last commit
 * @param ended set exactly while the status is terminal
 */
public record SessionSummary(SessionId id, AgentId agent, String agentName, String title, boolean titleByPerson,
		SessionStatus status, String cwd, List<String> addDirs, @Nullable String worktree, @Nullable String branch,
		@Nullable String mode, @Nullable String model, @Nullable String effort, @Nullable String options,
		@Nullable SessionId parent, @Nullable String acpSession, @Nullable TurnId turn, @Nullable String stopReason,
		Usage usage, int queued, boolean queuePaused, boolean archived, long revision, Instant created, Instant updated,
		@Nullable Instant ended) {
	public SessionSummary {
		addDirs = List.copyOf(addDirs);
	}

	/** A builder that starts from this value: the record has too many parts to repeat at every change. */
	public SessionSummaryBuilder edit() {
		return new SessionSummaryBuilder(this);
	}
}
