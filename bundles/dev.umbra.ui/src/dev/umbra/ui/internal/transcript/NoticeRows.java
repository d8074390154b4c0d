package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.ui.internal.text.ForeignText;

/** What an agent tells about itself: notices, and how it makes its context smaller. Pure. */
final class NoticeRows {
	private NoticeRows() {
	}

	/** With a mark of how much it matters, in the agent's word. */
	static List<Row> notice(Entry entry, Detail.Notice notice) {
		List<Row> rows = new ArrayList<>();
		Ink ink = switch (notice.severity()) {
		case "error" -> Ink.ERROR;
		case "warning" -> Ink.WARNING;
		default -> Ink.ACCENT;
		};
		String glyph = switch (ink) {
		case ERROR -> "✗  ";
		case WARNING -> "▲  ";
		case TEXT, DIM, ACCENT, OK, BUSY, KEYWORD, STRING, COMMENT, NUMBER -> "●  ";
		};
		List<String> lines = ForeignText.clean(entry.text()).strip().lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			rows.add(new Pen().add(i == 0 ? glyph : "   ", Face.PLAIN.in(ink)).add(lines.get(i), ink == Ink.ACCENT ? Face.DIM : Face.PLAIN)
					.row(0, 3, 0, false, Fill.NONE));
		}
		return rows;
	}

	/** The summary that the agent goes on with is there to be looked at, not to be read each time. */
	static List<Row> compaction(Entry entry, Detail.Compaction compaction, boolean toggled, Links links, MarkdownParts parts) {
		List<Row> rows = new ArrayList<>();
		boolean says = !entry.text().isBlank();
		Face face = Face.DIM.to(says ? new Target.Toggle(entry.id()) : null);
		String words = switch (compaction.state()) {
		case "in_progress" -> Messages.compaction_running;
		case "completed" -> Messages.compaction_done;
		case "failed" -> Messages.compaction_failed;
		case "cancelled" -> Messages.compaction_cancelled;
		default -> NLS.bind(Messages.compaction_other, ForeignText.shownOnOneLine(compaction.state()));
		};
		Pen pen = new Pen().add(!says ? "   " : toggled ? "▾ " : "▸ ", face).add(words, compaction.state().equals("failed") ? face.in(Ink.ERROR) : face.asBold());
		if (compaction.error() != null && !compaction.error().isBlank()) {
			pen.add("  " + ForeignText.cleanOnOneLine(compaction.error()), Face.DIM);
		}
		rows.add(pen.row(0, 2, 0, false, Fill.NONE));
		if (says && toggled) {
			for (Row row : MarkdownRows.of(entry.text(), links, parts)) {
				rows.add(row.dimmed().indented(1));
			}
		}
		return rows;
	}
}
