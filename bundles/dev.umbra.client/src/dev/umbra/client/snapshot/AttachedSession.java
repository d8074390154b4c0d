package dev.umbra.client.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.Id;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Sessions.Attached;
import dev.umbra.core.api.Sessions.Changes;
import dev.umbra.core.session.Entry;

/**
 * A session, followed through {@link Sessions#attach}. Each attach has a name of its own; changes that come before its
 * answer wait for it. Without a push it attaches for one answer only. Where something is missing it attaches again after the last revision. A host that has started anew
 * (another epoch), or one that is too far ahead, answers with its newest page: that replaces everything, together with
 * what was loaded before it, read again; until all of it is here, what was known is shown.
 *
 * <p>It has no thread: it goes on with each answer, change and word about the connection, on the thread that brings it.
 *
 * <p>Lock: {@code lock} guards the state and is held for moments. Nothing foreign is called with it: a step collects what
 * is to be done after it.
 */
final class AttachedSession implements FollowedSession {
	/** As the restore of a window has it: the newest page, then smaller ones. */
	private static final int NEWEST = 192;
	private static final int OLDER = 50;
	/** Code units of one answer. */
	private static final int RANGE = 1 << 20;
	/** So often in a row changes may not fit to what is known. */
	private static final int MAX_GAPS = 10;
	private static final long TELL_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(33);

	/** One attach. */
	private static final class Attempt {
		private final String name = Id.random();
		private final Sessions sessions;
		private final @Nullable String after;
		private final int lost;
		private final int found;
		private final List<Changes> early = new ArrayList<>();
		private boolean answered;
		private boolean detached;
		/** What replaces the transcript as soon as what was loaded before its first entry is here too. */
		private @Nullable Transcript fresh;

		Attempt(Sessions sessions, @Nullable String after, int lost, int found) {
			this.sessions = sessions;
			this.after = after;
			this.lost = lost;
			this.found = found;
		}
	}

	private final SessionId session;
	private final Supplier<@Nullable Sessions> place;
	private final Clocks clocks;
	private final Consumer<AttachedSession> onClose;
	private final Listeners listeners = new Listeners();
	private final ReentrantLock lock = new ReentrantLock();
	private @Nullable Attempt attempt;
	private @Nullable Transcript transcript;
	private @Nullable Failure failure;
	private @Nullable CompletableFuture<Void> older;
	private boolean live;
	private boolean closed;
	private boolean readingText;
	private boolean push = true;
	private List<CompletableFuture<Void>> catchingUp = new ArrayList<>();
	private int gaps;
	/** How often the host was lost and found: what was begun before is not what is true after. */
	private int lost;
	private int found;
	private long told;
	private volatile SessionSnapshot now;

	/** @param place where to ask, or null while there is nobody; must not block */
	AttachedSession(SessionId session, Supplier<@Nullable Sessions> place, Clocks clocks, Consumer<AttachedSession> onClose) {
		this.session = session;
		this.place = place;
		this.clocks = clocks;
		this.onClose = onClose;
		this.now = new SessionSnapshot(session, "", 0, null, List.of(), false, false, null);
	}

	@Override
	public SessionId session() {
		return session;
	}

	@Override
	public SessionSnapshot now() {
		return now;
	}

	@Override
	public Subscription onChange(Runnable listener) {
		return listeners.add(listener);
	}

	@Override
	public void open() {
		step(this::attach);
	}

	@Override
	public void retry() {
		step(then -> {
			if (closed || attempt != null && !attempt.answered || live && failure == null) {
				return;
			}
			leave(then);
			gaps = 0;
			failure = null;
			if (transcript != null) {
				transcript.forgive();
			}
			attach(then);
		});
	}

	@Override
	public void close() {
		step(then -> {
			if (!closed) {
				closed = true;
				leave(then);
				tellCaughtUp(then);
				then.add(() -> onClose.accept(this));
			}
		});
	}

