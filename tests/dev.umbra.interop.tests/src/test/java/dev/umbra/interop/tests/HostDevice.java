package dev.umbra.interop.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Relays;
import dev.umbra.testkit.MovedClocks;
import dev.umbra.testkit.TwoDevices;
import dev.umbra.wire.DataFolder;

/** A real host on a data folder of its own, whose clock can be moved. Closing ends it. */
final class HostDevice implements TwoDevices.Device, AutoCloseable {
	private static final int LIMIT_SECONDS = 90;
	private final Path folder;
	private @Nullable RemoteHost remote;

	HostDevice(Path folder) {
		this.folder = folder;
	}

	RemoteHost remote() {
		RemoteHost started = remote;
		if (started == null) {
			throw new IllegalStateException("not started");
		}
		return started;
	}

	@Override
	public Personas personas() {
		return remote().personas();
	}

	@Override
	public Identities identities() {
		return remote().identities();
	}

	@Override
	public Agents agents() {
		return remote().agents();
	}

	@Override
	public Relays relays() {
		return remote().relays();
	}

	@Override
	public void start() {
		String extra = System.getProperty("umbra.runtime.extra");
		String flags = System.getProperty("umbra.host.flags");
		try {
			Files.createDirectories(folder);
			System.setProperty("umbra.runtime.extra", Path.of(MovedClocks.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
			System.setProperty("umbra.host.flags", "-Dumbra.test.clock=" + folder.resolve("clock"));
			remote = RemoteHost.connect(DataFolder.open(folder.resolve("data"), System.getenv()), RemoteHost.Options.of("interop"));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		} catch (URISyntaxException e) {
			throw new IllegalStateException(e);
		} finally {
			restore("umbra.runtime.extra", extra);
			restore("umbra.host.flags", flags);
		}
	}

	private static void restore(String property, @Nullable String value) {
		if (value == null) {
			System.clearProperty(property);
		} else {
			System.setProperty(property, value);
		}
	}

	@Override
	public void kill() {
		ProcessHandle host = ProcessHandle.of(remote().host().status(new Nothing()).toCompletableFuture().join().orThrow().pid()).orElseThrow();
		host.destroyForcibly();
		host.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
		remote().close();
		remote = null;
	}

	@Override
	public void clock(Duration ahead) {
		try {
			Files.writeString(folder.resolve("clock"), ahead.toString());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public void close() {
		if (remote != null) {
			long pid = remote.host().stop(new Host.Stop(false, false)).toCompletableFuture().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join().orThrow().pid();
			remote.close();
			ProcessHandle.of(pid).ifPresent(host -> host.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join());
		}
	}
}
