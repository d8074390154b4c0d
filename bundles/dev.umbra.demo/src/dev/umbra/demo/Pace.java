package dev.umbra.demo;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How fast the agent talks: its one config option. Counts until the process ends. */
enum Pace {
	SLOW("Slow", "As one reads aloud", 300), NORMAL("Normal", "As one talks", 100), FAST("Fast", "Faster than one reads", 10);

	static final String OPTION = "pace";

	private final String title;
	private final String description;
	private final int percent;

	Pace(String title, String description, int percent) {
		this.title = title;
		this.description = description;
		this.percent = percent;
	}

	static Optional<Pace> named(String word) {
		return Arrays.stream(values()).filter(pace -> pace.word().equals(word)).findFirst();
	}

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** @param normal at the pace {@link #NORMAL} */
	Duration of(Duration normal) {
		return normal.multipliedBy(percent).dividedBy(100);
	}

	/** The {@code configOptions} of a session with this pace. */
	ArrayNode options() {
		ArrayNode all = Acp.array();
		ObjectNode option = all.addObject().put("id", OPTION).put("name", "Pace").put("description", "How fast the demo agent talks")
				.put("category", "model_config").put("type", "select").put("currentValue", word());
		ArrayNode choices = option.putArray("options");
		for (Pace pace : values()) {
			choices.addObject().put("value", pace.word()).put("name", pace.title).put("description", pace.description);
		}
		return all;
	}
}
