package dev.umbra.client.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.FollowedSession;
import dev.umbra.client.snapshot.Freshness;
import dev.umbra.client.snapshot.Listeners;
import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.client.store.Cadence.Answer;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

/**
 * One session as a window keeps it: followed once for all who read it, asked for by one timer, one question at a time. A
 * question compares positions; only where the host is ahead, what is after ours is pulled. Answers to an older question are
 * dropped.
 *
 * <p>Lock: the monitor, for moments; the session that is followed, the rhythm and listeners are called without it.
 */
final class KeptSession implements Rhythm.Subject {
	private static final System.Logger LOG = System.getLogger(KeptSession.class.getName());
	/** After a first load that failed, in seconds. */
	private static final List<Long> RETRIES = List.of(1L, 2L, 4L);
	/** Changes may be this long on their way without being lost. */
	private static final Duration ON_THE_WAY = Duration.ofMillis(250);

	private final FollowedSession followed;
	private final Rhythm.Surroundings around;
	private final Pushes pushes;
	private final Rhythm rhythm;
	private final Listeners listeners = new Listeners();
	private final List<Reader> readers = new ArrayList<>();
	private final Consumer<SessionSummaryAt> seen;
	private final Consumer<KeptSession> unread;
	private SessionSnapshot last;
	private boolean windowShown;
	private boolean pulling;
	private boolean catchingUp;
	private int question;
	private long askedAt;
	private boolean loaded;
	private int retries;
	/** The first load failed and is tried again: nobody need know yet. */
	private boolean retrying;

	/** A summary and the epoch its revision is of. */
	record SessionSummaryAt(String epoch, SessionSummary summary) {
	}

	/**
	 * @param seen told of each summary that came, on any thread
	 * @param unread told when the last reader has gone
	 */
	KeptSession(FollowedSession followed, Rhythm.Surroundings around, Cadence first, boolean windowShown, Pushes pushes,
			Consumer<SessionSummaryAt> seen, Consumer<KeptSession> unread) {
		this.followed = followed;
		this.around = around;
		this.pushes = pushes;
		this.windowShown = windowShown;
		this.seen = seen;
		this.unread = unread;
		this.last = followed.now();
		rhythm = new Rhythm(followed.session().value(), around, first, this);
		// before the first answer there is nothing to keep fresh
		rhythm.suspend(true);
		followed.onChange(this::changed);
	}

	/** Begins to follow; once. @param push whether pushes are wanted */
	void open(boolean push) {
		followed.push(push);
		followed.open();
	}

	SessionId id() {
		return followed.session();
	}

	Rhythm rhythm() {
		return rhythm;
	}

	SessionSnapshot now() {
		return followed.now();
	}

	/** One more reader; {@link #showing} makes it count. Nothing is called. */
	synchronized SessionWatch read() {
		Reader reader = new Reader();
		readers.add(reader);
		return reader;
	}

	synchronized boolean isRead() {
		return !readers.isEmpty();
	}

	void windowShown(boolean shown) {
		synchronized (this) {
			windowShown = shown;
		}
		showing();
	}

	/** Somebody looks, or nobody does any more. */
	void showing() {
		boolean shown;
		synchronized (this) {
			shown = windowShown && readers.stream().anyMatch(reader -> reader.shown);
		}
		rhythm.change(cadence -> cadence.shown(shown));
	}

	/** Whether pushes are wanted, and what is known of them. */
	void push(boolean wanted) {
		followed.push(wanted);
	}

	/** No question is open any more: the connection they went over has ended, or there is another. */
	void suspend(boolean now) {
		boolean rests;
		synchronized (this) {
			question++;
			pulling = false;
			catchingUp = false;
			rests = now || !loaded;
		}
		rhythm.suspend(rests);
	}

	/** A command changed it. @param resumed it may have gone on */
	void invalidate(boolean resumed) {
		rhythm.expire();
		if (resumed && kind() == SessionStatus.Kind.TERMINAL) {
			rhythm.change(Cadence::resumed);
		}
		if (pushes.now() != Cadence.Push.HEALTHY) {
			due(false);
		}
	}

