package dev.umbra.host.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.client.RemoteHost;
import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Pulled;
import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.wire.DataFolder;

/** What a window knows of the host: through one service, wherever the host is and however often it goes. */
class SnapshotsTest {
	@TempDir
	Path temp;
	private DataFolder folder;
	private Path work;

	@BeforeEach
	void folders() throws Exception {
		folder = DataFolder.open(temp.resolve("home"), System.getenv());
		work = Files.createDirectory(temp.resolve("work"));
	}

	@AfterEach
	void theHostEnds() throws Exception {
		if (Files.exists(folder.pointer())) {
			try (RemoteHost remote = RemoteHost.connect(folder, RemoteHost.Options.of("tests").withoutStart())) {
				gone(Answers.ok(remote.host().stop(new Host.Stop(false, false))).pid());
			}
		}
		System.clearProperty("umbra.start");
		Framework.clientLooksAt(Framework.BORN_WITH);
	}

	private static void gone(long pid) throws Exception {
		ProcessHandle process = ProcessHandle.of(pid).orElse(null);
		if (process != null) {
			process.onExit().get(Heard.PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
	}

	/** Asked again whenever a listener is told. */
	private static final class News {
		synchronized void tell() {
			notifyAll();
		}

		synchronized void await(BooleanSupplier condition, Object shown) throws InterruptedException {
			long end = System.nanoTime() + Heard.PATIENCE.toNanos();
			while (!condition.getAsBoolean()) {
				long left = (end - System.nanoTime()) / 1_000_000;
				assertTrue(left > 0, () -> "not seen; but: " + shown);
				wait(Math.min(left, 1000));
			}
		}
	}

	private static void await(SessionWatch watch, BooleanSupplier condition) throws InterruptedException {
		News news = new News();
		try (var subscription = watch.onChange(news::tell)) {
			news.await(condition, watch.now());
		}
	}

	private static <T> T pulled(Pulled<T> pulled) throws InterruptedException {
		News news = new News();
		Known<T> before = pulled.now();
		try (var subscription = pulled.onChange(news::tell)) {
			pulled.pull();
			news.await(() -> pulled.now().value() != null && !pulled.now().equals(before), pulled.now());
		}
		return Objects.requireNonNull(pulled.now().value());
	}

	private static String said(SessionSnapshot now) {
		return now.entries().isEmpty() ? "" : now.entries().getLast().text();
	}

	private static List<Entry> stored(SessionId session) throws Exception {
		return Answers.ok(Framework.service(Sessions.class)
				.entries(new Sessions.Read(session.value(), null, 0, 0, false))).entries();
	}

	private SessionId session(String agent) throws Exception {
		Answers.ok(Framework.service(Agents.class).add(Answers.demo(agent)));
		return Answers.ok(Framework.service(Sessions.class).create(Answers.session(agent, work))).session();
	}

	@Test
	void inOneFrameworkWithTheHostItShowsWhatTheHostHas() throws Exception {
		// when the host of this framework goes, what is known is asked of another process again: that one is not to be started
		System.setProperty("umbra.start", "false");
		Framework.clientLooksAt(temp.resolve("nobody"));
		Snapshots snapshots = Framework.service(Snapshots.class);
		SessionWatch watch;
		try (Heard heard = Heard.fromNowOn(); EmbeddedHost host = EmbeddedHost.start(folder.path())) {
			assertSame(snapshots, Framework.service(Snapshots.class));
			assertEquals(List.of(), pulled(snapshots.agents()).agents());
			SessionId session = session("embedded");
			heard.await("its event", () -> heard.of(AgentsChanged.class).size() == 1);
			Agents.Listing listing = pulled(snapshots.agents());
			assertEquals(List.of("embedded"), listing.agents().stream().map(one -> one.agent().name()).toList());
			assertEquals(host.epoch(), listing.epoch());
			assertEquals(List.of(session), pulled(snapshots.sessions()).sessions().stream().map(one -> one.id()).toList());

			watch = snapshots.watch(session);
			await(watch, () -> watch.now().live());
			Answers.ok(Framework.service(Sessions.class).prompt(Answers.prompt(session, "stream 300 words every 2 ms")));
			await(watch, () -> watch.now().summary().turn() == null && watch.now().summary().stopReason() != null);
			assertEquals(stored(session), watch.now().entries());
			assertTrue(said(watch.now()).split("\\s+").length >= 300, () -> said(watch.now()));
			assertEquals(host.epoch(), watch.now().epoch());
		}
		assertSame(snapshots, Framework.service(Snapshots.class));
		await(watch, () -> !watch.now().live() || watch.now().failure() != null);
		assertTrue(said(watch.now()).split("\\s+").length >= 300);
		watch.close();
	}

	@Test
	void aKilledHostIsNotLiveAndTheNextOneIsLiveAndWholeByItself() throws Exception {
		Framework.clientLooksAt(folder.path());
		Snapshots snapshots = Framework.service(Snapshots.class);
		Host.Status before = pulled(snapshots.host());
		SessionId session = session("killed");
		try (SessionWatch watch = snapshots.watch(session)) {
			await(watch, () -> watch.now().live());
			Answers.ok(Framework.service(Sessions.class).prompt(Answers.prompt(session, "stream 100000 words every 5 ms")));
			await(watch, () -> said(watch.now()).length() > 200);

			ProcessHandle.of(before.pid()).orElseThrow().destroyForcibly();
			await(watch, () -> !watch.now().live());
			gone(before.pid());
			String shown = said(watch.now());
			assertTrue(shown.length() > 200);

			snapshots.host().pull();
			assertEquals(before, snapshots.host().now().value());
			assertEquals(Failure.Code.HOST_UNREACHABLE, snapshots.host().now().failure().code());
			// not by looking, but by asking for it
			Host.Status after = Answers.ok(Framework.service(Host.class).status(new Nothing()));
			assertNotEquals(before.epoch(), after.epoch());
			await(watch, () -> watch.now().live() && watch.now().summary().status() == SessionStatus.INTERRUPTED);
			assertEquals(after.epoch(), watch.now().epoch());
			assertEquals(stored(session), watch.now().entries());
			assertTrue(watch.now().entries().stream().anyMatch(entry -> entry.text().startsWith(shown)));
			assertEquals(null, watch.now().failure());
		}
	}

	@Test
	void whereNoSuchSessionIsItSaysSoInWords() throws Exception {
		Framework.clientLooksAt(folder.path());
		try (SessionWatch watch = Framework.service(Snapshots.class).watch(SessionId.random())) {
			await(watch, () -> watch.now().failure() != null);
			assertEquals(Failure.Code.NOT_FOUND, watch.now().failure().code());
			assertFalse(watch.now().live());
		}
	}
}
