package dev.umbra.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.TabsChanged;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/** Closing a session with those below it, and deleting one for good. Any thread; nothing blocks. */
final class SessionEndings {
	private static final System.Logger LOG = System.getLogger(SessionEndings.class.getName());
	private final HostParts parts;
	private final SessionMailboxes mailboxes;
	private final AgentLives lives;

	SessionEndings(HostParts parts, SessionMailboxes mailboxes, AgentLives lives) {
		this.parts = parts;
		this.mailboxes = mailboxes;
		this.lives = lives;
	}

	/**
	 * Closes all sessions below one, those that have none below them first. Fails as refused, with none of them closed, if
	 * the caller is to ask first because a turn runs in one of them.
	 */
	CompletionStage<Void> closeBelow(SessionId id, Sessions.CloseMode mode, String client) {
		if (mode == Sessions.CloseMode.KEEP_RUNNING) {
			return CompletableFuture.completedFuture(null);
		}
		return below(id).thenCompose(below -> {
			List<SessionSummary> busy = below.stream().filter(each -> each.turn() != null || each.queued() > 0).toList();
			if (mode == Sessions.CloseMode.ASK && !busy.isEmpty()) {
				throw new FailureException(Failure.refused("There is still something to do in sessions below this one: "
						+ String.join(", ", busy.stream().map(each -> "\"" + each.title() + "\" (" + each.id() + ")").toList()) + ".",
						"Use --stop to end all of it, or --keep-running to leave it alone."));
			}
			CompletionStage<Void> closed = CompletableFuture.completedFuture(null);
			for (SessionSummary each : below) {
				closed = closed.thenCompose(nothing -> close(each.id(), mode, client));
			}
			return closed;
		});
	}

	private CompletionStage<Void> close(SessionId id, Sessions.CloseMode mode, String client) {
		return mailboxes.get(id).thenCompose(mailbox -> mailbox.call(new SessionInput.Close(mode, client), null,
				Methods.SESSIONS_CLOSE.name(), Cause.user(client), Done.class, reply -> new Done()))
				.thenAccept(outcome -> {
					if (outcome instanceof Outcome.NotOk<Done> not) {
						throw new FailureException(not.failure());
					}
				});
	}

	/** The sessions below that are not closed, the deepest first. */
	private CompletionStage<List<SessionSummary>> below(SessionId id) {
		return parts.entries().sessions(false).thenCompose(open -> {
			// a closed one in between is not among them: only then all are looked at
			Set<SessionId> known = new HashSet<>(open.stream().map(SessionSummary::id).toList());
			boolean whole = open.stream().allMatch(each -> each.parent() == null || known.contains(each.parent())
					|| each.parent().equals(id));
			return whole ? CompletableFuture.completedFuture(open) : parts.entries().sessions(true);
		}).thenApply(all -> {
			Map<SessionId, Integer> depths = depths(id, all);
			return all.stream()
					.filter(each -> depths.containsKey(each.id()) && each.status().kind() != SessionStatus.Kind.TERMINAL)
					.sorted(Comparator.comparingInt((SessionSummary each) -> depths.get(each.id())).reversed()).toList();
		});
	}

	private static Map<SessionId, Integer> depths(SessionId root, List<SessionSummary> all) {
		Map<SessionId, List<SessionId>> children = new HashMap<>();
		for (SessionSummary each : all) {
			if (each.parent() != null) {
				children.computeIfAbsent(each.parent(), parent -> new ArrayList<>()).add(each.id());
			}
		}
		Map<SessionId, Integer> depths = new HashMap<>();
		List<SessionId> level = children.getOrDefault(root, List.of());
		for (int depth = 1; !level.isEmpty(); depth++) {
			List<SessionId> next = new ArrayList<>();
			for (SessionId each : level) {
				if (!each.equals(root) && depths.putIfAbsent(each, depth) == null) {
					next.addAll(children.getOrDefault(each, List.of()));
				}
			}
			level = next;
		}
		return depths;
	}

	/** Deletes a closed session; fails as refused if it is not. */
	CompletionStage<Sessions.Deleted> delete(SessionId id, CommandId command, Cause cause) {
		Sessions.Deleted deleted = new Sessions.Deleted(parts.store().copies().stream().map(Path::toString).toList());
		Entries.CommandResult result = new Entries.CommandResult(command, Methods.SESSIONS_DELETE.name(), Codec.json(deleted));
		return freeChildren(id).thenCompose(free -> mailboxes.get(id)).thenCompose(mailbox -> {
			SessionSummary summary = mailbox.state().summary();
			return mailbox.delete(result, cause).thenApply(outcome -> {
				boolean tab = outcome.orThrow();
				forgotten(summary);
				return tab;
			});
		}).exceptionallyCompose(error -> {
			Throwable why = SessionOpener.cause(error);
			return why instanceof StoreException store && !store.passing() ? deleteDamaged(id, result, cause, store)
					: CompletableFuture.failedFuture(why);
		}).thenApply(tab -> {
			if (tab) {
				parts.windows().tabs(null).thenAccept(
						shown -> parts.events().publish(new TabsChanged(parts.epoch(), shown.revision(), cause)));
			}
			return deleted;
		});
	}

	/** One that cannot be brought into memory can still be deleted, if that is why it is closed. */
	private CompletionStage<Boolean> deleteDamaged(SessionId id, Entries.CommandResult result, Cause cause,
			StoreException why) {
		return parts.entries().session(id).thenCompose(found -> {
			SessionSummary summary = found.orElseThrow(() -> SessionMailboxes.notFound(id.value()));
			if (summary.status() != SessionStatus.FAILED) {
				return CompletableFuture.failedFuture(why);
			}
			return parts.history().delete(id, result).thenApply(tab -> {
				parts.events().sessionsChanged();
				parts.events().publish(new SessionClosed(parts.epoch(), summary.revision(), cause, id));
				forgotten(summary);
				return tab;
			});
		});
	}

	/** Those below it are told before the store forgets it: what they commit afterwards must not name it. */
	private CompletionStage<Void> freeChildren(SessionId id) {
		return parts.entries().session(id).thenCompose(found -> {
			boolean closed = found.isPresent() && found.get().status().kind() == SessionStatus.Kind.TERMINAL;
			// one that is not closed is refused by its mailbox: then its children stay what they are
			return closed ? parts.entries().sessions(true) : CompletableFuture.completedFuture(List.<SessionSummary>of());
		}).thenCompose(all -> CompletableFuture.allOf(all.stream().filter(each -> id.equals(each.parent()))
				.map(each -> mailboxes.get(each.id())
						.thenCompose(mailbox -> mailbox.call(new SessionInput.ParentDeleted(id), null,
								Methods.SESSIONS_DELETE.name(), Cause.SYSTEM, Done.class, reply -> new Done()))
						.exceptionally(error -> {
							LOG.log(System.Logger.Level.WARNING, "session " + each.id() + " below " + id + " could not be told", error);
							return Outcome.ok(new Done());
						}).toCompletableFuture())
				.toArray(CompletableFuture<?>[]::new)));
	}

	private void forgotten(SessionSummary summary) {
		AgentLife life = lives.get(summary.agent());
		if (life != null && summary.acpSession() != null) {
			life.deleted(summary.id(), summary.acpSession());
		}
		LOG.log(System.Logger.Level.INFO, "session " + summary.id() + " was deleted");
	}
}
