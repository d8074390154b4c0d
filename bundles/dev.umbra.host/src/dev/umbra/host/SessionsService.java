package dev.umbra.host;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.Position;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.core.feed.NewCard;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.Repositories;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;
import dev.umbra.core.session.Entry;

/** {@link Sessions}, carried out here. */
final class SessionsService implements Sessions {
	/** On one page: some hundreds of kilobytes. */
	private static final int MOST_LISTED = 1000;
	private final HostParts parts;
	private final SessionMailboxes mailboxes;
	private final AgentLives lives;
	private final SessionExport exports;
	/** What is enclosed is read from files. */
	private final Executor readers = Threads.virtualEach("enclose");
	private final SessionPages pages;
	private final Followers followers;
	private final SessionEndings endings;
	private final SessionWorktrees worktrees;
	private final Takeovers takeovers = new Takeovers();

	SessionsService(HostParts parts, SessionMailboxes mailboxes, AgentLives lives, SessionWorktrees worktrees) {
		this.parts = parts;
		this.worktrees = worktrees;
		this.mailboxes = mailboxes;
		this.lives = lives;
		this.pages = new SessionPages(parts);
		this.followers = new Followers(parts, mailboxes);
		this.endings = new SessionEndings(parts, mailboxes, lives);
		this.exports = new SessionExport(parts, mailboxes, lives);
	}

	/** How sessions come to their end, for those who end them by themselves. */
	SessionEndings endings() {
		return endings;
	}

	@Override
	public CompletionStage<Outcome<Ref>> create(Create p) {
		return Stages.outcome(() -> {
			AgentLife agent = lives.find(p.agent());
			Path cwd = folder(p.cwd());
			List<String> addDirs = p.addDirs().stream().map(dir -> folder(dir).toString()).toList();
			McpServers.checked(p.mcp());
			CompletionStage<@Nullable SessionId> parent = p.parent() == null ? CompletableFuture.completedFuture(null)
					: mailboxes.resolve(p.parent()).thenApply(id -> id);
			return takeovers.alone(agent.record(), p.acpSession(),
					() -> unknown(agent, p.acpSession()).thenCompose(free -> parent).thenCompose(parentId -> {
						SessionSummary summary = summary(p, agent, cwd, addDirs, parentId);
						return Boolean.TRUE.equals(p.worktree()) ? inWorktree(p, agent, summary) : kept(p, agent, summary, null);
					}));
		});
	}

	/** The worktree is made first; it goes again if the session cannot be made. */
	private CompletionStage<Ref> inWorktree(Create p, AgentLife agent, SessionSummary summary) {
		return worktrees.add(summary.id(), Path.of(summary.cwd()), p.title()).thenCompose(added -> {
			SessionSummary there = summary.edit().cwd(added.folder().toString()).worktree(added.path().toString()).branch(added.branch()).build();
			return kept(p, agent, there, added).exceptionallyCompose(error -> worktrees.takeBack(added)
					.handle((back, problem) -> null).thenCompose(back -> CompletableFuture.failedFuture(error)));
		});
	}

	private CompletionStage<Ref> kept(Create p, AgentLife agent, SessionSummary summary, Repositories.@Nullable Added worktree) {
		return FeedCards.created(parts.entries(), summary).thenCompose(cards -> commit(p, agent, summary, cards)).thenApply(ref -> {
			worktrees.began(summary, worktree);
			return ref;
		});
	}

	/** A session of the agent is taken over once: two sessions here would write into one there. */
	private CompletionStage<Void> unknown(AgentLife agent, @Nullable String acpSession) {
		if (acpSession == null) {
			return CompletableFuture.completedFuture(null);
		}
		if (acpSession.isBlank()) {
			throw new FailureException(Failure.usage("The agent's id of a session is empty.",
					"See those it has: umbra agent sessions " + agent.record().name()));
		}
		return parts.entries().sessions(true).thenAccept(all -> all.stream()
				.filter(each -> each.agent().equals(agent.record().id()) && acpSession.equals(each.acpSession())).findFirst()
				.ifPresent(each -> {
					throw new FailureException(Failure.refused("The agent's session " + acpSession + " is here already: " + each.id() + ".",
							"Go on in that one."));
				}));
	}

	private SessionSummary summary(Create p, AgentLife agent, Path cwd, List<String> addDirs, @Nullable SessionId parent) {
		Instant now = parts.clocks().instant();
		DeviceLayer device = agent.record().device();
		SessionId id = Boolean.TRUE.equals(p.worktree()) ? GitIntents.session(p.command()) : SessionId.random();
		return new SessionSummary(id, agent.record().id(), agent.record().name(), p.title().strip(),
				!p.title().isBlank(), SessionStatus.IDLE, cwd.toString(), addDirs, null, null, device.mode(), device.model(),
				device.effort(), lives.offer(agent.record().id()), Map.of(), p.mcp(), parent, p.acpSession(), null, null, Usage.NONE, 0, false,
				false, 1, now, now, null);
	}

