package dev.umbra.core.port;

import java.nio.file.Path;
import java.time.Instant;

import dev.umbra.core.Failure;

/**
 * The right to be the host in this process. Registered as a service only by the host's application, which holds the lock
 * of the data folder, and by tests of the embedded mode: without it no host-side component starts, so that a store never
 * opens inside a window or an IDE.
 */
public interface HostRole {
	/** The data folder: exists, private to the user, locked by this process. */
	Path home();

	/** Where the local API listens. */
	Path socket();

	/** A random string, new at each start. */
	String epoch();

	Instant since();

	/** A part cannot start: the application tells the starter in words and ends. May be called by any thread. */
	void startFailed(Failure failure);

	/** The local API is up. */
	void ready();

	/** Ends this host in an orderly way; returns at once. */
	void end(String reason);
}
