package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;
import dev.umbra.core.Failure;
import dev.umbra.core.CommandId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.event.AgentStateChanged;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.Threads;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Usage;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;
import dev.umbra.testkit.Sample;

class EndingTest {
	private static final Duration IDLE = Duration.ofMinutes(10);
	private static final Duration MOMENT = Duration.ofMillis(1);
	@TempDir
	Path home;
	private TestHost host;
	private final Semaphore clientsChanged = new Semaphore(0);

	@BeforeEach
	void begin() throws IOException {
		host = serving(home);
	}

	private TestHost serving(Path folder) throws IOException {
		return serving(new TestHost(folder));
	}

	private TestHost serving(TestHost fresh) throws IOException {
		TestHost made = fresh.withAgent();
		made.api.onClients(() -> {
			made.ending.look();
			clientsChanged.release();
		});
		made.lives.onChange(made.ending::look);
		made.settings.onChange(made.ending::look);
		made.api.open(made.calls);
		made.ending.look();
		return made;
	}

	@AfterEach
	void end() {
		host.api.close();
		host.mailboxes.end("end of the test");
	}

	private static SocketChannel connect(TestHost host) throws IOException {
		SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
		channel.connect(UnixDomainSocketAddress.of(host.role.socket()));
		return channel;
	}

	private SocketChannel client() throws Exception {
		SocketChannel channel = connect(host);
		clientSeen();
		return channel;
	}

	private void clientSeen() throws InterruptedException {
		assertTrue(clientsChanged.tryAcquire(30, TimeUnit.SECONDS), "no client came or went");
	}

	@Test
	void hostWithNothingToDoEndsAfterItsTimeAndTakesItsSocketAway() {
		host.ticks.advance(IDLE.minus(MOMENT));
		assertEquals(List.of(), host.role.ends());
		host.ticks.advance(MOMENT);
		assertEquals(List.of("nothing to do for PT10M"), host.role.ends());
		assertFalse(Files.exists(host.role.socket()));
		assertFalse(Files.exists(host.parts.folder().pointer()));
		assertEquals(List.of("ending"), host.heard.of(HostStateChanged.class).stream().map(HostStateChanged::state).toList());
	}

