package dev.umbra.host.tests;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.osgi.framework.ServiceRegistration;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Id;
import dev.umbra.core.port.HostRole;
import dev.umbra.wire.DataFolder;

/** The role of the host, taken in the tests' own framework: the host's bundles come up here, until {@link #close}. */
final class EmbeddedHost implements HostRole, AutoCloseable {
	private final DataFolder folder;
	private final FileChannel lock;
	private final String epoch = Id.random().substring(0, 8);
	private final Instant since = Clocks.SYSTEM.instant();
	private final CompletableFuture<Void> ready = new CompletableFuture<>();
	private final ServiceRegistration<HostRole> registration;

	private EmbeddedHost(DataFolder folder) throws IOException {
		this.folder = folder;
		DataFolder.makePrivateFile(folder.lock());
		this.lock = FileChannel.open(folder.lock(), StandardOpenOption.WRITE);
		assertNotNull(lock.tryLock(), "another process is the host of " + folder.path());
		this.registration = Framework.CONTEXT.registerService(HostRole.class, this, null);
	}

	/** Takes the role; what came of it is in {@link #whenReady}. */
	static EmbeddedHost begin(Path home) throws IOException {
		return new EmbeddedHost(DataFolder.open(home, System.getenv()));
	}

	/** A host that is up. */
	static EmbeddedHost start(Path home) throws IOException, InterruptedException, ExecutionException, TimeoutException {
		EmbeddedHost host = begin(home);
		Answers.of(host.ready);
		return host;
	}

	CompletableFuture<Void> whenReady() {
		return ready;
	}

	DataFolder folder() {
		return folder;
	}

	@Override
	public Path home() {
		return folder.path();
	}

	@Override
	public Path socket() {
		return folder.socket();
	}

	@Override
	public String epoch() {
		return epoch;
	}

	@Override
	public Instant since() {
		return since;
	}

	@Override
	public void startFailed(Failure failure) {
		ready.completeExceptionally(new FailureException(failure));
	}

	@Override
	public void ready() {
		ready.complete(null);
	}

	@Override
	public void end(String reason) {
		throw new IllegalStateException("no test has asked this host to end: " + reason);
	}

	/** Gives the role back; returns when the host's parts are gone. */
	@Override
	public void close() throws IOException {
		registration.unregister();
		lock.close();
	}
}
