package dev.umbra.ui.internal.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.ui.internal.text.ForeignText;
import dev.umbra.ui.internal.transcript.OutputText;

/** What a card stands for, line by line: the text of an entry, the arguments and the output of a tool call. Pure. */
final class FeedLines {
	/** The rest is in the session. */
	static final int MOST = 200;
	/** Of a line, UTF-16 code units; a longer one goes on in the next. */
	static final int LONGEST = 160;

	private FeedLines() {
	}

	static List<String> of(Entry entry) {
		String text = ForeignText.clean(said(entry)).stripTrailing();
		List<String> lines = new ArrayList<>();
		for (String line : text.split("\n", -1)) {
			String rest = line.replace("\t", "    ");
			while (rest.length() > LONGEST && lines.size() <= MOST) {
				int end = cut(rest);
				lines.add(rest.substring(0, end).stripTrailing());
				rest = rest.substring(end).stripLeading();
			}
			lines.add(rest);
			if (lines.size() > MOST) {
				List<String> first = new ArrayList<>(lines.subList(0, MOST));
				first.add(Messages.lines_more);
				return first;
			}
		}
		return text.isEmpty() ? List.of(Messages.lines_none) : lines;
	}

	/** At a space where there is one, never inside a character. */
	private static int cut(String line) {
		int space = line.lastIndexOf(' ', LONGEST);
		if (space > LONGEST / 2) {
			return space;
		}
		return Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
	}

	private static String said(Entry entry) {
		return switch (entry.detail()) {
		case Detail.Tool tool -> (tool.content().isEmpty() || tool.rawInput() == null ? "" : tool.rawInput() + "\n\n") + OutputText.of(entry);
		case Detail.Plan plan -> plan.items().stream().map(item -> box(item.status()) + " " + item.content()).collect(Collectors.joining("\n"));
		case Detail.Permission asked -> joined(asked.title(), asked.command(), String.join("\n", asked.paths()));
		case Detail.Fault fault -> joined(fault.message(), fault.hint());
		case Detail.Unknown unknown -> unknown.raw();
		case Detail.Media media -> media.enclosure().name();
		case Detail.Plain plain -> entry.text();
		case Detail.Prompt prompt -> entry.text();
		case Detail.Notice notice -> entry.text();
		case Detail.Compaction compaction -> entry.text();
		case Detail.Input input -> joined(input.title(), entry.text(), input.content());
		case Detail.Login login -> entry.text();
		case Detail.Lifecycle lifecycle -> entry.text();
		};
	}

	private static String box(String status) {
		return switch (status) {
		case "completed" -> "☑";
		case "in_progress" -> "▸";
		default -> "☐";
		};
	}

	private static String joined(@Nullable String... texts) {
		List<String> all = new ArrayList<>();
		for (String text : texts) {
			if (text != null && !text.isBlank()) {
				all.add(text);
			}
		}
		return String.join("\n", all);
	}
}
