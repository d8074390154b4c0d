package dev.umbra.host;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.port.RelayServer;
import dev.umbra.core.port.RelayServer.Listening;
import dev.umbra.core.port.RelayServer.Wanted;

/**
 * The relay that this host itself may be, as the settings say: off, unless a person wants it. It comes and goes with the
 * settings and with the bundle that is it. Any thread; {@link #look} may take some moments.
 */
final class EmbeddedRelay {
	private static final System.Logger LOG = System.getLogger(EmbeddedRelay.class.getName());
	private final HostSettings settings;
	private final HostEvents events;
	private @Nullable RelayServer server;
	private @Nullable Listening listening;
	private @Nullable Wanted failed;
	private boolean open;

	EmbeddedRelay(HostSettings settings, HostEvents events) {
		this.settings = settings;
		this.events = events;
	}

	/** The settings are read: from now on it may listen. */
	synchronized void open() {
		open = true;
		look();
	}

	synchronized void server(RelayServer server) {
		this.server = server;
		listening = null;
		look();
	}

	/** Another one may have come before this one went. */
	synchronized void gone(RelayServer server) {
		if (this.server == server) {
			this.server = null;
			listening = null;
		}
	}

	/** Listens as the settings say now, or not; what keeps it from that is a problem that the person sees, once. */
	synchronized void look() {
		if (server == null || !open) {
			return;
		}
		Wanted wanted = settings.relayServe();
		if (wanted == null) {
			server.close();
			listening = null;
			failed = null;
			return;
		}
		try {
			listening = server.listen(wanted);
			failed = null;
		} catch (FailureException e) {
			listening = null;
			if (!wanted.equals(failed)) {
				failed = wanted;
				events.problem(e.failure().hint() == null ? e.getMessage() : e.getMessage() + " " + e.failure().hint());
			}
		}
	}

	/**
	 * Tries what is wanted before it is set.
	 *
	 * @throws FailureException in words, if it cannot; then it listens as before
	 */
	synchronized Listening serve(Wanted wanted) {
		if (server == null) {
			throw new FailureException(Failure.failed("This host has no relay of its own: the bundle dev.umbra.relay.server is not there.",
					"Install Umbra again, or use a relay elsewhere: umbra relay add URL."));
		}
		try {
			listening = server.listen(wanted);
			return listening;
		} catch (FailureException e) {
			look();
			throw e;
		}
	}

	/** As it listens now; null: it does not. */
	synchronized @Nullable Listening listening() {
		return listening;
	}

	/** The host ends. */
	synchronized void close() {
		open = false;
		if (server != null) {
			server.close();
			LOG.log(System.Logger.Level.DEBUG, "the relay is closed");
		}
		listening = null;
	}
}
