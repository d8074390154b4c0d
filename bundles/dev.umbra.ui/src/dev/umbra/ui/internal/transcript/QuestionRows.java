package dev.umbra.ui.internal.transcript;

import java.util.List;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * The rows of what a person decides upon. Unlike in {@link EntryRows} nothing is left out, however long it is, and nothing is
 * taken off: characters that are not seen are marked, and what a comparison of lines does not show is said. Pure.
 */
final class QuestionRows {
	private QuestionRows() {
	}

	/** A command, or paths: text in one card. */
	static List<Row> text(String text) {
		LazyRows all = new LazyRows();
		text(all, text);
		return all;
	}

	static List<Row> content(List<Detail.ToolContent> content) {
		LazyRows all = new LazyRows();
		for (Detail.ToolContent each : content) {
			switch (each) {
			case Detail.ToolContent.Text(String text) -> text(all, text);
			case Detail.ToolContent.Diff diff -> diff(all, diff);
			case Detail.ToolContent.Terminal(String terminal) -> second(all,
					NLS.bind(Messages.tool_terminal, ForeignText.shownOnOneLine(terminal)));
			case Detail.ToolContent.Media(Enclosure enclosure) -> second(all, ForeignText.shownOnOneLine(enclosure.name()));
			case Detail.ToolContent.Other(String type, String raw) -> {
				second(all, ForeignText.shownOnOneLine(type));
				text(all, raw);
			}
			}
		}
		return all;
	}

	private static void text(LazyRows all, String text) {
		for (String line : text.split("\n", -1)) {
			for (String piece : DiffRows.pieces(line)) {
				all.later(() -> new Pen().add(DiffRows.expanded(piece), Face.MONO).row(0, Fill.CODE));
			}
		}
	}

	private static void diff(LazyRows all, Detail.ToolContent.Diff diff) {
		Pen head = new Pen().add(ForeignText.shownOnOneLine(diff.path()), Face.DIM.asMono().sized(92));
		if (diff.oldText() == null) {
			head.add("  " + Messages.new_file, Face.DIM.sized(92));
		}
		Row file = head.row();
		all.later(() -> file);
		String before = diff.oldText() == null ? "" : diff.oldText();
		String after = diff.newText();
		LineEnds was = LineEnds.of(before);
		LineEnds becomes = LineEnds.of(after);
		boolean mixed = was == LineEnds.MIXED || becomes == LineEnds.MIXED;
		DiffRows.Result result = mixed ? DiffRows.ofWholeLines(before, after) : DiffRows.of(diff.oldText(), after);
		if (!result.compared()) {
			second(all, Messages.not_compared);
		}
		boolean ends = was != LineEnds.NONE && becomes != LineEnds.NONE && !mixed && was != becomes
				|| !before.isEmpty() && !after.isEmpty() && before.endsWith("\n") != after.endsWith("\n");
		if (ends) {
			second(all, result.rows().isEmpty() ? Messages.line_ends_only : Messages.line_ends_too);
		} else if (result.rows().isEmpty()) {
			second(all, Messages.nothing_changes);
		}
		all.later(result.rows());
	}

	/** A comparison of lines does not show how they end. */
	private enum LineEnds {
		NONE, FEED, BOTH, MIXED;

		static LineEnds of(String text) {
			boolean feed = false;
			boolean both = false;
			for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
				boolean back = at > 0 && text.charAt(at - 1) == '\r';
				both |= back;
				feed |= !back;
			}
			return feed && both ? MIXED : both ? BOTH : feed ? FEED : NONE;
		}
	}

	private static void second(LazyRows all, String words) {
		all.later(() -> new Pen().add(words, Face.DIM).row());
	}
}