	@Test
	void hostWhoseFolderWasMadeAnewLeavesTheNextHostsPointerAndSocket() throws Exception {
		try (Stream<Path> all = Files.walk(home)) {
			for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(path);
			}
		}
		TestHost next = serving(new TestHost(home, Sample.NOON.plusSeconds(1)));
		String pointer = Files.readString(next.parts.folder().pointer());
		host.ticks.advance(IDLE);
		assertEquals(1, host.role.ends().size());
		assertEquals(pointer, Files.readString(next.parts.folder().pointer()));
		assertTrue(isServed(next));
		next.api.close();
		assertFalse(Files.exists(next.role.socket()));
		assertFalse(Files.exists(next.parts.folder().pointer()));
		next.mailboxes.end("end of the test");
	}

	@Test
	void hostThatEndsWhileTheNextOneBeginsLeavesItsSocket() throws Exception {
		Files.delete(host.parts.folder().pointer());
		Files.delete(host.role.socket());
		try (ServerSocketChannel next = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			next.bind(UnixDomainSocketAddress.of(host.role.socket()));
			host.api.close();
			try (SocketChannel client = connect(host)) {
				assertTrue(client.isConnected());
			}
		}
	}

	@Test
	void hostWithoutItsPointerTakesItsSocketAway() throws Exception {
		Files.delete(host.parts.folder().pointer());
		host.api.close();
		assertFalse(Files.exists(host.role.socket()));
	}

	@Test
	void clientKeepsItUpAndTheTimeBeginsWhenTheLastOneGoes() throws Exception {
		host.ticks.advance(IDLE.minus(MOMENT));
		SocketChannel one = client();
		SocketChannel two = client();
		assertEquals(2, host.api.clients());
		host.ticks.advance(IDLE.multipliedBy(10));
		one.close();
		clientSeen();
		host.ticks.advance(IDLE.multipliedBy(10));
		assertEquals(List.of(), host.role.ends());
		two.close();
		clientSeen();
		host.ticks.advance(IDLE.minus(MOMENT));
		assertEquals(List.of(), host.role.ends());
		host.ticks.advance(MOMENT);
		assertEquals(1, host.role.ends().size());
	}

	@Test
	void turnThatRunsOrWaitsKeepsItUp() throws Exception {
		SessionId session = host.session();
		var turn = host.prompt(session, "go").turn();
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		agent.nextTold();
		host.ticks.advance(IDLE.multipliedBy(10));
		agent.say("acp-1", new AgentInput.PermissionAsked("r1",
				new AgentInput.ToolUpdate("c", true, "t", "edit", null, null, null, null, null), List.of(), null, List.of()));
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.WAITING_PERMISSION);
		host.ticks.advance(IDLE.multipliedBy(10));
		assertEquals(List.of(), host.role.ends());
		agent.say("acp-1", new AgentInput.TurnEnded(turn, "end_turn", Usage.NONE));
		host.heard.await(AgentStateChanged.class, e -> e.revision() > 0 && host.agent().view()
				.state() == AgentState.READY);
		settled(session);
		host.ticks.advance(IDLE);
		assertEquals(1, host.role.ends().size());
	}

	private void settled(SessionId session) {
		TestHost.value(host.sessions.rename(
				new Sessions.Rename(CommandId.random(), session.value(), "settled")));
	}

	@Test
	void agentToBeKeptRunningKeepsItUp() {
		host.kept = true;
		host.ending.look();
		host.ticks.advance(IDLE.multipliedBy(3));
		assertEquals(List.of(), host.role.ends());
		host.kept = false;
		host.ending.look();
		host.ticks.advance(IDLE);
		assertEquals(1, host.role.ends().size());
	}

	@Test
	void anotherIdleTimeHoldsAtOnce() {
		TestHost.done(host.settings.put("idle-end", "PT5S", null));
		host.ticks.advance(Duration.ofSeconds(5));
		assertEquals(List.of("nothing to do for PT5S"), host.role.ends());
	}

	@Test
	void stopEndsAtOnceWhateverRuns() throws Exception {
		host.prompt(host.session(), "go");
		host.ending.stop(false, "asked to stop");
		assertEquals(List.of("asked to stop"), host.role.ends());
		assertEquals("ending", host.ending.word());
	}

	@Test
	void stopWhenIdleWaitsForTheTurnAndNotForClients() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart();
		try (SocketChannel client = client()) {
			assertTrue(client.isConnected());
			host.ending.stop(true, "asked to stop");
			assertEquals("ending when idle", host.ending.word());
			assertEquals(List.of(), host.role.ends());
			agent.failStart(Failure.agentFailed("no", null));
			host.entries.awaitSession(session, s -> s.turn() == null);
			settled(session);
			assertFalse(host.role.ends().isEmpty());
			assertEquals("asked to stop", host.role.ends().getFirst());
		}
	}

	@Test
	void stopWhenIdleOfAnIdleHostIsAtOnce() {
		host.ending.stop(true, "asked to restart");
		assertEquals(List.of("asked to restart"), host.role.ends());
	}

	/**
	 * A client either is served, and the host stays as long as it is there, or finds the door closed, and starts the next
	 * host. Never between.
	 */
	@Test
	void idleEndRacesWithANewClient() throws Exception {
		int served = 0;
		for (int seed = 0; seed < 60; seed++) {
			TestHost racing = serving(home.resolve("race-" + seed));
			racing.ticks.advance(IDLE.minus(MOMENT));
			Random random = new Random(seed);
			int head = random.nextInt(3000) * (seed % 3);
			CompletableFuture<Boolean> client = new CompletableFuture<>();
			CompletableFuture<Void> looked = new CompletableFuture<>();
			Threads.platformDaemon("test-client", () -> client.complete(isServed(racing, () -> {
				client.complete(true);
				looked.join(); // a client that has gone keeps no host up
			})));
			for (int i = 0; i < head; i++) {
				Thread.onSpinWait();
			}
			racing.ticks.advance(MOMENT);
			boolean wasServed = client.get(30, TimeUnit.SECONDS);
			try {
				assertEquals(racing.role.ends().isEmpty(), wasServed, "seed " + seed);
			} finally {
				looked.complete(null);
			}
			served += wasServed ? 1 : 0;
			racing.api.close();
		}
		assertTrue(served < 60, "the host never ended: the race was none");
	}

	private static boolean isServed(TestHost host) {
		return isServed(host, () -> {
		});
	}

	/** Says hello and waits for the answer, or for the end of the connection. */
	private static boolean isServed(TestHost host, Runnable whileThere) {
		try (SocketChannel channel = connect(host)) {
			channel.write(ByteBuffer.wrap(
					"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"hello\",\"params\":{\"protocol\":\"1.0\",\"version\":\"0\",\"client\":\"test\",\"features\":[]}}\n"
							.getBytes(StandardCharsets.UTF_8)));
			boolean answered = channel.read(ByteBuffer.allocate(10_000)) > 0;
			if (answered) {
				whileThere.run();
			}
			return answered;
		} catch (IOException e) {
			return false;
		}
	}
}
