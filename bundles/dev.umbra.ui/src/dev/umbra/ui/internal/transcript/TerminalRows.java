package dev.umbra.ui.internal.transcript;

import java.util.List;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.session.Detail.TerminalRun;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * The commands of a tool call and what they write. The end of the output is what counts: a few lines of it are seen while a
 * command runs, more when the call is open. Pure.
 */
final class TerminalRows {
	/** Lines that are seen while a command runs and the call is folded. */
	static final int TAIL = 8;
	private static final int INDENT = 2;
	/** Of a line of output, at most so many code units are looked at for each line that is shown: what came before costs nothing. */
	private static final int LINE_LOOK = 400;
	private static final int LONGEST_COMMAND = 2_000;

	private TerminalRows() {
	}

	/** What was run, where, and how that went; a command that runs can be stopped. */
	static void head(List<Row> all, TerminalRun run) {
		List<String> lines = ForeignText.clean(ForeignText.shortened(run.command(), LONGEST_COMMAND)).strip().lines().toList();
		Face mono = Face.MONO.sized(92);
		for (int i = 0; i < lines.size(); i++) {
			Pen pen = new Pen().add(i == 0 ? "$ " : "  ", Face.DIM.asMono().sized(92)).add(lines.get(i).replace("\t", "    "), mono);
			all.add(pen.row(INDENT, 2, 0, false, Fill.CODE));
		}
		Pen state = new Pen();
		if (run.running()) {
			state.add(Messages.terminal_running, Face.PLAIN.in(Ink.BUSY).sized(92)).add("  ", Face.DIM)
					.add(Messages.terminal_stop, Face.PLAIN.in(Ink.ACCENT).sized(92).to(new Target.Terminal(run.terminal())));
		} else {
			state.add(ended(run), Face.PLAIN.in(well(run) ? Ink.OK : Ink.ERROR).sized(92));
		}
		if (!run.cwd().isBlank()) {
			state.add("  " + NLS.bind(Messages.terminal_folder, ForeignText.shownOnOneLine(run.cwd())), Face.DIM.sized(92));
		}
		if (run.leftOut() > 0) {
			state.add("  " + NLS.bind(Messages.terminal_left_out, EnclosureRows.size(run.leftOut())), Face.DIM.sized(92));
		}
		all.add(state.row(INDENT, Fill.NONE));
	}

	private static boolean well(TerminalRun run) {
		return run.signal() == null && Integer.valueOf(0).equals(run.exitCode());
	}

	private static String ended(TerminalRun run) {
		if (run.signal() != null) {
			return NLS.bind(Messages.terminal_signal, ForeignText.shownOnOneLine(run.signal()));
		}
		return run.exitCode() == null ? Messages.terminal_ended : NLS.bind(Messages.terminal_exit, run.exitCode());
	}

	/**
	 * @param most lines, of the end
	 * @param whole where all of it can be read
	 */
	static void output(List<Row> all, String text, int most, Target whole) {
		int from = Math.max(0, text.length() - most * LINE_LOOK);
		if (from > 0) {
			int line = text.indexOf('\n', from);
			from = line < 0 ? from : line + 1;
		}
		List<String> lines = ForeignText.clean(text.substring(from)).stripTrailing().lines().toList();
		if (lines.isEmpty()) {
			return;
		}
		List<String> shown = lines.subList(Math.max(0, lines.size() - most), lines.size());
		all.add(Row.gap(INDENT, 0, Fill.CODE));
		if (from > 0 || shown.size() < lines.size()) {
			all.add(new Pen().add(Messages.terminal_earlier + "  ", Face.DIM.sized(92))
					.add(Messages.output_whole, Face.PLAIN.in(Ink.ACCENT).sized(92).to(whole)).row(INDENT, Fill.CODE));
		}
		for (String line : shown) {
			for (String piece : DiffRows.pieces(line.replace("\t", "    "))) {
				all.add(new Pen().add(piece, Face.MONO.sized(92)).row(INDENT, Fill.CODE));
			}
		}
		all.add(Row.gap(INDENT, 0, Fill.CODE));
	}
}
