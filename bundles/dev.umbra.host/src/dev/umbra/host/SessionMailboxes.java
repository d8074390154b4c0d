package dev.umbra.host;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

/**
 * The sessions that are alive in memory; any other is read from the store when it is needed. A mailbox that rests is held
 * weakly: whoever still knows it, an agent's process for example, and whoever asks for it here have the same one, so that a
 * session never has two. Any thread.
 */
final class SessionMailboxes implements MailboxWatcher {
	private static final System.Logger LOG = System.getLogger(SessionMailboxes.class.getName());
	private final HostParts parts;
	/** A session of which nothing was heard for so long leaves memory. */
	static final Duration QUIET = Duration.ofSeconds(15);
	/** Beyond so many in memory, those that are quiet leave at once, the quietest first. */
	static final int MOST = 128;
	private final Map<SessionId, CompletableFuture<SessionMailbox>> mailboxes = new ConcurrentHashMap<>();
	private final Map<SessionId, WeakReference<SessionMailbox>> resting = new ConcurrentHashMap<>();
	private final AtomicInteger awake = new AtomicInteger();
	private final AtomicBoolean looking = new AtomicBoolean();
	private final SessionMailbox.Surroundings surroundings;
	private final Function<AgentId, Standing> standing;
	private volatile Runnable rested = () -> {
	};

	/** @param standing what holds for an agent at the moment of the call */
	SessionMailboxes(HostParts parts, SessionMailbox.Surroundings surroundings, Function<AgentId, Standing> standing) {
		this.parts = parts;
		this.standing = standing;
		this.surroundings = surroundings;
	}

	/** From now on told, on a thread of the ticks, when sessions were let go: there is memory to give back. */
	void onRest(Runnable told) {
		rested = told;
	}

	String epoch() {
		return parts.epoch();
	}

	/** The mailbox of a session, loaded if need be; fails with not found. */
	CompletionStage<SessionMailbox> get(SessionId id) {
		CompletableFuture<SessionMailbox> found = mailboxes.computeIfAbsent(id, this::load);
		if (found.isDone() && !found.isCompletedExceptionally()) {
			return found;
		}
		// who is told of a failure may try again at once, and must not meet it again: it is gone before anybody is told
		return found.whenComplete((mailbox, error) -> {
			if (error != null) {
				mailboxes.remove(id, found);
			}
		});
	}

	private CompletableFuture<SessionMailbox> load(SessionId id) {
		WeakReference<SessionMailbox> rests = resting.get(id);
		SessionMailbox known = rests == null ? null : rests.get();
		if (known != null) {
			return CompletableFuture.completedFuture(known);
		}
		CompletableFuture<SessionMailbox> loading = new CompletableFuture<>();
		parts.entries().live(id).whenComplete((live, error) -> {
			if (error == null && live.isPresent()) {
				Entries.Live found = live.get();
				loading.complete(begin(SessionState.restored(found.summary(), found.lastOrdinal(), found.open(), found.queue())));
			} else {
				loading.completeExceptionally(error != null ? error : notFound(id.value()));
			}
		});
		return loading;
	}

	/** A session that was just committed. */
	SessionMailbox add(SessionSummary summary) {
		SessionMailbox mailbox = begin(SessionState.fresh(summary));
		mailboxes.put(summary.id(), CompletableFuture.completedFuture(mailbox));
		return mailbox;
	}

	private SessionMailbox begin(SessionState state) {
		SessionMailbox mailbox = new SessionMailbox(state, parts, surroundings, standing, this);
		mailbox.start();
		counted();
		return mailbox;
	}

	@Override
	public void awake(SessionMailbox mailbox) {
		// before the other: whoever looks finds it in one of them
		mailboxes.put(mailbox.id(), CompletableFuture.completedFuture(mailbox));
		resting.remove(mailbox.id());
		counted();
	}

	private void counted() {
		if (awake.incrementAndGet() > MOST) {
			parts.ticks().execute(this::makeRoom);
		}
	}

	@Override
	public void rests(SessionMailbox mailbox) {
		letGo(mailbox);
		awake.decrementAndGet();
	}

	private void letGo(SessionMailbox mailbox) {
		resting.put(mailbox.id(), new WeakReference<>(mailbox));
		mailboxes.remove(mailbox.id());
	}

	@Override
	public void quiet() {
		if (looking.compareAndSet(false, true)) {
			parts.ticks().schedule(this::look, QUIET.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/** Lets those rest that are quiet for long; looks again only while there are others that could. */
	private void look() {
		looking.set(false);
		resting.values().removeIf(each -> each.get() == null);
		boolean again = false;
		boolean gone = false;
		for (SessionMailbox mailbox : loaded()) {
			Long quiet = mailbox.quietFor();
			if (quiet != null && quiet >= QUIET.toNanos()) {
				mailbox.rest();
				gone = true;
			} else if (quiet != null) {
				again = true;
			} else {
				// was only asked for since
				mailbox.ifResting(() -> letGo(mailbox));
			}
		}
		if (gone) {
			rested.run();
		}
		if (again) {
			quiet();
		}
	}

	private void makeRoom() {
		record Quiet(SessionMailbox mailbox, long nanos) {
		}
		List<Quiet> quiet = new ArrayList<>();
		for (SessionMailbox mailbox : loaded()) {
			Long nanos = mailbox.quietFor();
			if (nanos != null) {
				quiet.add(new Quiet(mailbox, nanos));
			}
		}
		quiet.sort(Comparator.comparingLong(Quiet::nanos).reversed());
		quiet.stream().limit(Math.max(0, awake.get() - MOST)).forEach(each -> each.mailbox().rest());
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

	/** All that are in memory read their state anew; completes when they have, each as well as it can. */
	CompletionStage<Void> readAnew() {
		return CompletableFuture.allOf(loaded().stream().map(mailbox -> mailbox.readAnew().toCompletableFuture())
				.toArray(CompletableFuture[]::new));
	}

	/** Whoever follows a session is told to ask again. */
	void renewed() {
		loaded().forEach(SessionMailbox::renewed);
	}

	private List<SessionMailbox> loaded() {
		return mailboxes.values().stream().filter(loading -> loading.isDone() && !loading.isCompletedExceptionally())
				.map(CompletableFuture::join).toList();
	}

	/** How many sessions are in memory. */
	int awake() {
		return awake.get();
	}

	/** Those in whose turn something runs or waits. */
	List<SessionMailbox> running() {
		return loaded().stream().filter(mailbox -> mailbox.state().summary().turn() != null).toList();
	}

	/** Cuts what runs, in words, and ends all mailboxes. */
	void end(String words) {
		// all at the same time: one that is stuck must not take the others' time
		List<SessionMailbox> all = loaded();
		resting.values().forEach(each -> {
			SessionMailbox mailbox = each.get();
			if (mailbox != null) {
				mailbox.end(0);
			}
		});
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
