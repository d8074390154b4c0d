package dev.umbra.agent;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;

import dev.umbra.core.Threads;
import org.jspecify.annotations.Nullable;

/**
 * Sends in order without ever blocking the caller: the peer makes who sends wait while much is unread. What cannot leave at
 * once waits here, on a virtual thread that exists only as long. Lock: {@code this}, for moments, and while handing a
 * message to a peer with nothing unread.
 */
final class Sender {
	private final String name;
	private final LongSupplier unread;
	private final Queue<Runnable> waiting = new ArrayDeque<>();
	private boolean running;

	/** @param unread bytes that the other side has not taken yet */
	Sender(String name, LongSupplier unread) {
		this.name = name;
		this.unread = unread;
	}

	/** @param message hands one message to the peer; throws nothing */
	synchronized void send(Runnable message) {
		if (!running && unread.getAsLong() == 0) {
			message.run();
			return;
		}
		waiting.add(message);
		if (!running) {
			running = true;
			Threads.virtual(name + "#send", this::empty);
		}
	}

	private void empty() {
		for (Runnable next = next(); next != null; next = next()) {
			next.run();
		}
	}

	private synchronized @Nullable Runnable next() {
		Runnable next = waiting.poll();
		running = next != null;
		return next;
	}
}