	private CompletionStage<Ref> commit(Create p, AgentLife agent, SessionSummary summary, List<NewCard> cards) {
		SessionId id = summary.id();
		Ref ref = new Ref(id);
		return parts.entries()
				.commit(new Entries.Commit(id, 1, List.of(new Change.SummaryPut(summary)), true,
						new Entries.CommandResult(p.command(), Methods.SESSIONS_CREATE.name(), Codec.json(ref)), Set.of(), cards))
				.thenApply(done -> {
					SessionMailbox mailbox = mailboxes.add(summary);
					parts.events().sessionsChanged();
					parts.events().publish(new SessionOpened(parts.epoch(), 1, Cause.user(""), id));
					if (p.acpSession() != null) {
						agent.adopt(mailbox);
					}
					return ref;
				});
	}

	/** @throws FailureException in words, if the folder cannot be worked in */
	private static Path folder(String text) {
		Path path;
		try {
			path = Path.of(text);
		} catch (InvalidPathException e) {
			throw new FailureException(Failure.usage("Not a folder: \"" + text + "\": " + e.getReason(), null), e);
		}
		if (!path.isAbsolute()) {
			throw new FailureException(Failure.usage("Not an absolute path: " + text, null));
		}
		if (!Files.exists(path)) {
			throw new FailureException(Failure.usage("The folder " + text + " does not exist.",
					"Make it first, or name another one."));
		}
		if (!Files.isDirectory(path)) {
			throw new FailureException(Failure.usage(text + " is not a folder.", "Name the folder it is in."));
		}
		if (!Files.isReadable(path) || !Files.isExecutable(path)) {
			throw new FailureException(Failure.usage("The folder " + text + " is not readable for you.",
					"Change its permissions, or name another one."));
		}
		return path.normalize();
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		return Stages.outcome(() -> {
			Position now = new Position(parts.epoch(), parts.events().sessionsRevision());
			if (p.ifRevision() != null && Position.parse(p.ifRevision(), parts.epoch()).equals(now)) {
				return CompletableFuture.completedFuture(new Listing(now.epoch(), now.revision(), null));
			}
			Integer limit = p.limit();
			if (limit != null && limit > 0) {
				return parts.entries().sessions(p.all(), from(p.from()), Math.min(limit, MOST_LISTED)).thenApply(page -> new Listing(now.epoch(),
						now.revision(), page.sessions(), page.next() == 0 ? null : Long.toString(page.next())));
			}
			return parts.entries().sessions(p.all()).thenApply(all -> new Listing(now.epoch(), now.revision(), all));
		});
	}

	private static long from(@Nullable String token) {
		try {
			return token == null ? 0 : Math.max(1, Long.parseLong(token));
		} catch (NumberFormatException e) {
			throw new FailureException(Failure.usage("No page of sessions begins at " + token + ".", "Pass on what the page before names as next."));
		}
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return withId(p.session(), id -> parts.entries().session(id).thenApply(found -> {
			SessionSummary summary = found.orElseThrow(() -> SessionMailboxes.notFound(p.session()));
			Position now = new Position(parts.epoch(), summary.revision());
			boolean same = p.ifRevision() != null && Position.parse(p.ifRevision(), parts.epoch()).equals(now);
			return new One(now.epoch(), now.revision(), same ? null : summary);
		}));
	}

	@Override
	public CompletionStage<Outcome<Prompted>> prompt(Prompt p) {
		TurnId turn = TurnId.random();
		if (p.enclosures().isEmpty()) {
			return prompt(p, new SessionInput.Prompt(turn, p.text(), p.client()));
		}
		return Stages.flat(() -> CompletableFuture.supplyAsync(() -> Enclosures.take(p.enclosures()), readers)
				.thenCompose(taken -> prompt(p,
						new SessionInput.Prompt(turn, p.text(), taken.enclosures(), taken.blobs(), p.client()))));
	}

	private CompletionStage<Outcome<Prompted>> prompt(Prompt p, SessionInput.Prompt input) {
		return command(p.session(), p, Methods.SESSIONS_PROMPT.name(), p.client(), input, Prompted.class,
				state -> new Prompted(input.turn(), state));
	}

	@Override
	public CompletionStage<Outcome<Done>> cancel(Cancel p) {
		return done(p.session(), p, Methods.SESSIONS_CANCEL.name(), p.client(), new SessionInput.Cancel(p.client()));
	}

