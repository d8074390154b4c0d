package dev.umbra.core.feed;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.ForeignText;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.ToolArguments;
import dev.umbra.core.session.ToolKind;

/**
 * What a card says of an entry. Everything foreign in it is on one line, and harmless.
 *
 * @param label what it is, in words
 * @param summary at most {@link NewCard#LONGEST} UTF-16 code units
 */
record CardWords(CardKind kind, String label, String summary) {
	/** @param text the beginning of the entry's text, asked for only if it is needed; null: no card tells of this entry, or not yet */
	static @Nullable CardWords of(Entry entry, Supplier<String> text) {
		return switch (entry.kind()) {
		case PROMPT -> said(CardKind.PROMPT, "Prompt", entry, text.get());
		case MESSAGE -> entry.status().open() ? null : said(CardKind.MESSAGE, "Message", entry, text.get());
		case THOUGHT -> entry.status().open() ? null : said(CardKind.THOUGHT, "Thought", entry, text.get());
		case TOOL -> tool(entry);
		case PLAN -> plan(entry);
		case PERMISSION -> permission(entry);
		case INPUT -> input(entry, text.get());
		case NOTICE -> notice(entry, text.get());
		case ERROR -> new CardWords(CardKind.ERROR, "Error", words(text.get()));
		case LIFECYCLE -> lifecycle(entry, text.get());
		case UNKNOWN -> null;
		};
	}

	/** Whether entries of this kind are the conversation itself, rather than words about it. */
	static boolean saidOrDone(EntryKind kind) {
		return switch (kind) {
		case PROMPT, MESSAGE, THOUGHT, TOOL, PLAN -> true;
		case PERMISSION, INPUT, NOTICE, ERROR, LIFECYCLE, UNKNOWN -> false;
		};
	}

	private static @Nullable CardWords said(CardKind kind, String label, Entry entry, String text) {
		String words = words(text);
		String with = switch (entry.detail()) {
		case Detail.Media(Enclosure enclosure) -> line(enclosure.name());
		case Detail.Prompt(List<Enclosure> enclosures) -> line(
				enclosures.stream().map(Enclosure::name).collect(Collectors.joining(", ")));
		default -> "";
		};
		String summary = words.isEmpty() ? with : with.isEmpty() ? words : shortened(words + " (" + with + ")");
		return summary.isEmpty() ? null : new CardWords(kind, label, summary);
	}

	private static CardWords tool(Entry entry) {
		if (!(entry.detail() instanceof Detail.Tool tool)) {
			return new CardWords(CardKind.TOOL, ToolKind.word(""), "");
		}
		String arguments = ToolArguments.summary(tool);
		String title = line(tool.title());
		String summary = title.isEmpty() ? arguments : arguments.isEmpty() ? title : title + "  " + arguments;
		return new CardWords(CardKind.TOOL, ToolKind.word(tool.kind()), shortened(summary));
	}

	private static @Nullable CardWords plan(Entry entry) {
		if (!(entry.detail() instanceof Detail.Plan(List<Detail.PlanItem> items)) || items.isEmpty()) {
			return null;
		}
		long done = items.stream().filter(item -> item.status().equals("completed")).count();
		String next = items.stream().filter(item -> item.status().equals("in_progress")).findFirst()
				.or(() -> items.stream().filter(item -> !item.status().equals("completed")).findFirst())
				.map(item -> ": " + words(item.content())).orElse("");
		return new CardWords(CardKind.PLAN, "Plan", shortened(done + " of " + items.size() + " done" + next));
	}

	private static CardWords permission(Entry entry) {
		if (!(entry.detail() instanceof Detail.Permission permission)) {
			return new CardWords(CardKind.PERMISSION, "Permission", "");
		}
		String chosen = permission.options().stream().filter(option -> option.id().equals(permission.chosen()))
				.map(Detail.Option::name).findFirst().orElse("");
		String by = permission.decidedBy() == null ? "" : " (" + permission.decidedBy() + ")";
		return new CardWords(CardKind.PERMISSION, "Permission", answered(permission.title(), chosen.isEmpty() ? "" : chosen + by));
	}

