package dev.umbra.client.snapshot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who wants to know that there is something new. Told one after the other, on the telling thread; one that fails is logged.
 * Any thread.
 */
public final class Listeners {
	private static final System.Logger LOG = System.getLogger(Listeners.class.getName());
	private final List<Runnable> all = new CopyOnWriteArrayList<>();

	/** @param listener the same twice is two subscriptions */
	public Subscription add(Runnable listener) {
		// a wrapper of its own, so that the same runnable twice is two subscriptions
		Runnable mine = () -> listener.run();
		all.add(mine);
		return () -> all.remove(mine);
	}

	public boolean isEmpty() {
		return all.isEmpty();
	}

	public void tell() {
		for (Runnable listener : all) {
			try {
				listener.run();
			} catch (RuntimeException e) {
				LOG.log(System.Logger.Level.WARNING, "a listener to a snapshot failed", e);
			}
		}
	}
}
