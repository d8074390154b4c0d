package dev.umbra.host;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Id;
import dev.umbra.core.Threads;
import dev.umbra.core.port.HostRole;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;

/**
 * The host as a process. Takes the lock of the data folder ({@code -Dumbra.home}), registers {@link HostRole}, which lets
 * the parts come up, and tells the starter on standard output, in exactly one JSON line, how it went:
 * {@code {"ready":true}}, {@code {"running":true}} (another host serves already) or {@code {"error":{…}}}. Then standard
 * output is done with; everything else goes to the log.
 */
public final class HostApplication implements IApplication {
	private static final System.Logger LOG = System.getLogger(HostApplication.class.getName());
	private static final Duration LOCK_PATIENCE = Duration.ofSeconds(40);
	private static final Duration START_LIMIT = Duration.ofSeconds(50);
	private static final Duration END_LIMIT = Duration.ofSeconds(20);
	private final CompletableFuture<Void> ready = new CompletableFuture<>();
	private final CompletableFuture<String> end = new CompletableFuture<>();
	private final CountDownLatch ended = new CountDownLatch(1);

	@Override
	public Object start(IApplicationContext context) {
		Integer code = run(context);
		Threads.unstarted("host-exit", () -> exit(code)).start();
		return code;
	}

	/**
	 * Ends the framework, then the JVM. Equinox does neither after an application that was started by {@code java -jar}: its
	 * {@code EclipseStarter.main} sets {@code osgi.noShutdown} without a look at the system properties.
	 */
	private static void exit(int code) {
		try {
			Framework framework = bundles().getBundle(0).adapt(Framework.class);
			framework.stop();
			framework.waitForStop(END_LIMIT.toMillis());
		} catch (BundleException | RuntimeException e) {
			LOG.log(System.Logger.Level.WARNING, "the framework did not stop", e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		System.exit(code);
	}

	/** The one look-up of a bundle in the product: an application is made by the extension registry, not by DS. */
	private static BundleContext bundles() {
		return FrameworkUtil.getBundle(HostApplication.class).getBundleContext();
	}

	private Integer run(IApplicationContext context) {
		PrintStream starter = System.out;
		System.setOut(System.err);
		try {
			Path home = DataFolder.resolve(System.getProperty("umbra.home"), System.getenv());
			DataFolder folder = DataFolder.open(home, System.getenv());
			try (HostLock lock = HostLock.take(folder, LOCK_PATIENCE)) {
				if (lock == null) {
					tell(starter, Codec.object().put("running", true));
					return EXIT_OK;
				}
				try (HostLog log = HostLog.open(folder.logs())) {
					return serve(context, folder, starter);
				}
			}
		} catch (FailureException e) {
			return fail(starter, e.failure());
		} catch (IOException | RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "the host cannot start", e);
			return fail(starter, Failure.failed("The host cannot start: " + e.getMessage(), null));
		} finally {
			ended.countDown();
		}
	}

	private Integer serve(IApplicationContext context, DataFolder folder, PrintStream starter) {
		Role role = new Role(folder.path(), folder.socket(), Id.random().substring(0, 8), Clocks.SYSTEM.instant());
		ServiceRegistration<HostRole> registration = bundles().registerService(HostRole.class, role, null);
		Thread hook = Threads.unstarted("host-term", () -> {
			end.complete("the process was told to end");
			await(ended, END_LIMIT);
		});
		Runtime.getRuntime().addShutdownHook(hook);
		context.applicationRunning();
		try {
			CompletableFuture.anyOf(ready, end).get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
			if (ready.isDone() && !ready.isCompletedExceptionally()) {
				tell(starter, Codec.object().put("ready", true));
				LOG.log(System.Logger.Level.INFO, "host ready: pid " + ProcessHandle.current().pid() + ", epoch "
						+ role.epoch() + ", data folder " + folder.path());
				LOG.log(System.Logger.Level.INFO, "host ends: " + end.get());
			}
			return EXIT_OK;
		} catch (ExecutionException e) {
			return fail(starter, e.getCause() instanceof FailureException f ? f.failure()
					: Failure.failed("The host cannot start: " + e.getCause(), "See " + folder.logs()));
		} catch (TimeoutException e) {
			return fail(starter, Failure.failed("The host's parts did not come up within " + START_LIMIT.toSeconds()
					+ " s.", "See " + folder.logs().resolve("host.log.0")));
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return EXIT_OK;
		} finally {
			registration.unregister();
		}
	}

	private static Integer fail(PrintStream starter, Failure failure) {
		LOG.log(System.Logger.Level.ERROR, failure.message());
		ObjectNode error = Codec.object().put("code", failure.code().word()).put("message", failure.message());
		if (failure.hint() != null) {
			error.put("hint", failure.hint());
		}
		ObjectNode line = Codec.object();
		line.set("error", error);
		tell(starter, line);
		return 1;
	}

	private static void tell(PrintStream starter, ObjectNode line) {
		starter.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
		starter.flush();
		starter.close();
	}

	private static void await(CountDownLatch latch, Duration limit) {
		try {
			if (!latch.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
				LOG.log(System.Logger.Level.WARNING, "the host's parts did not end within " + limit.toSeconds() + " s");
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop() {
		end.complete("the framework stops");
		await(ended, END_LIMIT);
	}

	private final class Role implements HostRole {
		private final Path home;
		private final Path socket;
		private final String epoch;
		private final Instant since;

		Role(Path home, Path socket, String epoch, Instant since) {
			this.home = home;
			this.socket = socket;
			this.epoch = epoch;
			this.since = since;
		}

		@Override
		public Path home() {
			return home;
		}

		@Override
		public Path socket() {
			return socket;
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
			@Nullable
			FailureException cause = new FailureException(failure);
			ready.completeExceptionally(cause);
		}

		@Override
		public void ready() {
			ready.complete(null);
		}

		@Override
		public void end(String reason) {
			end.complete(reason);
		}
	}
}
