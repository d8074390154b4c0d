package dev.umbra.client.snapshot;

/** Ends what {@code onChange} began; a second time does nothing. Any thread. */
public interface Subscription extends AutoCloseable {
	@Override
	void close();
}
