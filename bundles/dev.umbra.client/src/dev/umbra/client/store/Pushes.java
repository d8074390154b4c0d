package dev.umbra.client.store;

import java.util.function.Consumer;

import dev.umbra.client.store.Cadence.Push;

/**
 * What is known of the push of this window's connection: in doubt at first, healthy once something came unasked, in doubt again
 * when something did not. Any thread; the listener is called without the lock.
 */
final class Pushes {
	private final Consumer<Push> listener;
	private boolean wanted = true;
	private boolean connected = true;
	private boolean proven;

	/** @param listener told of each change */
	Pushes(Consumer<Push> listener) {
		this.listener = listener;
	}

	synchronized Push now() {
		return !wanted || !connected ? Push.OFF : proven ? Push.HEALTHY : Push.UNPROVEN;
	}

	/** Whether the person wants them. */
	synchronized boolean wanted() {
		return wanted;
	}

	void want(boolean now) {
		change(() -> {
			proven &= now && wanted;
			wanted = now;
		});
	}

	/** A connection is new to us, or there is none. */
	void connected(boolean now) {
		change(() -> {
			proven = false;
			connected = now;
		});
	}

	/** Something came unasked. */
	void heard() {
		change(() -> proven = wanted && connected);
	}

	/** Something that should have come did not. */
	void missed() {
		change(() -> proven = false);
	}

	private void change(Runnable change) {
		Push before;
		Push after;
		synchronized (this) {
			before = now();
			change.run();
			after = now();
		}
		if (before != after) {
			listener.accept(after);
		}
	}
}
