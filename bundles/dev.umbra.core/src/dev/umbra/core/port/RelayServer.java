package dev.umbra.core.port;

import java.util.Objects;
import java.util.Set;

/** The embedded relay: one at a time, off until the host starts it. Any thread; both methods may take some moments. */
public interface RelayServer {
	/**
	 * Listens, or goes on listening if it does so already in that way; else what listened before is closed first.
	 *
	 * @throws dev.umbra.core.FailureException in words, if it cannot: the port is taken, the address is none of this machine
	 */
	Listening listen(Wanted wanted);

	/** Closes the port and all connections, within five seconds; nothing if it does not listen. */
	void close();

	/**
	 * @param address an address of this machine: loopback, another one, or {@code 0.0.0.0} for all
	 * @param port 0: any that is free
	 * @param allowed public keys, lower-case hexadecimal, that may read and write. Empty: everybody on loopback, nobody elsewhere
	 */
	record Wanted(String address, int port, Set<String> allowed) {
		public Wanted {
			Objects.requireNonNull(address, "address");
			allowed = Set.copyOf(allowed);
			if (port < 0 || port > 65535) {
				throw new IllegalArgumentException("no port: " + port);
			}
		}
	}

	/**
	 * @param url {@code ws://…}, as clients on this machine reach it
	 * @param authenticated whether clients must say who they are (NIP-42), and be allowed
	 */
	record Listening(String url, String address, int port, boolean authenticated) {
	}
}
