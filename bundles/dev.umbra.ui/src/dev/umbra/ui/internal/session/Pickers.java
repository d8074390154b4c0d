package dev.umbra.ui.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * What may be chosen in a session, as the composer's bar shows it: mode, model and effort each for itself, several others in
 * one menu. A setting that an agent offers as an option goes before the mode of older agents. Pure.
 */
final class Pickers {
	/** Of a name on a button or in a menu, UTF-16 code units. */
	private static final int LONGEST = 32;
	private static final int LONGEST_TIP = 300;
	private static final String MODE = "mode";
	private static final String MODEL = "model";
	private static final String EFFORT = "thought_level";

	/**
	 * One button with its menu.
	 *
	 * @param name what is chosen, for example {@code Mode}
	 * @param label the present choice, or the name where none is known
	 * @param waiting whether the label is a wish that the agent has not confirmed
	 * @param settings empty: there is nothing to choose from yet
	 */
	record Picker(String name, String label, String tip, boolean waiting, List<Setting> settings) {
		Picker {
			settings = List.copyOf(settings);
		}

		/** A choice of several settings: each has a menu, or a line, of its own. */
		boolean isCollection() {
			return settings.size() > 1 || !settings.isEmpty() && !(settings.getFirst() instanceof Setting.Select);
		}
	}

	/** One thing that is set. @param key as {@code sessions/settings} takes it */
	sealed interface Setting {
		String key();

		String name();

		/** @param choices in the order they are offered; those of one group follow each other */
		record Select(String key, String name, List<Choice> choices) implements Setting {
			public Select {
				choices = List.copyOf(choices);
			}
		}

		record Check(String key, String name, @Nullable String tip, boolean on) implements Setting {
		}

		/** Of a form that is not known: shown, not to be changed. */
		record Fixed(String key, String name, String value) implements Setting {
		}
	}

	/** @param group the heading above it, or null */
	record Choice(String value, String name, @Nullable String tip, @Nullable String group, boolean present) {
	}

	private Pickers() {
	}

	static List<Picker> of(SessionSummary summary) {
		Offer offer = summary.offer();
		boolean known = !offer.equals(Offer.NONE);
		List<Offer.Option> rest = new ArrayList<>(offer.options());
		List<Picker> pickers = new ArrayList<>();
		Offer.Option mode = take(rest, MODE);
		if (mode != null) {
			pickers.add(option(summary, mode, Messages.picker_mode));
		} else if (!offer.modes().isEmpty() || !known) {
			pickers.add(modes(summary));
		}
		single(summary, known, take(rest, MODEL), Messages.picker_model, pickers);
		single(summary, known, take(rest, EFFORT), Messages.picker_effort, pickers);
		if (rest.size() == 1 && rest.getFirst().form().equals("select")) {
			pickers.add(option(summary, rest.getFirst(), words(rest.getFirst().name())));
		} else if (!rest.isEmpty()) {
			List<Setting> settings = rest.stream().map(each -> setting(summary, each)).toList();
			boolean waiting = rest.stream().anyMatch(each -> wished(summary, key(each), each.value()) != null);
			pickers.add(new Picker(Messages.picker_options, Messages.picker_options, Messages.picker_options_tip, waiting, settings));
		}
		return pickers;
	}

	/** The name of the present mode for people, or null where there is none. */
	static @Nullable String modeName(SessionSummary summary) {
		Offer.Option option = find(summary.offer().options(), MODE);
		if (option != null) {
			return nameOf(option, option.value());
		}
		return summary.mode() == null ? null : nameOf(summary.offer().modes(), summary.mode());
	}

	static @Nullable String modelName(SessionSummary summary) {
		Offer.Option option = find(summary.offer().options(), MODEL);
		return option != null ? nameOf(option, option.value()) : summary.model();
	}

	private static void single(SessionSummary summary, boolean known, Offer.@Nullable Option option, String name, List<Picker> pickers) {
		if (option != null) {
			pickers.add(option(summary, option, name));
		} else if (!known) {
			pickers.add(new Picker(name, name, NLS.bind(Messages.picker_unknown, name), false, List.of()));
		}
	}

	private static Offer.@Nullable Option find(List<Offer.Option> options, String category) {
		return options.stream().filter(each -> category.equals(each.category()) && each.form().equals("select")).findFirst().orElse(null);
	}

	private static Offer.@Nullable Option take(List<Offer.Option> options, String category) {
		Offer.Option found = find(options, category);
		if (found != null) {
			options.remove(found);
		}
		return found;
	}

	private static Picker modes(SessionSummary summary) {
		List<Offer.Mode> modes = summary.offer().modes();
		String name = Messages.picker_mode;
		if (modes.isEmpty()) {
			return new Picker(name, name, NLS.bind(Messages.picker_unknown, name), false, List.of());
		}
		String present = Objects.requireNonNullElse(summary.mode(), "");
		String wish = wished(summary, MODE, present);
		String shown = wish == null ? present : wish;
		List<Choice> choices = modes.stream()
				.map(each -> new Choice(each.id(), words(each.name()), tip(each.description()), null, each.id().equals(shown))).toList();
		return picker(name, shown.isEmpty() ? name : words(nameOf(modes, shown)), null, wish != null,
				new Setting.Select(MODE, name, choices));
	}

	private static Picker option(SessionSummary summary, Offer.Option option, String name) {
		String wish = wished(summary, key(option), option.value());
		String shown = wish == null ? option.value() : wish;
		return picker(name, shown.isEmpty() ? name : words(nameOf(option, shown)), tip(option.description()), wish != null,
				setting(summary, option));
	}

	private static Picker picker(String name, String label, @Nullable String about, boolean waiting, Setting setting) {
		String tip = waiting ? NLS.bind(Messages.picker_waiting, name, label) : NLS.bind(Messages.picker_tip, name, label);
		return new Picker(name, label, about == null ? tip : tip + "\n" + about, waiting, List.of(setting));
	}

	private static Setting setting(SessionSummary summary, Offer.Option option) {
		String key = key(option);
		String wish = wished(summary, key, option.value());
		String shown = wish == null ? option.value() : wish;
		String name = words(option.name());
		return switch (option.form()) {
		case "select" -> new Setting.Select(key, name, option.choices().stream().map(each -> new Choice(each.value(), words(each.name()),
				tip(each.description()), each.group() == null ? null : words(each.group()), each.value().equals(shown))).toList());
		case "boolean" -> new Setting.Check(key, name, tip(option.description()), shown.equals("true"));
		default -> new Setting.Fixed(key, name, words(option.value()));
		};
	}

	private static String key(Offer.Option option) {
		return "option:" + option.id();
	}

	/** What the person chose, if the agent has something else; else null. */
	private static @Nullable String wished(SessionSummary summary, String key, String present) {
		String wish = summary.wanted().get(key);
		return wish == null || wish.equals(present) ? null : wish;
	}

	private static String nameOf(Offer.Option option, String value) {
		return option.choices().stream().filter(each -> each.value().equals(value)).map(Offer.Choice::name).findFirst().orElse(value);
	}

	private static String nameOf(List<Offer.Mode> modes, String id) {
		return modes.stream().filter(each -> each.id().equals(id)).map(Offer.Mode::name).findFirst().orElse(id);
	}

	private static String words(String foreign) {
		return ForeignText.shortened(ForeignText.shownOnOneLine(foreign), LONGEST);
	}

	private static @Nullable String tip(@Nullable String foreign) {
		return foreign == null || foreign.isBlank() ? null : ForeignText.shortened(ForeignText.cleanOnOneLine(foreign), LONGEST_TIP);
	}
}