	@Override
	public CompletionStage<Outcome<Sessions.One>> check() {
		SessionSnapshot known = now;
		Sessions sessions = place.get();
		if (sessions == null || known.summary() == null) {
			return CompletableFuture.completedFuture(Outcome.notOk(LiveSnapshots.nobody()));
		}
		try {
			return sessions.get(new Sessions.Get(session.value(), known.epoch() + ":" + known.revision()))
					.handle(AttachedSession::outcome);
		} catch (RuntimeException e) {
			return CompletableFuture.completedFuture(outcome(null, e));
		}
	}

	@Override
	public CompletionStage<Void> catchUp() {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		step(then -> {
			catchingUp.add(answer);
			if (closed) {
				tellCaughtUp(then);
			} else if (attempt == null || attempt.answered && attempt.fresh == null) {
				leave(then);
				attach(then);
			}
		});
		return answer.copy();
	}

	@Override
	public void push(boolean wanted) {
		step(then -> {
			boolean before = push;
			push = wanted;
			Attempt mine = attempt;
			if (before && !wanted && mine != null && mine.answered && mine.fresh == null) {
				detach(mine, then);
			} else if (!before && wanted && mine != null && mine.detached) {
				leave(then);
				attach(then);
			}
		});
	}

	/** The connection ended; nothing is received any more. */
	void hostLost() {
		step(then -> {
			lost++;
			if (attempt != null && attempt.answered) {
				leave(then);
			}
			if (live) {
				live = false;
				publish(then);
			}
			tellCaughtUp(then);
		});
	}

	/** There is a host again. */
	void hostFound() {
		step(then -> {
			found++;
			if (attempt == null) {
				attach(then);
			}
		});
	}

	/** @param body gets the list of what is to be done without the lock */
	private void step(Consumer<List<Runnable>> body) {
		List<Runnable> then = new ArrayList<>();
		lock.lock();
		try {
			body.accept(then);
		} finally {
			lock.unlock();
		}
		then.forEach(Runnable::run);
	}

	// attaching

	private void attach(List<Runnable> then) {
		if (closed) {
			return;
		}
		Sessions sessions = place.get();
		if (sessions == null) {
			live = false;
			failure = LiveSnapshots.nobody();
			publish(then);
			tellCaughtUp(then);
			return;
		}
		Transcript known = transcript;
		Attempt fresh = new Attempt(sessions, known == null ? null : known.epoch() + ":" + known.revision(), lost, found);
		attempt = fresh;
		then.add(() -> ask(fresh));
	}

	private void ask(Attempt mine) {
		CompletionStage<Outcome<Attached>> answer;
		try {
			answer = mine.sessions.attach(new Sessions.Attach(mine.name, session.value(), mine.after, NEWEST),
					changes -> step(then -> received(mine, changes, then)));
		} catch (RuntimeException e) {
			answer = CompletableFuture.failedFuture(e);
		}
		answer.whenComplete((outcome, error) -> step(then -> answered(mine, outcome(outcome, error), then)));
	}

	private static <T> Outcome<T> outcome(@Nullable Outcome<T> outcome, @Nullable Throwable error) {
		return outcome != null ? outcome : Outcome.notOk(Failure.failed("The host could not be asked: " + error, "Try again."));
	}

	private void answered(Attempt mine, Outcome<Attached> outcome, List<Runnable> then) {
		mine.answered = true;
		boolean wanted = attempt == mine;
		switch (outcome) {
		case Outcome.Ok<Attached> ok when wanted && mine.lost == lost -> started(mine, ok.value(), then);
		case Outcome.Ok<Attached> ok -> {
			// closed meanwhile; or of a connection of which nobody knows whether it is still the one
			detach(mine, then);
			if (wanted) {
				attempt = null;
				attach(then);
			}
		}
		case Outcome.NotOk<Attached> not -> {
			if (wanted) {
				attempt = null;
				failed(not.failure(), mine.found, then);
			}
		}
		}
	}

