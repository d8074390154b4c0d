package dev.umbra.host;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.permission.Standing;
import dev.umbra.core.port.Entries;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.core.session.SessionSummary;

/** The sessions that are alive in memory; any other is read from the store when it is needed. Any thread. */
final class SessionMailboxes {
	private static final System.Logger LOG = System.getLogger(SessionMailboxes.class.getName());
	private final HostParts parts;
	private final Map<SessionId, CompletableFuture<SessionMailbox>> mailboxes = new ConcurrentHashMap<>();
	private final SessionMailbox.Surroundings surroundings;
	private final Function<AgentId, Standing> standing;

	/** @param standing what holds for an agent at the moment of the call */
	SessionMailboxes(HostParts parts, SessionMailbox.Surroundings surroundings, Function<AgentId, Standing> standing) {
		this.parts = parts;
		this.standing = standing;
		this.surroundings = surroundings;
	}

	String epoch() {
		return parts.epoch();
	}

	/** The mailbox of a session, loaded if need be; fails with not found. */
	CompletionStage<SessionMailbox> get(SessionId id) {
		return mailboxes.computeIfAbsent(id, key -> {
			CompletableFuture<SessionMailbox> loading = new CompletableFuture<>();
			parts.entries().live(key).whenComplete((live, error) -> {
				if (error == null && live.isPresent()) {
					Entries.Live found = live.get();
					loading.complete(begin(SessionState.restored(found.summary(), found.lastOrdinal(), found.open(),
							found.queue())));
				} else {
					loading.completeExceptionally(error != null ? error : notFound(key.value()));
				}
			});
			// removed outside computeIfAbsent: the map must not change itself while it computes
			loading.whenCompleteAsync((mailbox, error) -> {
				if (error != null) {
					mailboxes.remove(key, loading);
				}
			}, Threads.virtualEach("load"));
			return loading;
		});
	}

	/** A session that was just committed. */
	SessionMailbox add(SessionSummary summary) {
		SessionMailbox mailbox = begin(SessionState.fresh(summary));
		mailboxes.put(summary.id(), CompletableFuture.completedFuture(mailbox));
		return mailbox;
	}

	private SessionMailbox begin(SessionState state) {
		SessionMailbox mailbox = new SessionMailbox(state, parts, surroundings, standing);
		mailbox.start();
		return mailbox;
	}

	/**
	 * By id, or a unique beginning of one of at least four characters. Fails with not found or, naming the candidates,
	 * ambiguous.
	 */
	CompletionStage<SessionId> resolve(String reference) {
		if (reference.length() == 36) {
			return parts.entries().session(new SessionId(reference)).thenApply(found -> found
					.map(SessionSummary::id).orElseThrow(() -> notFound(reference)));
		}
		if (reference.length() < 4) {
			return CompletableFuture.failedFuture(new FailureException(Failure.usage(
					"\"" + reference + "\" is too short for a session: at least four characters of its id are needed.", null)));
		}
		return parts.entries().sessionsBeginning(reference).thenApply(found -> {
			if (found.isEmpty()) {
				throw notFound(reference);
			}
			if (found.size() > 1) {
				throw new FailureException(Failure.usage("Several sessions begin with \"" + reference + "\": "
						+ String.join(", ", found.stream().map(SessionId::value).toList()), "Give more of the id."));
			}
			return found.getFirst();
		});
	}

	static FailureException notFound(String reference) {
		return new FailureException(Failure.notFound("There is no session \"" + reference + "\".",
				"See those there are with: umbra session list --all"));
	}

	private List<SessionMailbox> loaded() {
		return mailboxes.values().stream().filter(loading -> loading.isDone() && !loading.isCompletedExceptionally())
				.map(CompletableFuture::join).toList();
	}

	/** Those in whose turn something runs or waits. */
	List<SessionMailbox> running() {
		return loaded().stream().filter(mailbox -> mailbox.state().summary().turn() != null).toList();
	}

	/** Cuts what runs, in words, and ends all mailboxes. */
	void end(String words) {
		// all at the same time: one that is stuck must not take the others' time
		List<SessionMailbox> all = loaded();
		CountDownLatch ended = new CountDownLatch(all.size());
		all.forEach(mailbox -> Threads.virtual("end-" + mailbox.id(), () -> {
			if (mailbox.state().summary().turn() != null) {
				mailbox.tell(new SessionInput.AgentGone(words, ""));
			}
			mailbox.end(2000);
			ended.countDown();
		}));
		try {
			if (!ended.await(5, TimeUnit.SECONDS)) {
				LOG.log(System.Logger.Level.WARNING, ended.getCount() + " sessions did not end in time");
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
