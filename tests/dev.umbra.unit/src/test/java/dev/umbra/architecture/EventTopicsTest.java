package dev.umbra.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;

import dev.umbra.core.event.HostEvent;

/** One topic carries one record type: injection drops a payload of another type silently. */
class EventTopicsTest {
	private static final int AT_LEAST_EVENTS = 8;
	private final List<Class<?>> events = List.of(HostEvent.class.getPermittedSubclasses());
	private final Checkout checkout = Checkout.read();

	@BeforeEach
	void seesEnough() {
		assertTrue(events.size() >= AT_LEAST_EVENTS, () -> "only these events are seen: " + events);
	}

	private static String topic(Class<?> event) {
		try {
			Field field = event.getField("TOPIC");
			assertEquals(String.class, field.getType());
			assertTrue(Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers()), event + ".TOPIC is a constant");
			return (String) field.get(null);
		} catch (ReflectiveOperationException e) {
			throw new AssertionError(event.getName() + " has no public TOPIC", e);
		}
	}

	/** An event with nothing in it: all that is asked of it is its topic. */
	private static HostEvent empty(Class<?> event) {
		RecordComponent[] components = event.getRecordComponents();
		Object[] values = Arrays.stream(components).map(component -> switch (component.getType().getName()) {
		case "long" -> (Object) 0L;
		case "int" -> 0;
		case "boolean" -> false;
		default -> null;
		}).toArray();
		try {
			var constructor = event.getDeclaredConstructor(
					Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
			return (HostEvent) constructor.newInstance(values);
		} catch (ReflectiveOperationException e) {
			throw new AssertionError(event.getName() + " cannot be made", e);
		}
	}

	@Test
	void everyEventIsARecordThatOwnsItsTopic() {
		for (Class<?> event : events) {
			assertTrue(event.isRecord(), event + " is a record");
			assertEquals(topic(event), empty(event).topic(), event.getName());
			assertTrue(topic(event).matches("dev/umbra/[a-z]+/[A-Z]+"), topic(event));
		}
	}

	@Test
	void topicsAreAllDifferent() {
		Set<String> topics = new TreeSet<>();
		events.forEach(event -> assertTrue(topics.add(topic(event)), () -> "two events have the topic " + topic(event)));
	}

	@Test
	void everyTopicIsDocumented() throws IOException {
		String text = Files.readString(checkout.root.resolve("docs/events.md"));
		for (Class<?> event : events) {
			String tail = topic(event).substring("dev/umbra/".length());
			assertTrue(text.contains(tail) && text.contains(event.getSimpleName()),
					() -> "docs/events.md does not tell of " + event.getSimpleName() + " on " + topic(event));
		}
	}

	@Test
	void nothingButThePosterTouchesEventAdmin() {
		for (JavaClass each : checkout.classes()) {
			each.getCodeUnitAccessesFromSelf().forEach(access -> {
				if (access.getTargetOwner().getName().equals("org.osgi.service.event.EventAdmin")) {
					assertEquals("dev.umbra.wire.osgi.EventAdminPoster", each.getName(), access::getDescription);
					assertEquals("postEvent", access.getTarget().getName(), access::getDescription);
				}
			});
		}
	}
}
