package dev.umbra.host;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Host.Serve;
import dev.umbra.core.api.Host.Serving;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.RelayServer;
import dev.umbra.core.port.RelayServer.Listening;
import dev.umbra.core.port.RelayServer.Wanted;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/**
 * The relay that this host itself may be, as the settings say: off, unless a person wants it. It comes and goes with the
 * settings and with the bundle that is it. Any thread; {@link #look} may take some moments.
 */
final class EmbeddedRelay {
	private static final System.Logger LOG = System.getLogger(EmbeddedRelay.class.getName());
	private final HostSettings settings;
	private final HostEvents events;
	private static final int DEFAULT_PORT = 7447;
	private static final Serving NOT_SERVING = new Serving(null, null, null, false, List.of());
	private static final String NO_BUNDLE = "This host has no relay of its own: the bundle dev.umbra.relay.server is not there.";
	private static final String INSTALL = "Install Umbra again, or use a relay elsewhere: umbra relay add URL.";
	private @Nullable RelayServer server;
	private @Nullable Listening listening;
	private @Nullable Wanted failed;
	/** Why it does not listen as it is wanted, in words. */
	private String trouble = "";
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
			trouble = e.failure().hint() == null ? String.valueOf(e.getMessage()) : e.getMessage() + " " + e.failure().hint();
			if (!wanted.equals(failed)) {
				failed = wanted;
				events.problem(trouble);
			}
		}
	}

	/**
	 * As {@link dev.umbra.core.api.Host#serve}: tries what is wanted, then keeps it. Blocks.
	 *
	 * @throws FailureException in words, if it cannot; then it listens as before
	 */
	synchronized Serving serve(Serve p) {
		if (p.off()) {
			keep(HostSettings.RELAY_SERVE, HostSettings.OFF, kept(p, NOT_SERVING));
			look();
			return NOT_SERVING;
		}
		RelayServer there = server;
		if (there == null) {
			throw new FailureException(Failure.failed(NO_BUNDLE, INSTALL));
		}
		Wanted wanted = wanted(p);
		try {
			listening = there.listen(wanted);
		} catch (FailureException e) {
			look();
			throw e;
		}
		Serving serving = serving(listening);
		keep(HostSettings.RELAY_ADDRESS, wanted.address(), null);
		keep(HostSettings.RELAY_ALLOW, HostSettings.allowed(wanted.allowed()), null);
		keep(HostSettings.RELAY_SERVE, String.valueOf(listening.port()), kept(p, serving));
		return serving;
	}

	/** As {@link dev.umbra.core.api.Host#serving}. */
	synchronized Serving serving() {
		if (listening != null) {
			return serving(listening);
		}
		if (settings.relayServe() == null) {
			return NOT_SERVING;
		}
		return new Serving(null, null, null, false, List.of(server == null ? NO_BUNDLE + " " + INSTALL : trouble));
	}

	private Wanted wanted(Serve p) {
		Wanted before = settings.relayWanted(DEFAULT_PORT);
		return new Wanted(p.address() == null ? before.address() : p.address(), p.port() == null ? before.port() : port(p.port()),
				p.allow() == null ? before.allowed() : HostSettings.keys(HostSettings.allowed(p.allow())));
	}

	private static int port(int port) {
		if (port < 0 || port > 65535) {
			throw new FailureException(Failure.usage("There is no port " + port + ".", "Ports are 1 to 65535; 0 takes any that is free."));
		}
		return port;
	}

	private static Serving serving(Listening now) {
		List<String> words = now.authenticated()
				? List.of("Only the keys that are named may use it, after they have said who they are.",
						"ws:// is not encrypted: others on the network can read what is not encrypted itself. Identities in private mode encrypt their records.")
				: List.of("Every program of this machine can read and write there. For other devices name their keys: --address 0.0.0.0 --allow NPUB.");
		return new Serving(now.url(), now.address(), now.port(), now.authenticated(), words);
	}

	private static CommandResult kept(Serve p, Serving result) {
		return new CommandResult(p.command(), Methods.RELAYS_SERVE.name(), Codec.json(result));
	}

	private void keep(String key, String value, @Nullable CommandResult result) {
		settings.put(key, value, result).toCompletableFuture().join();
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