	private static CardWords input(Entry entry, String text) {
		return switch (entry.detail()) {
		case Detail.Input input -> new CardWords(CardKind.INPUT, "Question",
				answered(input.title().isBlank() ? text : input.title(), input.action() == null ? "" : switch (input.action()) {
				case "accept" -> "answered";
				case "decline" -> "declined";
				case "cancel" -> "cancelled";
				default -> input.action();
				}));
		case Detail.Login login -> new CardWords(CardKind.INPUT, "Login",
				answered(text, login.methods().stream().filter(method -> method.id().equals(login.chosen()))
						.map(Detail.LoginMethod::name).findFirst().orElse("")));
		default -> new CardWords(CardKind.INPUT, "Question", words(text));
		};
	}

	/** The answer stays whole where the question is long. */
	private static String answered(String question, String answer) {
		String how = answer.isBlank() ? "" : " → " + ForeignText.shortened(line(answer), NewCard.LONGEST / 2);
		return ForeignText.shortened(line(question), NewCard.LONGEST - how.length()) + how;
	}

	/** What the agent only mentions stays in the transcript; a person wants to know of what is odd, and of what the host says. */
	private static @Nullable CardWords notice(Entry entry, String text) {
		return switch (entry.detail()) {
		case Detail.Notice(String severity) when severity.equals("info") || severity.equals("debug") -> null;
		case Detail.Compaction compaction -> entry.status() != EntryStatus.FAILED ? null
				: new CardWords(CardKind.NOTICE, "Notice",
						words("The context could not be made smaller" + (compaction.error() == null ? "" : ": " + compaction.error())));
		default -> new CardWords(CardKind.NOTICE, "Notice", words(text));
		};
	}

	private static @Nullable CardWords lifecycle(Entry entry, String text) {
		return entry.detail() instanceof Detail.Lifecycle(String event) && (event.equals("resumed") || event.equals("history"))
				? new CardWords(CardKind.NOTICE, "Notice", words(text)) : null;
	}

	/** @param why a {@link SessionSummary#stopReason} */
	static String turnLabel(String why) {
		return switch (why) {
		case "end_turn" -> "Done";
		case "cancelled" -> "Stopped";
		case "interrupted" -> "Interrupted";
		case "error" -> "Failed";
		default -> "Ended";
		};
	}

	static String turnWords(String why) {
		return switch (why) {
		case "end_turn" -> "The turn is done.";
		case "cancelled" -> "The turn was stopped.";
		case "interrupted" -> "The turn was cut off.";
		case "error" -> "The turn ended with an error.";
		case "refusal" -> "The agent refused to go on.";
		case "max_tokens" -> "The turn reached the limit of tokens.";
		case "max_turn_requests" -> "The turn reached the limit of requests.";
		default -> "The turn ended: " + line(why);
		};
	}

	static EntryStatus turnStatus(String why) {
		return switch (why) {
		case "end_turn" -> EntryStatus.DONE;
		case "cancelled" -> EntryStatus.CANCELLED;
		default -> EntryStatus.FAILED;
		};
	}

	static String named(SessionSummary session) {
		return session.title().isBlank() ? session.id().value().substring(0, Math.min(8, session.id().value().length())) : session.title();
	}

	/** A title, a name, a path: nothing in it is hidden. */
	static String line(String text) {
		return shortened(ForeignText.shownOnOneLine(ForeignText.shortened(text.strip(), 10 * NewCard.LONGEST).replaceAll("\\s+", " ")));
	}

	/** What is said. */
	private static String words(String text) {
		return shortened(ForeignText.cleanOnOneLine(text));
	}

	private static String shortened(String text) {
		return ForeignText.shortened(text, NewCard.LONGEST);
	}
}
