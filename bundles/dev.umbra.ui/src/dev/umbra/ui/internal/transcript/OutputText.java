package dev.umbra.ui.internal.transcript;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Detail.ToolContent;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;

/** What a tool call says, as plain text: all that its entry has. Pure. */
public final class OutputText {
	private OutputText() {
	}

	/** Not made safe. Empty for an entry that is no tool call. */
	public static String of(Entry entry) {
		StringBuilder all = new StringBuilder();
		if (entry.detail() instanceof Detail.Tool tool) {
			tool.content().forEach(each -> content(all, each));
			if (tool.content().isEmpty()) {
				add(all, tool.rawInput());
				add(all, tool.rawOutput());
			}
			add(all, entry.text());
		}
		return all.toString();
	}

	private static void content(StringBuilder all, ToolContent content) {
		switch (content) {
		case ToolContent.Text(String text) -> add(all, text);
		case ToolContent.Diff diff -> {
			add(all, diff.path());
			StringBuilder lines = new StringBuilder();
			DiffRows.of(diff.oldText(), diff.newText()).rows().forEach(row -> lines.append(row.text()).append('\n'));
			add(all, lines.toString());
		}
		case ToolContent.Terminal terminal -> {
			// the entry's text is what it says
		}
		case ToolContent.Media(Enclosure enclosure) -> add(all, enclosure.name());
		case ToolContent.Other(String type, String raw) -> add(all, raw);
		}
	}

	private static void add(StringBuilder all, @Nullable String text) {
		if (OutputRows.says(text)) {
			all.append(text);
			if (all.charAt(all.length() - 1) != '\n') {
				all.append('\n');
			}
		}
	}
}