	/** @param foundThen {@code found} when the call was made that failed now */
	private void failed(Failure why, int foundThen, List<Runnable> then) {
		if (why.code() == Failure.Code.HOST_UNREACHABLE && found != foundThen) {
			attach(then);
			return;
		}
		live = false;
		failure = why;
		publish(then);
		tellCaughtUp(then);
	}

	/** Those who wait for it are told; what it came to is to be seen. */
	private void tellCaughtUp(List<Runnable> then) {
		List<CompletableFuture<Void>> waiting = catchingUp;
		catchingUp = new ArrayList<>();
		waiting.forEach(each -> then.add(() -> each.complete(null)));
	}

	private void started(Attempt mine, Attached answer, List<Runnable> then) {
		Transcript known = transcript;
		if (known != null && !answer.reset() && known.epoch().equals(answer.epoch())) {
			known.continued(answer);
			caughtUp(mine, then);
			return;
		}
		Transcript fresh = new Transcript(answer, known);
		if (known == null || known.floor() >= fresh.floor()) {
			transcript = fresh;
			caughtUp(mine, then);
			return;
		}
		mine.fresh = fresh;
		fresh.expectOlder();
		long from = known.floor();
		long before = fresh.floor();
		then.add(() -> OlderEntries.read(mine.sessions, session, from, before)
				.thenAccept(outcome -> step(next -> replaced(mine, fresh, known, from, outcome, next))));
		applyEarly(mine, fresh, then);
	}

	/** What was loaded before the newest page is here again, or cannot be had. */
	private void replaced(Attempt mine, Transcript fresh, Transcript former, long from, Outcome<OlderEntries> outcome,
			List<Runnable> then) {
		if (attempt != mine) {
			return;
		}
		if (outcome instanceof Outcome.Ok<OlderEntries>(OlderEntries read) && read.epoch().equals(fresh.epoch())) {
			fresh.prepend(read.entries(), read.asOf(), from, former);
		} else {
			fresh.noOlder();
		}
		transcript = fresh;
		mine.fresh = null;
		caughtUp(mine, then);
	}

	private void caughtUp(Attempt mine, List<Runnable> then) {
		live = true;
		failure = null;
		if (applyEarly(mine, transcript, then)) {
			publish(then);
			if (!push) {
				detach(mine, then);
			}
			completeTexts(then);
			tellCaughtUp(then);
		}
	}

	private boolean applyEarly(Attempt mine, @Nullable Transcript into, List<Runnable> then) {
		List<Changes> waiting = List.copyOf(mine.early);
		mine.early.clear();
		for (Changes changes : waiting) {
			if (into != null && into.apply(changes) == Transcript.Applied.GAP) {
				gap(then);
				return false;
			}
		}
		return true;
	}

	// changes

	private void received(Attempt mine, Changes changes, List<Runnable> then) {
		if (attempt != mine || mine.detached) {
			return;
		}
		if (!mine.answered) {
			mine.early.add(changes);
			return;
		}
		Transcript into = mine.fresh != null ? mine.fresh : transcript;
		if (into == null) {
			return;
		}
		switch (into.apply(changes)) {
		case NOTHING -> {
		}
		case GAP -> gap(then);
		case CHANGED -> {
			gaps = 0;
			if (mine.fresh == null) {
				publish(then);
				completeTexts(then);
			}
		}
		}
	}

	private void gap(List<Runnable> then) {
		leave(then);
		gaps++;
		if (gaps > MAX_GAPS) {
			live = false;
			failure = Failure.failed("The changes of this session do not fit together.", "Try again.");
			publish(then);
			tellCaughtUp(then);
			return;
		}
		attach(then);
	}

	/** Ends the attach, if there is one. One without an answer yet is detached when it is answered. */
	private void leave(List<Runnable> then) {
		Attempt mine = attempt;
		attempt = null;
		if (mine != null && mine.answered) {
			detach(mine, then);
		}
	}

	private static void detach(Attempt mine, List<Runnable> then) {
		if (mine.detached) {
			return;
		}
		mine.detached = true;
		then.add(() -> mine.sessions.detach(new Sessions.Detach(mine.name)));
	}

