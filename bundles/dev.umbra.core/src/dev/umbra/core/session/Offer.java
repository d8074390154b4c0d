package dev.umbra.core.session;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What an agent offers in a session for a person to choose from, as it said last. Fills pickers and completion; the present
 * choice of mode, model and effort is in the {@link SessionSummary}.
 *
 * @param images whether prompts may carry images; {@code audio} and {@code embedded} (contents of files) likewise
 */
public record Offer(List<Mode> modes, List<Option> options, List<Command> commands, boolean images, boolean audio,
		boolean embedded) {
	/** Nothing is known. */
	public static final Offer NONE = new Offer(List.of(), List.of(), List.of(), false, false, false);

	public Offer {
		modes = modes == null ? List.of() : List.copyOf(modes);
		options = options == null ? List.of() : List.copyOf(options);
		commands = commands == null ? List.of() : List.copyOf(commands);
	}

	public Offer withOptions(List<Option> newOptions) {
		return new Offer(modes, newOptions, commands, images, audio, embedded);
	}

	public Offer withCommands(List<Command> newCommands) {
		return new Offer(modes, options, newCommands, images, audio, embedded);
	}

	/** A mode of the agent (ACP {@code SessionMode}). */
	public record Mode(String id, String name, @Nullable String description) {
		public Mode {
			Objects.requireNonNull(id, "id");
			Objects.requireNonNull(name, "name");
		}
	}

	/**
	 * A setting of the session (ACP {@code SessionConfigOption}).
	 *
	 * @param category {@code mode, model, model_config, thought_level}, the agent's own word, or null
	 * @param form {@code select}, {@code boolean}, or a word we do not know: then it is shown and cannot be changed
	 * @param value the present one; {@code true} or {@code false} for a boolean
	 * @param choices empty for a boolean
	 */
	public record Option(String id, String name, @Nullable String description, @Nullable String category, String form,
			String value, List<Choice> choices) {
		public Option {
			Objects.requireNonNull(id, "id");
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(form, "form");
			Objects.requireNonNull(value, "value");
			choices = choices == null ? List.of() : List.copyOf(choices);
		}
	}

	/** @param group the heading it belongs under, or null */
	public record Choice(String value, String name, @Nullable String description, @Nullable String group) {
		public Choice {
			Objects.requireNonNull(value, "value");
			Objects.requireNonNull(name, "name");
		}
	}

	/** A slash command of the agent. @param hint what to type after it, or null if it takes nothing */
	public record Command(String name, String description, @Nullable String hint) {
		public Command {
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(description, "description");
		}
	}
}
