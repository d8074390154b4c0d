package dev.umbra.host.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.event.SessionAdvanced;

/** What one listener on the broker can do to the host, to its clients, and to the other listeners: delay, nothing else. */
class BrokerTest {
	private static final int CHANGES = 20;
	@TempDir
	Path temp;
	private Path home;

	@BeforeEach
	void folders() throws BundleException {
		Framework.clientLooksAt(Framework.BORN_WITH);
		home = temp.resolve("home");
	}

	private static ServiceRegistration<EventHandler> listen(EventHandler handler) {
		return Framework.CONTEXT.registerService(EventHandler.class, handler,
				new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, "dev/umbra/*")));
	}

	private static void addAgents() throws Exception {
		Agents agents = Framework.service(Agents.class);
		for (int i = 0; i < CHANGES; i++) {
			Answers.ok(agents.add(Answers.demo("agent " + i)));
		}
	}

	private static List<Long> revisions(List<AgentsChanged> events) {
		return events.stream().map(AgentsChanged::revision).toList();
	}

	private static List<Long> firstRevisions() {
		return LongStream.rangeClosed(1, CHANGES).boxed().toList();
	}

	@Test
	void aListenerThatHangsHoldsUpNeitherHostNorClientsAndLosesNothingForTheOthers() throws Exception {
		CountDownLatch released = new CountDownLatch(1);
		CountDownLatch hangs = new CountDownLatch(1);
		BlockingQueue<AgentsChanged> overSocket = new LinkedBlockingQueue<>();
		try (Heard heard = Heard.fromNowOn(); EmbeddedHost host = EmbeddedHost.start(home);
				RemoteHost client = RemoteHost.connect(host.folder(), RemoteHost.Options.of("tests").withoutStart())) {
			client.onEvent(event -> {
				if (event instanceof AgentsChanged changed) {
					overSocket.add(changed);
				}
			});
			ServiceRegistration<EventHandler> slow = listen(event -> {
				hangs.countDown();
				try {
					released.await();
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
				}
			});
			try {
				// all of these are answered while the broker's only thread hangs in the listener
				addAgents();
				hangs.await();
				List<AgentsChanged> received = new ArrayList<>();
				while (received.size() < CHANGES) {
					AgentsChanged next = overSocket.poll(Heard.PATIENCE.toSeconds(), TimeUnit.SECONDS);
					assertTrue(next != null, received::toString);
					received.add(next);
				}
				assertEquals(firstRevisions(), revisions(received));
			} finally {
				released.countDown();
			}
			heard.settle();
			slow.unregister();
			assertEquals(firstRevisions(), revisions(heard.of(AgentsChanged.class)));
			assertTrue(overSocket.isEmpty());
		}
	}

	@Test
	void aListenerThatFailsIsNobodyElsesTrouble() throws Exception {
		ServiceRegistration<EventHandler> failing = listen(event -> {
			throw new IllegalStateException("a listener that fails, made for a test");
		});
		try (Heard heard = Heard.fromNowOn(); EmbeddedHost host = EmbeddedHost.start(home)) {
			addAgents();
			heard.settle();
			assertEquals(firstRevisions(), revisions(heard.of(AgentsChanged.class)), host.epoch());
		} finally {
			failing.unregister();
		}
	}

	@Test
	void aClientWithAnEndlessNameMakesNoEventLarge() throws Exception {
		Path work = Files.createDirectory(temp.resolve("work"));
		try (Heard heard = Heard.fromNowOn(); EmbeddedHost host = EmbeddedHost.start(home)) {
			Sessions sessions = Framework.service(Sessions.class);
			Answers.ok(Framework.service(Agents.class).add(Answers.demo("ä".repeat(100))));
			SessionId session = Answers.ok(sessions.create(Answers.session("ä".repeat(100), work))).session();
			Answers.ok(sessions.close(new Sessions.Close(CommandId.random(), session.value(), Sessions.CloseMode.ASK, "猫".repeat(5000))));
			heard.await("that it closed", () -> heard.all().stream().anyMatch(SessionAdvanced.class::isInstance));
			heard.settle();
			assertTrue(heard.all().stream().map(HostEvent::epoch).allMatch(host.epoch()::equals));
		}
	}
}
