package dev.umbra.host;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.session.Offer;

/** What every opening of a session asks its agent for: {@code mode} or {@code option:ID} to a value. */
final class Wanted {
	private static final String MODE = "mode";
	private static final String OPTION = "option:";

	private Wanted() {
	}

	static boolean isKey(String key) {
		return key.equals(MODE) || key.startsWith(OPTION) && key.length() > OPTION.length();
	}

	/**
	 * What an agent's device layer asks for in a new session. Model and effort are options that the agent names itself: they
	 * are known from what it offered last.
	 */
	static Map<String, String> of(DeviceLayer device, Offer offer) {
		Map<String, String> wanted = new HashMap<>();
		if (device.mode() != null) {
			wanted.put(offer.modes().isEmpty() ? key(offer, "mode", MODE) : MODE, device.mode());
		}
		put(wanted, key(offer, "model", null), device.model());
		put(wanted, key(offer, "thought_level", null), device.effort());
		return wanted;
	}

	private static void put(Map<String, String> wanted, @Nullable String key, @Nullable String value) {
		if (key != null && value != null) {
			wanted.put(key, value);
		}
	}

	private static @Nullable String key(Offer offer, String category, @Nullable String otherwise) {
		return offer.options().stream().filter(option -> category.equals(option.category())).findFirst()
				.map(option -> OPTION + option.id()).orElse(otherwise);
	}
}
