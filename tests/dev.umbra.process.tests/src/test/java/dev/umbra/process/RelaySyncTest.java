package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Relays;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;

/** Two devices of one person, each a host with a data folder of its own, over a relay that a third host serves. */
class RelaySyncTest {
	@TempDir
	Path temp;
	private String url = "";

	@Test
	void whatIsChangedOnOneDeviceIsSoOnTheOtherWhateverHappensMeanwhile() {
		try (HostFolder relay = HostFolder.in(temp.resolve("r")); HostFolder one = HostFolder.in(temp.resolve("1")); HostFolder two = HostFolder.in(temp.resolve("2"))) {
			serve(relay);
			one.start();
			two.start();
			Await.ok(one.remote().identities().create(new Identities.Create(CommandId.random(), "me")));
			String reviewer = save(one, null, "Reviewer", "Review it.");
			sameIdentity(one, two);
			use(one);
			use(two);
			same(one, two, Map.of(reviewer, "Reviewer"));
			String writer = save(two, null, "Writer", "Write it.");
			same(one, two, Map.of(reviewer, "Reviewer", writer, "Writer"));

			save(one, reviewer, "Reviewer 2", null);
			same(one, two, Map.of(reviewer, "Reviewer 2", writer, "Writer"));
			two.killHost();
			save(one, reviewer, "Reviewer 3", null);
			String late = save(one, null, "Late", null);
			two.start();
			same(one, two, Map.of(reviewer, "Reviewer 3", writer, "Writer", late, "Late"));

			relay.killHost();
			save(two, writer, "Writer offline", null);
			Await.ok(one.remote().personas().delete(new Personas.Delete(CommandId.random(), late, false)));
			serve(relay);
			again(one);
			again(two);
			same(one, two, Map.of(reviewer, "Reviewer 3", writer, "Writer offline"));

			Await.ok(two.remote().personas().delete(new Personas.Delete(CommandId.random(), reviewer, true)));
			Await.ok(two.remote().personas().undo(new Personas.Undo(CommandId.random(), reviewer)));
			save(one, writer, "Writer at last", null);
			same(one, two, Map.of(reviewer, "Reviewer 3", writer, "Writer at last"));
			assertEquals(0, status(one).refused(), () -> status(one).refusals().toString());
		}
	}

	/** Serves a relay on a port that is the same each time. */
	private void serve(HostFolder relay) {
		relay.start();
		if (url.isEmpty()) {
			int port = freePort();
			relay.umbra().run("host", "set", "relay-serve=" + port).ok();
			url = "ws://127.0.0.1:" + port;
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		} catch (IOException e) {
			throw new AssertionError(e);
		}
	}

	private static void sameIdentity(HostFolder one, HostFolder two) {
		String npub = Await.ok(one.remote().identities().list(new Nothing())).identities().getFirst().npub();
		String key = Await.ok(one.remote().identities().export(new Identities.Export(npub, null, npub))).key();
		Await.ok(two.remote().identities().importing(new Identities.Import(CommandId.random(), key, null, "me", false)));
		Await.ok(two.remote().identities().use(new Identities.Use(CommandId.random(), npub)));
	}

	private void use(HostFolder device) {
		Await.ok(device.remote().relays().add(new Relays.Add(CommandId.random(), url, RelayMode.PRIVATE, null)));
	}

	private void again(HostFolder device) {
		Await.ok(device.remote().relays().sync(new Relays.Sync(url)));
	}

	private RelayStatus status(HostFolder device) {
		return Await.ok(device.remote().relays().list(new Nothing())).relays().getFirst();
	}

	/** @return the slug */
	private static String save(HostFolder device, @Nullable String slug, String name, @Nullable String prompt) {
		return Await.ok(device.remote().personas().save(new Personas.Save(CommandId.random(), slug, null, name, prompt, null, null, null, null, null, null,
				null, null, null, null))).slug().value();
	}

	private static Map<String, String> shown(HostFolder device) {
		Map<String, String> shown = new TreeMap<>();
		Await.ok(device.remote().personas().list(new Nothing())).personas().stream().filter(each -> !each.builtIn())
				.forEach(each -> shown.put(each.persona().slug().value(), each.persona().displayName()));
		return shown;
	}

	private void same(HostFolder one, HostFolder two, Map<String, String> wanted) {
		Await.until(() -> "the first has " + shown(one) + ", wanted is " + wanted + "; " + status(one), () -> shown(one).equals(wanted));
		Await.until(() -> "the second has " + shown(two) + ", wanted is " + wanted + "; " + status(two), () -> shown(two).equals(wanted));
		Await.until(() -> "something waits: " + status(one), () -> status(one).pendingOut() == 0 && status(one).state() == RelayState.LIVE);
		Await.until(() -> "something waits: " + status(two), () -> status(two).pendingOut() == 0 && status(two).state() == RelayState.LIVE);
		assertTrue(shown(one).equals(shown(two)));
	}
}
