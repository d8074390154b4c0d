package dev.umbra.core.session;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.McpServer;

/**
 * Everything about a session but its entries.
 *
 * @param agentName the agent's name when the session was made or last used; the id is what counts
 * @param cwd the folder, absolute
 * @param mode the agent's current mode id, or null
 * @param mcp servers of tools of this session besides the agent's own
 * @param acpSession the agent's own id of the session, or null before its first turn
 * @param turn the turn that runs, or null
 * @param stopReason why the last turn ended ({@code end_turn, cancelled, refusal, max_tokens, max_turn_requests, error,
 *        interrupted}), or null before the first end
 * @param queued prompts that wait for the present turn to end
 * @param queuePaused true after a cancel, an error or a crash: queued prompts are sent only with the person's next prompt
 * @param offer what the agent offers to choose from, as it said last
 * @param wanted what the person chose and every opening of the session in the agent asks for: {@code mode} or
 *        {@code option:ID} to a value
 * @param updated time of the last commit
 * @param ended set exactly while the status is terminal
 */
public record SessionSummary(SessionId id, AgentId agent, String agentName, String title, boolean titleByPerson,
		SessionStatus status, String cwd, List<String> addDirs, @Nullable String worktree, @Nullable String branch,
		@Nullable String mode, @Nullable String model, @Nullable String effort, Offer offer,
		Map<String, String> wanted, List<McpServer> mcp,		@Nullable SessionId parent, @Nullable String acpSession, @Nullable TurnId turn, @Nullable String stopReason,
		Usage usage, int queued, boolean queuePaused, boolean archived, long revision, Instant created, Instant updated,
		@Nullable Instant ended) {
	public SessionSummary {
		addDirs = List.copyOf(addDirs);
		offer = offer == null ? Offer.NONE : offer;
		mcp = mcp == null ? List.of() : List.copyOf(mcp);
		wanted = wanted == null ? Map.of() : Map.copyOf(wanted);
	}

	/** A builder that starts from this value: the record has too many parts to repeat at every change. */
	public SessionSummaryBuilder edit() {
		return new SessionSummaryBuilder(this);
	}
}
