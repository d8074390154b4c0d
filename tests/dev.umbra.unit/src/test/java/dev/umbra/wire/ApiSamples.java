package dev.umbra.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Id;
import dev.umbra.core.PublicKey;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.catalog.Coordinate;

/**
 * Makes a value of any record from its components, and of a sealed family one of each member: so a record that is added
 * is in the tests without anybody thinking of it.
 */
final class ApiSamples {
	private int next;

	/**
	 * Values of a type: of a record one that is full and one that has null wherever that is allowed, of a family those of
	 * every member, of an enum every constant.
	 */
	List<Object> of(Class<?> type) {
		List<Object> samples = new ArrayList<>();
		if (type.isSealed() && type.isInterface()) {
			for (Class<?> member : type.getPermittedSubclasses()) {
				samples.addAll(of(member));
			}
		} else if (type.isRecord()) {
			samples.add(record(type, false));
			if (Arrays.stream(type.getRecordComponents()).anyMatch(ApiSamples::nullable)) {
				samples.add(record(type, true));
			}
		} else if (type.isEnum()) {
			samples.addAll(List.of(type.getEnumConstants()));
		} else {
			samples.add(plain(type));
		}
		return samples;
	}

	private static boolean nullable(RecordComponent component) {
		return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
	}

	private Object record(Class<?> type, boolean sparse) {
		RecordComponent[] components = type.getRecordComponents();
		Object[] values = new Object[components.length];
		for (int i = 0; i < components.length; i++) {
			values[i] = sparse && nullable(components[i]) ? null : value(type, components[i]);
		}
		Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
		try {
			Constructor<?> constructor = type.getDeclaredConstructor(types);
			constructor.setAccessible(true);
			return constructor.newInstance(values);
		} catch (InvocationTargetException e) {
			throw new AssertionError("no sample of " + type.getName() + ": " + e.getCause(), e);
		} catch (ReflectiveOperationException e) {
			throw new AssertionError("no sample of " + type.getName(), e);
		}
	}

	private Object value(Class<?> owner, RecordComponent component) {
		Type generic = component.getGenericType();
		if (owner == PublicKey.class) {
			return String.format("%064x", ++next);
		}
		if (owner == Coordinate.class && component.getName().equals("d")) {
			return "d-" + ++next;
		}
		if (Id.class.isAssignableFrom(owner)) {
			return "id-" + ++next;
		}
		if (component.getType() == List.class) {
			Class<?> element = (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0];
			return List.copyOf(of(element));
		}
		if (component.getType() == Set.class) {
			Class<?> element = (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[0];
			return Set.copyOf(of(element));
		}
		if (component.getType() == Map.class) {
			Class<?> value = (Class<?>) ((ParameterizedType) generic).getActualTypeArguments()[1];
			return Map.of("KEY_" + ++next, value == String.class ? "value \u00e9 " + next : of(value).getFirst());
		}
		if (owner == Metrics.Report.class && component.getType() == String.class) {
			return "name-" + ++next;
		}
		if (owner == RelayAddress.class) {
			return "wss://relay-" + ++next + ".example";
		}
		if (owner == AgentDefinition.class && component.getName().equals("name")) {
			return "agent " + ++next;
		}
		if (component.getName().equals("length") && component.getType() == long.class) {
			return 1_000_000L;
		}
		return of(component.getType()).getFirst();
	}

	private Object plain(Class<?> type) {
		next++;
		return switch (type.getName()) {
		case "java.lang.String" -> "text-" + next + " \u00e9\uD83D\uDE00\n\"";
		case "int", "java.lang.Integer" -> next;
		case "long", "java.lang.Long" -> 5_000_000_000L + next;
		case "double", "java.lang.Double" -> next + 0.5;
		case "boolean", "java.lang.Boolean" -> true;
		case "java.time.Instant" -> Instant.parse("2030-01-02T03:04:05.678Z").plusSeconds(next);
		case "java.time.Duration" -> Duration.ofMillis(next);
		default -> throw new AssertionError("no sample of " + type);
		};
	}
}
