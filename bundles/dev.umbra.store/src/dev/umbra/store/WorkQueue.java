package dev.umbra.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue whose senders wait while it is full. The store's own threads never wait for room: what they send comes
 * from the continuation of a stage, and waiting there would stop the very thread that makes room.
 */
final class WorkQueue<T> {
	private final ReentrantLock lock = new ReentrantLock();
	private final Condition room = lock.newCondition();
	private final Condition work = lock.newCondition();
	private final Queue<T> items = new ArrayDeque<>();
	private final int bound;
	private final Set<Thread> own;
	private boolean closed;

	/** @param own the store's threads; may grow */
	WorkQueue(int bound, Set<Thread> own) {
		this.bound = bound;
		this.own = own;
	}

	/** @return false if the queue is closed */
	boolean put(T item) {
		lock.lock();
		try {
			while (!closed && items.size() >= bound && !own.contains(Thread.currentThread())) {
				room.awaitUninterruptibly();
			}
			if (closed) {
				return false;
			}
			items.add(item);
			work.signal();
			return true;
		} finally {
			lock.unlock();
		}
	}

	/** Waits for work and takes up to {@code most}; empty exactly if the queue {@linkplain #ended has ended}. */
	List<T> take(int most) {
		return take(most, Long.MAX_VALUE);
	}

	/** As {@link #take(int)}, but waits no longer than {@code nanos}: empty also then. */
	List<T> take(int most, long nanos) {
		lock.lock();
		try {
			long left = nanos;
			while (!closed && items.isEmpty() && left > 0) {
				left = await(left);
			}
			List<T> taken = new ArrayList<>(Math.min(most, items.size()));
			while (taken.size() < most && !items.isEmpty()) {
				taken.add(items.remove());
			}
			room.signalAll();
			return taken;
		} finally {
			lock.unlock();
		}
	}

	private long await(long nanos) {
		if (nanos == Long.MAX_VALUE) {
			work.awaitUninterruptibly();
			return nanos;
		}
		try {
			return work.awaitNanos(nanos);
		} catch (InterruptedException e) {
			return nanos; // nobody interrupts these threads for a reason
		}
	}

	/** Whether it is closed and all was taken. */
	boolean ended() {
		lock.lock();
		try {
			return closed && items.isEmpty();
		} finally {
			lock.unlock();
		}
	}

	/** Nothing more is accepted; what waits is still taken. */
	void close() {
		lock.lock();
		try {
			closed = true;
			room.signalAll();
			work.signalAll();
		} finally {
			lock.unlock();
		}
	}
}
