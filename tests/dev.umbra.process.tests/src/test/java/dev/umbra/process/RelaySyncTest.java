package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Relays;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.testkit.TwoDevices;

/** Devices of one person, each a host with a data folder of its own, over a relay that another host serves. */
class RelaySyncTest {
	@TempDir
	Path temp;

	@Test
	void twoDevicesEndWithTheSameInPrivateMode() throws Exception {
		same(RelayMode.PRIVATE);
	}

	@Test
	void twoDevicesEndWithTheSameInBuzzCompatibleMode() throws Exception {
		same(RelayMode.BUZZ_COMPATIBLE);
	}

	private void same(RelayMode mode) throws Exception {
		try (HostFolder relay = HostFolder.in(temp.resolve("r")); HostFolder one = HostFolder.in(temp.resolve("1")); HostFolder two = HostFolder.in(temp.resolve("2"))) {
			new TwoDevices(new Device(one), new Device(two), new Served(relay), mode).all().forEach(System.out::println);
			for (HostFolder each : List.of(one, two)) {
				RelayStatus status = Await.ok(each.remote().relays().list(new Nothing())).relays().getFirst();
				assertEquals(0, status.refused(), () -> status.refusals().toString());
			}
		}
	}

	@Test
	void noSecretAndNothingOfTheDeviceLeavesIt() throws Exception {
		try (HostFolder relay = HostFolder.in(temp.resolve("r")); HostFolder one = HostFolder.in(temp.resolve("1"))) {
			Served served = new Served(relay);
			served.start();
			one.start();
			Await.ok(one.remote().identities().create(new Identities.Create(CommandId.random(), "me")));
			String npub = Await.ok(one.remote().identities().list(new Nothing())).identities().getFirst().npub();
			String nsec = Await.ok(one.remote().identities().export(new Identities.Export(npub, null, npub))).key();
			Await.ok(one.remote().personas().save(new Personas.Save(CommandId.random(), null, null, "Known to all", "Say hello.", null, null, null, null, null, null,
					null, null, null, null)));
			Await.ok(one.remote().agents().add(new Agents.Add(CommandId.random(), "agent-of-mine", null, "/usr/bin/device-program", List.of("device-argument"),
					Map.of("DEVICE_NAME", "device-value"), one.work().toString(), true, false, Map.of("SECRET_NAME", "secret-value"), null)));
			Await.ok(one.remote().relays().add(new Relays.Add(CommandId.random(), served.url(), RelayMode.BUZZ_COMPATIBLE, null)));
			Await.until("all is sent", () -> {
				RelayStatus status = Await.ok(one.remote().relays().list(new Nothing())).relays().getFirst();
				return status.state() == RelayState.LIVE && status.pendingOut() == 0;
			});
			Await.ok(one.remote().host().stop(new Host.Stop(false, false)));
			one.awaitNoHost();
			Await.ok(relay.remote().host().stop(new Host.Stop(false, false)));
			relay.awaitNoHost();
			String there = everything(relay.path());
			assertTrue(there.contains("Known to all") && there.contains("agent-of-mine"), "the relay has what is meant for it");
			for (String kept : List.of("device-program", "device-argument", "DEVICE_NAME", "device-value", "SECRET_NAME", "secret-value", one.work().toString(), nsec,
					"autostart")) {
				assertFalse(there.contains(kept), kept + " is at the relay");
			}
			String here = everything(one.path());
			assertTrue(here.contains("device-program"));
			assertFalse(here.contains("secret-value"), "secrets are in secure storage only");
			assertFalse(here.contains(nsec));
		}
	}

	/** The bytes of the store and of the logs of a host that has ended. */
	private static String everything(Path data) throws IOException {
		StringBuilder all = new StringBuilder();
		try (Stream<Path> files = Files.walk(data)) {
			for (Path file : files.filter(Files::isRegularFile).filter(file -> file.getFileName().toString().startsWith("umbra.db")
					|| file.getParent().endsWith("logs")).toList()) {
				all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
			}
		}
		return all.toString();
	}

	/** A relay on a port that is the same each time. */
	private static final class Served implements TwoDevices.Relay {
		private final HostFolder host;
		private int port;

		Served(HostFolder host) {
			this.host = host;
		}

		@Override
		public String name() {
			return "embedded";
		}

		@Override
		public String url() {
			return "ws://127.0.0.1:" + port;
		}

		@Override
		public void start() {
			host.start();
			if (port == 0) {
				port = freePort();
				host.umbra().run("host", "set", "relay-serve=" + port).ok();
			}
		}

		@Override
		public void stop() {
			host.killHost();
		}

		private static int freePort() {
			try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}
	}

	/** A host whose clock can be moved. */
	private record Device(HostFolder folder) implements TwoDevices.Device {
		private Path clockFile() {
			return folder.home().resolve("clock");
		}

		@Override
		public Personas personas() {
			return folder.remote().personas();
		}

		@Override
		public Identities identities() {
			return folder.remote().identities();
		}

		@Override
		public Agents agents() {
			return folder.remote().agents();
		}

		@Override
		public Relays relays() {
			return folder.remote().relays();
		}

		@Override
		public void start() {
			folder.umbra().withFlag("-Dumbra.runtime.extra=" + System.getProperty("umbra.testkit"))
					.withFlag("-Dumbra.host.flags=-Dumbra.test.clock=" + clockFile() + " -XX:TieredStopAtLevel=1 -Duser.home=" + folder.home()).run("host", "start").ok();
		}

		@Override
		public void kill() {
			folder.killHost();
		}

		@Override
		public void clock(Duration ahead) {
			try {
				Files.writeString(clockFile(), ahead.toString());
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}
	}
}
