package dev.umbra.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;

/** What an open entry asks of the person at the terminal: lines that are typed become an answer. One thread. */
sealed interface Question permits OptionQuestion, FormQuestion {
	/** Prints what is to be typed now, up to the end of the line that is typed in. */
	void put(Terminal terminal);

	/** @param line what was typed */
	Reply typed(String line);

	/** In words for who is not asked here: what is waited for, and how to answer it by another command. */
	String waits();

	/** What follows from a typed line. */
	sealed interface Reply {
		/** Something else is asked, or the same again. @param words why, or null */
		record Again(@Nullable String words) implements Reply {
		}

		/** @param option null to cancel; @param input what was filled in, a JSON object, or null */
		record Answer(@Nullable String option, @Nullable String input) implements Reply {
		}

		/** Log in by a program on this terminal. */
		record OnTerminal(String method) implements Reply {
		}
	}

	/** The question of an open entry, or nothing if it asks none. @param agentName of its session */
	static Optional<Question> of(Entry entry, String agentName) {
		String item = SessionCommands.shortId(entry.id().value());
		return switch (entry.detail()) {
		case Detail.Permission permission -> Optional.of(permission(item, permission));
		case Detail.Login login -> Optional.of(login(item, login, agentName));
		case Detail.Input input when input.url() != null -> Optional.of(page(item, input));
		case Detail.Input input -> Optional.of(new FormQuestion(item, input));
		case Detail.Plain none -> Optional.empty();
		case Detail.Prompt none -> Optional.empty();
		case Detail.Media none -> Optional.empty();
		case Detail.Notice none -> Optional.empty();
		case Detail.Compaction none -> Optional.empty();
		case Detail.Tool none -> Optional.empty();
		case Detail.Plan none -> Optional.empty();
		case Detail.Fault none -> Optional.empty();
		case Detail.Lifecycle none -> Optional.empty();
		case Detail.Unknown none -> Optional.empty();
		};
	}

	private static Question permission(String item, Detail.Permission permission) {
		String options = permission.options().stream().map(option -> option.id() + " (" + option.kind() + ")")
				.collect(Collectors.joining(", "));
		return new OptionQuestion(
				permission.options().stream()
						.map(option -> new OptionQuestion.Choice(option.name(), new Reply.Answer(option.id(), null))).toList(),
				"waiting for a permission: " + oneLine(permission.title()) + "\nAnswer it in a window, or: umbra attention answer "
						+ item + " OPTION, one of " + TerminalSafe.shown(options));
	}

	private static Question login(String item, Detail.Login login, String agentName) {
		List<OptionQuestion.Choice> choices = new ArrayList<>();
		StringBuilder how = new StringBuilder();
		for (Detail.LoginMethod method : login.methods()) {
			choices.add(new OptionQuestion.Choice(method.name() + (method.inTerminal() ? " (on this terminal)" : ""),
					method.inTerminal() ? new Reply.OnTerminal(method.id()) : new Reply.Answer(method.id(), null)));
			how.append("\n  ").append(method.inTerminal() ? "umbra agent login " + agentName : "umbra attention answer " + item)
					.append(' ').append(oneLine(method.id())).append("  (").append(oneLine(method.name())).append(')');
		}
		choices.add(new OptionQuestion.Choice("Cancel the turn", new Reply.Answer(null, null)));
		return new OptionQuestion(choices, "waiting for a login to " + oneLine(agentName) + "\nLog in in a window, or by:" + how);
	}

	private static Question page(String item, Detail.Input input) {
		return new OptionQuestion(
				List.of(new OptionQuestion.Choice("I open the page in a browser", new Reply.Answer("accept", null)),
						new OptionQuestion.Choice("Decline", new Reply.Answer("decline", null)),
						new OptionQuestion.Choice("Cancel", new Reply.Answer(null, null))),
				"waiting for a page to be opened: " + oneLine(input.title()) + "\n  " + oneLine(String.valueOf(input.url()))
						+ "\nAnswer it in a window, or: umbra attention answer " + item + " accept, or decline, or --cancel");
	}

	/** Foreign words inside a sentence; nothing is hidden. */
	static String oneLine(String text) {
		return TerminalSafe.shown(text).replace('\n', ' ');
	}
}