	// long texts

	private void completeTexts(List<Runnable> then) {
		Attempt mine = attempt;
		Transcript of = transcript;
		Entry next = of == null ? null : of.cut();
		if (readingText || mine == null || of == null || next == null) {
			return;
		}
		readingText = true;
		int foundThen = found;
		then.add(() -> readText(mine.sessions, next).whenComplete(
				(outcome, error) -> step(after -> textRead(of, next, foundThen, outcome(outcome, error), after))));
	}

	private CompletionStage<Outcome<Sessions.TextRange>> readText(Sessions sessions, Entry entry) {
		try {
			return sessions.text(new Sessions.ReadText(session.value(), entry.id(), entry.text().length(), RANGE));
		} catch (RuntimeException e) {
			return CompletableFuture.failedFuture(e);
		}
	}

	private void textRead(Transcript of, Entry asked, int foundThen, Outcome<Sessions.TextRange> outcome,
			List<Runnable> then) {
		readingText = false;
		if (of == transcript) {
			switch (outcome) {
			case Outcome.Ok<Sessions.TextRange> ok -> {
				of.complete(asked, ok.value());
				if (of.cut() == null || clocks.nanos() - told >= TELL_GAP_NANOS) {
					publish(then);
				}
			}
			case Outcome.NotOk<Sessions.TextRange> not -> notRead(not.failure(), foundThen, () -> of.giveUp(asked), then);
			}
		}
		completeTexts(then);
	}

	/** A read failed. @param otherwise where it is the thing read that fails, not the host */
	private void notRead(Failure why, int foundThen, Runnable otherwise, List<Runnable> then) {
		if (why.code() == Failure.Code.HOST_UNREACHABLE) {
			leave(then);
			failed(why, foundThen, then);
			return;
		}
		otherwise.run();
		failure = why;
		publish(then);
	}

	// older entries

	@Override
	public CompletionStage<Void> loadOlder() {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		step(then -> {
			Attempt mine = attempt;
			Transcript of = transcript;
			if (older != null) {
				older.thenRun(() -> answer.complete(null));
			} else if (mine == null || !mine.answered || mine.fresh != null || of == null || of.floor() <= 1) {
				then.add(() -> answer.complete(null));
			} else {
				older = answer;
				of.expectOlder();
				long from = Math.max(1, of.floor() - OLDER);
				long before = of.floor();
				int foundThen = found;
				then.add(() -> OlderEntries.read(mine.sessions, session, from, before)
						.thenAccept(outcome -> step(next -> olderRead(of, from, foundThen, outcome, next))));
			}
		});
		return answer.copy();
	}

	private void olderRead(Transcript of, long from, int foundThen, Outcome<OlderEntries> outcome, List<Runnable> then) {
		CompletableFuture<Void> answer = older;
		older = null;
		if (of == transcript) {
			switch (outcome) {
			case Outcome.Ok<OlderEntries> ok when ok.value().epoch().equals(of.epoch()) -> {
				of.prepend(ok.value().entries(), ok.value().asOf(), from);
				publish(then);
				completeTexts(then);
			}
			// of a host that has started anew: what it says replaces everything, soon
			case Outcome.Ok<OlderEntries> ok -> of.noOlder();
			case Outcome.NotOk<OlderEntries> not -> notRead(not.failure(), foundThen, of::noOlder, then);
			}
		}
		if (answer != null) {
			then.add(() -> answer.complete(null));
		}
	}

	// telling

	private void publish(List<Runnable> then) {
		if (closed) {
			return;
		}
		Transcript known = transcript;
		now = known == null ? new SessionSnapshot(session, "", 0, null, List.of(), false, live, failure)
				: new SessionSnapshot(session, known.epoch(), known.revision(), known.summary(), known.entries(),
						known.floor() > 1, live, failure);
		told = clocks.nanos();
		then.add(listeners::tell);
	}
}
