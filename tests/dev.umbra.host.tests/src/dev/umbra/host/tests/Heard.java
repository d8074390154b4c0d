package dev.umbra.host.tests;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

import dev.umbra.core.event.AgentStateChanged;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.AttentionChanged;
import dev.umbra.core.event.GitChanged;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.event.ProblemRaised;
import dev.umbra.core.event.RelayStateChanged;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.core.event.TabsChanged;
import dev.umbra.wire.Codec;

/**
 * Everything that this framework's broker delivered below {@code dev/umbra/} since it began to listen, as a part of a
 * window would hear it. Whatever a test is about, {@link #close} checks what holds for every event: one topic carries one
 * record type, in e4's property, below 1 kB.
 */
final class Heard implements EventHandler, AutoCloseable {
	/** Patience for anything that takes as long as it takes; never an expectation. */
	static final Duration PATIENCE = Duration.ofSeconds(60);
	static final Map<String, Class<? extends HostEvent>> TOPICS = Map.ofEntries(
			entry("dev/umbra/host/STATE", HostStateChanged.class), entry("dev/umbra/agents/CHANGED", AgentsChanged.class),
			entry("dev/umbra/agent/STATE", AgentStateChanged.class), entry("dev/umbra/session/OPENED", SessionOpened.class),
			entry("dev/umbra/session/ADVANCED", SessionAdvanced.class), entry("dev/umbra/session/CLOSED", SessionClosed.class),
			entry("dev/umbra/tabs/CHANGED", TabsChanged.class), entry("dev/umbra/attention/CHANGED", AttentionChanged.class),
			entry("dev/umbra/git/CHANGED", GitChanged.class), entry("dev/umbra/relay/STATE", RelayStateChanged.class),
			entry("dev/umbra/problem/RAISED", ProblemRaised.class));
	private static final String DATA = "org.eclipse.e4.data";
	private static final int MAX_BYTES = 1024;
	private final String fence = "dev_umbra_host_tests/" + UUID.randomUUID().toString().replace('-', '_');
	private final List<HostEvent> events = new ArrayList<>();
	private final List<String> wrong = new ArrayList<>();
	private final ServiceRegistration<EventHandler> registration;
	private int fences;

	private Heard() {
		registration = Framework.CONTEXT.registerService(EventHandler.class, this,
				new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, new String[] { "dev/umbra/*", fence })));
	}

	static Heard fromNowOn() {
		return new Heard();
	}

	@Override
	public synchronized void handleEvent(Event event) {
		if (event.getTopic().equals(fence)) {
			fences++;
		} else if (event.getProperty(DATA) instanceof HostEvent data) {
			check(event, data);
			events.add(data);
		} else {
			wrong.add(event.getTopic() + " carries " + event.getProperty(DATA));
		}
		notifyAll();
	}

	private void check(Event event, HostEvent data) {
		if (!data.getClass().equals(TOPICS.get(event.getTopic())) || !data.topic().equals(event.getTopic())) {
			wrong.add(event.getTopic() + " carries " + data);
		}
		if (!Set.of(event.getPropertyNames()).equals(Set.of(DATA, EventConstants.EVENT_TOPIC))) {
			wrong.add(event.getTopic() + " has " + Arrays.toString(event.getPropertyNames()));
		}
		int bytes = Codec.json(data).getBytes(StandardCharsets.UTF_8).length;
		if (bytes >= MAX_BYTES) {
			wrong.add(event.getTopic() + " has " + bytes + " bytes: " + data.toString().substring(0, 200));
		}
	}

	synchronized List<HostEvent> all() {
		return List.copyOf(events);
	}

	synchronized <E extends HostEvent> List<E> of(Class<E> type) {
		return events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	/** Words of the host's states in the order they were heard. */
	List<String> hostStates() {
		return of(HostStateChanged.class).stream().map(HostStateChanged::state).toList();
	}

	/** Returns when this holds of what was heard; it is asked again at every event. */
	synchronized void await(String what, BooleanSupplier condition) throws InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean()) {
			long left = (end - System.nanoTime()) / 1_000_000;
			assertTrue(left > 0, () -> "not heard: " + what + "; but: " + events);
			wait(left);
		}
	}

	/** Returns when everything that was posted before has been delivered. */
	void settle() throws InterruptedException {
		int before;
		synchronized (this) {
			before = fences;
		}
		Framework.service(EventAdmin.class).postEvent(new Event(fence, Map.of()));
		await("our own event", () -> fences > before);
	}

	@Override
	public void close() throws InterruptedException {
		settle();
		Objects.requireNonNull(registration).unregister();
		synchronized (this) {
			assertEquals(List.of(), wrong);
		}
	}
}