	void close() {
		rhythm.close();
		followed.close();
	}

	private SessionStatus.Kind kind() {
		SessionSummary summary = followed.now().summary();
		return summary == null ? SessionStatus.Kind.IDLE : summary.status().kind();
	}

	// what comes

	private void changed() {
		SessionSnapshot now = followed.now();
		SessionSnapshot before;
		boolean pulled;
		boolean coalesced;
		boolean first;
		synchronized (this) {
			before = last;
			last = now;
			pulled = catchingUp || !before.live();
			coalesced = pulling;
			first = now.live() && !loaded;
			loaded |= first;
		}
		if (first) {
			rhythm.suspend(false);
		}
		boolean moved = now.revision() != before.revision() || !now.epoch().equals(before.epoch());
		if (now.live() && moved && !pulled) {
			around.counters().get().pushed(coalesced);
			pushes.heard();
			rhythm.pushed(kind());
		} else if (now.live() && !before.live()) {
			rhythm.answered(Answer.CHANGED, kind());
		}
		SessionSummary summary = now.summary();
		if (summary != null && !summary.equals(before.summary())) {
			seen.accept(new SessionSummaryAt(now.epoch(), summary));
		}
		firstLoad(now);
		listeners.tell();
	}

	/** What cannot be read at once is tried again, a few times; then it is left to the person. */
	private void firstLoad(SessionSnapshot now) {
		Failure failure = now.failure();
		long wait;
		synchronized (this) {
			if (now.summary() != null || failure == null || !passing(failure)) {
				retrying &= now.summary() == null && failure == null;
				return;
			}
			retrying = retries < RETRIES.size();
			wait = retrying ? RETRIES.get(retries++) : 0;
		}
		if (wait > 0) {
			LOG.log(System.Logger.Level.DEBUG, "session {0} is tried again in {1} s: {2}", id(), wait, failure.message());
			around.ticks().schedule(followed::retry, wait, TimeUnit.SECONDS);
		} else {
			LOG.log(System.Logger.Level.WARNING, "session " + id() + " cannot be read: " + failure.message());
		}
	}

	/** A host that is not there comes back by itself, and one that knows no such session will not learn it. */
	private static boolean passing(Failure failure) {
		return failure.code() != Failure.Code.HOST_UNREACHABLE && failure.code() != Failure.Code.NOT_FOUND;
	}

	// questions

	@Override
	public void due(boolean force) {
		int mine;
		SessionSnapshot known = followed.now();
		synchronized (this) {
			if (pulling && !force) {
				return;
			}
			pulling = true;
			askedAt = around.clocks().nanos();
			mine = ++question;
		}
		rhythm.asking();
		if (known.summary() == null) {
			catchUp(mine);
		} else {
			followed.check().thenAccept(outcome -> checked(mine, known, outcome));
		}
	}

	private synchronized boolean isOld(int asked) {
		return asked != question;
	}

	private void checked(int mine, SessionSnapshot asked, Outcome<Sessions.One> outcome) {
		if (isOld(mine)) {
			return;
		}
		switch (outcome) {
		case Outcome.NotOk<Sessions.One>(Failure failure) when failure.code() == Failure.Code.NOT_FOUND -> catchUp(mine);
		case Outcome.NotOk<Sessions.One> not -> answered(mine, Answer.FAILED);
		case Outcome.Ok<Sessions.One>(Sessions.One one) when one.summary() == null -> answered(mine, Answer.UNCHANGED);
		case Outcome.Ok<Sessions.One>(Sessions.One one) -> compared(mine, asked, one);
		}
	}