	@Override
	public CompletionStage<Outcome<Done>> rename(Rename p) {
		return done(p.session(), p, Methods.SESSIONS_RENAME.name(), "", new SessionInput.Rename(p.title()));
	}

	@Override
	public CompletionStage<Outcome<Done>> close(Close p) {
		return Stages.flat(() -> mailboxes.resolve(p.session()).thenCompose(id -> endings.closeBelow(id, p.mode(), p.client()))
				.thenCompose(below -> done(p.session(), p, Methods.SESSIONS_CLOSE.name(), p.client(),
						new SessionInput.Close(p.mode(), p.client()))));
	}

	@Override
	public CompletionStage<Outcome<Done>> reopen(Reopen p) {
		return done(p.session(), p, Methods.SESSIONS_REOPEN.name(), p.client(), new SessionInput.Reopen(p.client()));
	}

	@Override
	public CompletionStage<Outcome<Deleted>> delete(Delete p) {
		return Stages.outcome(() -> mailboxes.resolve(p.session())
				.thenCompose(id -> endings.delete(id, p.command(), Cause.user(p.client()))));
	}

	@Override
	public CompletionStage<Outcome<Page>> entries(Read p) {
		return withId(p.session(), id -> pages.entries(id, p));
	}

	@Override
	public CompletionStage<Outcome<Entry>> entry(ReadEntry p) {
		return withId(p.session(), id -> pages.entry(id, p));
	}

	@Override
	public CompletionStage<Outcome<TextRange>> text(ReadText p) {
		return withId(p.session(), id -> pages.text(id, p));
	}

	@Override
	public CompletionStage<Outcome<TextRange>> output(ReadOutput p) {
		return withId(p.session(), id -> pages.output(id, p));
	}

	@Override
	public CompletionStage<Outcome<BlobRange>> blob(ReadBlob p) {
		return withId(p.session(), id -> pages.blob(id, p));
	}

	@Override
	public CompletionStage<Outcome<Done>> resume(Resume p) {
		return done(p.session(), p, Methods.SESSIONS_RESUME.name(), p.client(), new SessionInput.Resume(p.client()));
	}

	@Override
	public CompletionStage<Outcome<Done>> settings(Choose p) {
		return done(p.session(), p, Methods.SESSIONS_SETTINGS.name(), p.client(),
				new SessionInput.Choose(p.key(), p.value(), p.client()));
	}

	@Override
	public CompletionStage<Outcome<Done>> killTerminal(KillTerminal p) {
		return withId(p.session(), id -> mailboxes.get(id).thenCompose(mailbox ->
		// stored first: a repeat finds it done
		parts.entries().remember(new Entries.CommandResult(p.command(), Methods.SESSIONS_KILL_TERMINAL.name(), Codec.json(new Done())))
				.thenApply(stored -> {
					AgentLife life = lives.get(mailbox.state().summary().agent());
					if (life != null) {
						life.killTerminal(id, p.terminal());
					}
					return new Done();
				})));
	}

	@Override
	public CompletionStage<Outcome<Exported>> export(Export p) {
		return exports.piece(p);
	}

	/** Passes a call on to the session's mailbox. */
	CompletionStage<Outcome<Done>> done(String session, Changing p, String method, String client,
			SessionInput.Command command) {
		return command(session, p, method, client, command, Done.class, reply -> new Done());
	}

	private <R> CompletionStage<Outcome<R>> command(String session, Changing p, String method, String client,
			SessionInput.Command command, Class<R> type, Function<String, R> result) {
		return Stages.flat(() -> mailboxes.resolve(session).thenCompose(mailboxes::get).thenCompose(
				mailbox -> mailbox.call(command, p.command(), method, Cause.user(client), type, result)));
	}

	@Override
	public CompletionStage<Outcome<Attached>> attach(Attach p, Consumer<Changes> changes) {
		return attach("local:" + p.attachment(), p, change -> {
			changes.accept(change);
			return true;
		});
	}

	/** @param key names the attachment in this host; @param sink see {@link SessionFeed#attach} */
	CompletionStage<Outcome<Attached>> attach(String key, Attach p, Predicate<Changes> sink) {
		return withId(p.session(), id -> followers.attach(id, key, p, sink));
	}

	/** There is room again. */
	void kick(String key) {
		followers.kick(key);
	}

	@Override
	public CompletionStage<Outcome<Done>> detach(Detach p) {
		detach("local:" + p.attachment());
		return CompletableFuture.completedFuture(Outcome.ok(new Done()));
	}

	void detach(String key) {
		followers.detach(key);
	}

	private <R> CompletionStage<Outcome<R>> withId(String session, Function<SessionId, CompletionStage<R>> work) {
		return Stages.outcome(() -> mailboxes.resolve(session).thenCompose(work));
	}
}
