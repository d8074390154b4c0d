package dev.umbra.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.port.Entries;
import dev.umbra.core.reducer.SessionInput;

/**
 * What waits for a session, in order and bounded, and whether a thread sees to it. Putting something in and the decision to
 * let the thread go exclude each other, so that nothing can fall between: it is either seen by the thread that is there, or
 * it calls a new one. Any thread; the monitor is held for moments.
 */
final class Inbox {
	private static final int CAPACITY = 4096;
	/** Room for a person's calls beside them: a cancel must get in when an agent floods. */
	private static final int CALLS = 256;
	private static final int BATCH = 1024;

	/** One thing that waits. */
	sealed interface Mail {
	}

	/** One that somebody waits for an answer to. */
	sealed interface Asked extends Mail {
		void refuse(Failure why);
	}

	record Call(SessionInput.Command command, @Nullable CommandId id, String method, Function<String, Object> result,
			Cause cause, CompletableFuture<Outcome<Object>> answer) implements Asked {
		@Override
		public void refuse(Failure why) {
			answer.complete(Outcome.notOk(why));
		}
	}

	/** The session is to be deleted. */
	record Delete(Entries.CommandResult command, Cause cause, CompletableFuture<Outcome<Boolean>> answer) implements Asked {
		@Override
		public void refuse(Failure why) {
			answer.complete(Outcome.notOk(why));
		}
	}

	record Said(SessionInput input) implements Mail {
	}

	/** The store was written by somebody else. */
	record ReadAnew(CompletableFuture<Outcome<Boolean>> answer) implements Asked {
		@Override
		public void refuse(Failure why) {
			answer.complete(Outcome.notOk(why));
		}
	}

	/** Nothing was heard of the session for a while. */
	record Rest() implements Mail {
	}

	record End() implements Mail {
	}

	private final Runnable caller;
	private final Failure full;
	private final BlockingQueue<Mail> mail = new LinkedBlockingQueue<>();
	/** A place for each thing that happened; a call needs none. */
	private final Semaphore places = new Semaphore(CAPACITY);
	private boolean seenTo;
	private volatile @Nullable Failure over;

	/**
	 * @param caller has a thread see to it; called with the monitor, must not wait
	 * @param full the answer to a call that has no room
	 */
	Inbox(Runnable caller, Failure full) {
		this.caller = caller;
		this.full = full;
	}

	/** From now on a thread sees to it. */
	synchronized void begun() {
		seenTo = true;
	}

	/** Whether nothing is taken any more. */
	boolean isOver() {
		return over != null;
	}

	synchronized boolean isSeenTo() {
		return seenTo;
	}

	/** Puts a call in, or refuses it. */
	void put(Asked asked) {
		Failure why;
		synchronized (this) {
			why = over != null ? over : mail.size() >= CAPACITY + CALLS ? full : null;
			if (why == null) {
				add(asked);
			}
		}
		if (why != null) {
			asked.refuse(why);
		}
	}

	/** Puts in what happened; waits no longer than a second for room. @return whether that is done with: taken, or not wanted */
	boolean put(Said said) throws InterruptedException {
		if (over != null) {
			return true;
		}
		if (!places.tryAcquire(1, TimeUnit.SECONDS)) {
			return false;
		}
		synchronized (this) {
			if (over == null) {
				add(said);
			}
		}
		return true;
	}

	/** Asks the thread that is there. @return false if there is none: then what is in memory is no state */
	synchronized boolean ask(Asked asked) {
		if (over != null || !seenTo) {
			return false;
		}
		mail.add(asked);
		return true;
	}

	/** A hint that asks for nothing and calls nobody. */
	synchronized void hint(Rest rest) {
		if (over == null && seenTo) {
			mail.add(rest);
		}
	}

	private void add(Mail each) {
		mail.add(each);
		if (!seenTo) {
			seenTo = true;
			caller.run();
		}
	}

	Mail take() throws InterruptedException {
		return mail.take();
	}

	/** What was said, with all that was said right after it. */
	List<SessionInput> batch(Said first) {
		List<SessionInput> batch = new ArrayList<>();
		batch.add(first.input());
		while (batch.size() < BATCH && mail.peek() instanceof Said) {
			batch.add(((Said) mail.remove()).input());
		}
		places.release(batch.size());
		return batch;
	}

	/** Refuses the calls that wait; the rest stays. */
	void refuseCalls(Failure why) {
		for (Mail each : mail) {
			if (each instanceof Asked asked && mail.remove(each)) {
				asked.refuse(why);
			}
		}
	}

	/** Lets the thread go, unless something waits. @param last done with the monitor; false keeps the thread */
	synchronized boolean leave(BooleanSupplier last) {
		if (!mail.isEmpty() || !last.getAsBoolean()) {
			return false;
		}
		seenTo = false;
		return true;
	}

	/** Nothing more is taken; what waits is still seen to. @return whether a thread does that */
	synchronized boolean close(Failure why) {
		if (over == null) {
			over = why;
			if (seenTo) {
				mail.add(new End());
			}
		}
		return seenTo;
	}

	/** Does this with the monitor, unless a thread sees to what comes. */
	synchronized void ifLeft(Runnable work) {
		if (!seenTo) {
			work.run();
		}
	}

	/**
	 * Drops what waits and refuses the calls among it; the thread goes.
	 *
	 * @param last done with the monitor
	 * @return how much of it was said
	 */
	int drop(Failure why, Runnable last) {
		List<Mail> all = new ArrayList<>();
		synchronized (this) {
			mail.drainTo(all);
			seenTo = false;
			last.run();
		}
		int said = 0;
		for (Mail each : all) {
			switch (each) {
			case Asked asked -> asked.refuse(why);
			case Said words -> said++;
			case Rest rest -> {
			}
			case End end -> {
			}
			}
		}
		places.release(said);
		return said;
	}
}
