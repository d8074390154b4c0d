package dev.umbra.core.session;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.McpServer;

/** Changes some parts of a {@link SessionSummary}. Not shared between threads. */
public final class SessionSummaryBuilder {
	private final SessionId id;
	private AgentId agent;
	private String agentName;
	private String title;
	private boolean titleByPerson;
	private SessionStatus status;
	private String cwd;
	private List<String> addDirs;
	private @Nullable String worktree;
	private @Nullable String branch;
	private @Nullable String mode;
	private @Nullable String model;
	private @Nullable String effort;
	private Offer offer;
	private Map<String, String> wanted;
	private final List<McpServer> mcp;
	private @Nullable SessionId parent;
	private @Nullable String acpSession;
	private @Nullable TurnId turn;
	private @Nullable String stopReason;
	private Usage usage;
	private int queued;
	private boolean queuePaused;
	private boolean archived;
	private long revision;
	private Instant created;
	private Instant updated;
	private @Nullable Instant ended;

	SessionSummaryBuilder(SessionSummary s) {
		id = s.id();
		agent = s.agent();
		agentName = s.agentName();
		title = s.title();
		titleByPerson = s.titleByPerson();
		status = s.status();
		cwd = s.cwd();
		addDirs = s.addDirs();
		worktree = s.worktree();
		branch = s.branch();
		mode = s.mode();
		model = s.model();
		effort = s.effort();
		offer = s.offer();
		wanted = s.wanted();
		mcp = s.mcp();
		parent = s.parent();
		acpSession = s.acpSession();
		turn = s.turn();
		stopReason = s.stopReason();
		usage = s.usage();
		queued = s.queued();
		queuePaused = s.queuePaused();
		archived = s.archived();
		revision = s.revision();
		created = s.created();
		updated = s.updated();
		ended = s.ended();
	}

	public SessionSummaryBuilder agent(AgentId value) {
		agent = value;
		return this;
	}

	public SessionSummaryBuilder agentName(String value) {
		agentName = value;
		return this;
	}

	public SessionSummaryBuilder title(String value) {
		title = value;
		return this;
	}

	public SessionSummaryBuilder titleByPerson(boolean value) {
		titleByPerson = value;
		return this;
	}

	public SessionSummaryBuilder status(SessionStatus value) {
		status = value;
		return this;
	}

	public SessionSummaryBuilder cwd(String value) {
		cwd = value;
		return this;
	}

	public SessionSummaryBuilder addDirs(List<String> value) {
		addDirs = value;
		return this;
	}

	public SessionSummaryBuilder worktree(@Nullable String value) {
		worktree = value;
		return this;
	}

	public SessionSummaryBuilder branch(@Nullable String value) {
		branch = value;
		return this;
	}

	public SessionSummaryBuilder mode(@Nullable String value) {
		mode = value;
		return this;
	}

	public SessionSummaryBuilder model(@Nullable String value) {
		model = value;
		return this;
	}

	public SessionSummaryBuilder effort(@Nullable String value) {
		effort = value;
		return this;
	}

	public SessionSummaryBuilder offer(Offer value) {
		offer = value;
		return this;
	}

	public SessionSummaryBuilder wanted(Map<String, String> value) {
		wanted = value;
		return this;
	}

	public SessionSummaryBuilder parent(@Nullable SessionId value) {
		parent = value;
		return this;
	}

	public SessionSummaryBuilder acpSession(@Nullable String value) {
		acpSession = value;
		return this;
	}

	public SessionSummaryBuilder turn(@Nullable TurnId value) {
		turn = value;
		return this;
	}

	public SessionSummaryBuilder stopReason(@Nullable String value) {
		stopReason = value;
		return this;
	}

	public SessionSummaryBuilder usage(Usage value) {
		usage = value;
		return this;
	}

	public SessionSummaryBuilder queued(int value) {
		queued = value;
		return this;
	}

	public SessionSummaryBuilder queuePaused(boolean value) {
		queuePaused = value;
		return this;
	}

	public SessionSummaryBuilder archived(boolean value) {
		archived = value;
		return this;
	}

	public SessionSummaryBuilder revision(long value) {
		revision = value;
		return this;
	}

	public SessionSummaryBuilder created(Instant value) {
		created = value;
		return this;
	}

	public SessionSummaryBuilder updated(Instant value) {
		updated = value;
		return this;
	}

	public SessionSummaryBuilder ended(@Nullable Instant value) {
		ended = value;
		return this;
	}

	public SessionSummary build() {
		return new SessionSummary(id, agent, agentName, title, titleByPerson, status, cwd, addDirs, worktree, branch, mode, model, effort, offer, wanted, mcp, parent, acpSession, turn, stopReason, usage, queued, queuePaused, archived, revision, created, updated, ended);
	}
}
