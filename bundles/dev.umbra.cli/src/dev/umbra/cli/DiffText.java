package dev.umbra.cli;

import java.util.ArrayList;
import java.util.List;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.LineDiff;

/** The changes a permission is about, short: what differs between the equal beginning and the equal end. */
final class DiffText {
	private static final int MAX_LINES = 40;

	private DiffText() {
	}

	static List<String> lines(List<Detail.ToolContent> content) {
		List<String> lines = new ArrayList<>();
		for (Detail.ToolContent piece : content) {
			if (piece instanceof Detail.ToolContent.Diff(String path, String oldText, String newText)) {
				lines.add(TerminalSafe.shown(path) + (oldText == null ? " (new file)" : ""));
				LineDiff diff = LineDiff.of(oldText, newText);
				side("- ", diff.removed(), lines);
				side("+ ", diff.added(), lines);
			}
		}
		return lines;
	}

	private static void side(String sign, List<String> texts, List<String> lines) {
		for (String text : texts.subList(0, Math.min(MAX_LINES, texts.size()))) {
			lines.add(sign + TerminalSafe.shown(text));
		}
		if (texts.size() > MAX_LINES) {
			lines.add(sign + "… " + (texts.size() - MAX_LINES) + " more lines");
		}
	}
}