	private void compared(int mine, SessionSnapshot asked, Sessions.One one) {
		SessionSnapshot now = followed.now();
		boolean sameEpoch = one.epoch().equals(now.epoch());
		if (sameEpoch && one.revision() >= asked.revision() && one.revision() <= now.revision()) {
			answered(mine, Answer.CHANGED);
		} else if (sameEpoch && one.revision() > now.revision() && pushes.wanted() && now.live()) {
			around.ticks().schedule(() -> arrived(mine, one), ON_THE_WAY.toNanos(), TimeUnit.NANOSECONDS);
		} else {
			catchUp(mine);
		}
	}

	/** What the host had before should have come unasked by now. */
	private void arrived(int mine, Sessions.One one) {
		SessionSnapshot now = followed.now();
		if (isOld(mine)) {
			return;
		}
		if (now.epoch().equals(one.epoch()) && now.revision() >= one.revision()) {
			answered(mine, Answer.CHANGED);
			return;
		}
		LOG.log(System.Logger.Level.INFO, "session {0}: a push was missed, at {1} instead of {2}", id(), now.revision(), one.revision());
		pushes.missed();
		catchUp(mine);
	}

	private void catchUp(int mine) {
		synchronized (this) {
			catchingUp = true;
		}
		followed.catchUp().thenRun(() -> {
			SessionSnapshot now = followed.now();
			synchronized (this) {
				catchingUp &= mine != question;
			}
			answered(mine, now.live() && now.failure() == null ? Answer.CHANGED : Answer.FAILED);
		});
	}

	private void answered(int mine, Answer answer) {
		long asked;
		synchronized (this) {
			if (mine != question) {
				return;
			}
			pulling = false;
			asked = askedAt;
		}
		around.counters().get().pulled(switch (answer) {
		case CHANGED -> StoreCounters.Pull.CHANGED;
		case UNCHANGED -> StoreCounters.Pull.NOT_MODIFIED;
		case FAILED -> StoreCounters.Pull.FAILED;
		}, Duration.ofNanos(around.clocks().nanos() - asked));
		rhythm.answered(answer, kind());
	}

	@Override
	public void staleChanged() {
		listeners.tell();
	}

	// readers

	/** What is known, for somebody who looks; what is old comes anew meanwhile. */
	SessionSnapshot look() {
		boolean young = rhythm.young();
		around.counters().get().read(young);
		SessionSnapshot now = followed.now();
		if (!young && rhythm.cadence().delay() != null && now.live()) {
			due(false);
		}
		synchronized (this) {
			return retrying && now.failure() != null ? withoutFailure(now) : now;
		}
	}

	private static SessionSnapshot withoutFailure(SessionSnapshot now) {
		return new SessionSnapshot(now.session(), now.epoch(), now.revision(), now.summary(), now.entries(), now.older(), now.live(), null);
	}

	private final class Reader implements SessionWatch {
		private final List<Subscription> subscriptions = new ArrayList<>();
		private boolean shown = true;

		@Override
		public SessionId session() {
			return id();
		}

		@Override
		public SessionSnapshot now() {
			return look();
		}

		@Override
		public Freshness freshness() {
			return rhythm.freshness();
		}

		@Override
		public Subscription onChange(Runnable listener) {
			Subscription mine = listeners.add(listener);
			synchronized (KeptSession.this) {
				subscriptions.add(mine);
			}
			return mine;
		}

		@Override
		public CompletionStage<Void> loadOlder() {
			return followed.loadOlder();
		}

		@Override
		public void retry() {
			followed.retry();
		}

		@Override
		public void refresh() {
			@Nullable Failure failure = followed.now().failure();
			if (failure != null) {
				followed.retry();
			} else {
				due(true);
			}
		}

		@Override
		public void shown(boolean seen) {
			synchronized (KeptSession.this) {
				shown = seen;
			}
			showing();
		}

		@Override
		public void close() {
			boolean gone;
			synchronized (KeptSession.this) {
				gone = readers.remove(this);
				subscriptions.forEach(Subscription::close);
				subscriptions.clear();
			}
			if (gone) {
				showing();
				unread.accept(KeptSession.this);
			}
		}
	}
}
