package dev.umbra.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.core.session.Offer;
import org.jspecify.annotations.Nullable;

/**
 * What a session offers to choose from, as it stands in the answers to session/new, load and resume, in the answer to
 * session/set_config_option, and in updates. Any thread.
 */
final class Offers {
	private final Fields fields;

	Offers(Fields fields) {
		this.fields = fields;
	}

	/** {@code configOptions}, or null where there are none. An option without an id is left out. */
	@Nullable
	List<Offer.Option> options(JsonNode in) {
		List<JsonNode> all = fields.objects(in, "session options", "configOptions");
		if (all == null) {
			return null;
		}
		List<Offer.Option> options = new ArrayList<>();
		for (JsonNode each : all) {
			String id = fields.text(each, "configOptions", "id");
			if (id != null) {
				options.add(option(id, each));
			}
		}
		return List.copyOf(options);
	}

	private Offer.Option option(String id, JsonNode in) {
		JsonNode value = in.path("currentValue");
		String type = fields.text(in, "configOptions", "type");
		String form = type != null ? type : value.isBoolean() ? "boolean" : "select";
		String present = value.isTextual() ? value.textValue() : value.isMissingNode() || value.isNull() ? "" : value.toString();
		return new Offer.Option(id, or(fields.text(in, "configOptions", "name"), id),
				fields.text(in, "configOptions", "description"), fields.text(in, "configOptions", "category"), form, present,
				form.equals("select") ? choices(in) : List.of());
	}

	private List<Offer.Choice> choices(JsonNode option) {
		List<Offer.Choice> choices = new ArrayList<>();
		for (JsonNode each : orEmpty(fields.objects(option, "configOptions", "options"))) {
			if (each.path("options").isArray()) {
				String group = or(fields.text(each, "configOptions.options", "name"),
						Objects.requireNonNullElse(fields.text(each, "configOptions.options", "group"), ""));
				orEmpty(fields.objects(each, "configOptions.options", "options")).forEach(one -> choice(one, group, choices));
			} else {
				choice(each, null, choices);
			}
		}
		return List.copyOf(choices);
	}

	private void choice(JsonNode in, @Nullable String group, List<Offer.Choice> choices) {
		String value = fields.text(in, "configOptions.options", "value");
		if (value != null) {
			choices.add(new Offer.Choice(value, or(fields.text(in, "configOptions.options", "name"), value),
					fields.text(in, "configOptions.options", "description"), group));
		}
	}

	/** {@code modes.availableModes}; empty where there are none. */
	List<Offer.Mode> modes(JsonNode in) {
		List<Offer.Mode> modes = new ArrayList<>();
		for (JsonNode each : orEmpty(fields.objects(in.path("modes"), "modes", "availableModes"))) {
			String id = fields.text(each, "availableModes", "id");
			if (id != null) {
				modes.add(new Offer.Mode(id, or(fields.text(each, "availableModes", "name"), id),
						fields.text(each, "availableModes", "description")));
			}
		}
		return List.copyOf(modes);
	}

	/** {@code availableCommands}, or null where there is no such list. */
	@Nullable
	List<Offer.Command> commands(JsonNode in) {
		List<JsonNode> all = fields.objects(in, "available_commands_update", "availableCommands");
		if (all == null) {
			return null;
		}
		List<Offer.Command> commands = new ArrayList<>();
		for (JsonNode each : all) {
			String name = fields.text(each, "availableCommands", "name");
			if (name != null) {
				JsonNode input = each.path("input");
				commands.add(new Offer.Command(name, or(fields.text(each, "availableCommands", "description"), ""),
						input.isObject() ? or(fields.text(input, "availableCommands.input", "hint"), "") : null));
			}
		}
		return List.copyOf(commands);
	}

	/** The present value of the first option of this category ({@code mode, model, thought_level}), or null. */
	static @Nullable String present(List<Offer.Option> options, String category) {
		return options.stream().filter(option -> category.equals(option.category()) && !option.value().isEmpty())
				.map(Offer.Option::value).findFirst().orElse(null);
	}

	private static List<JsonNode> orEmpty(@Nullable List<JsonNode> list) {
		return list == null ? List.of() : list;
	}

	private static String or(@Nullable String text, String absent) {
		return text == null ? absent : text;
	}
}
