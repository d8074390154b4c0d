package dev.umbra.ui.internal.session;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.TurnId;
import dev.umbra.core.api.Queue;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * One prompt that waits, as the list above the composer shows it. Pure.
 *
 * @param index its place, from 0
 * @param text whole, as it was written
 * @param line the same on one line, with what goes with it
 * @param tip the beginning of the text, and what goes with it
 */
record QueueRow(TurnId turn, int index, String text, String line, String tip, boolean first, boolean last) {
	/** UTF-16 code units. */
	private static final int LONGEST_LINE = 200;
	private static final int LONGEST_TIP = 2_000;

	static List<QueueRow> of(Queue.Listing queue) {
		List<QueueRow> rows = new ArrayList<>();
		int count = queue.prompts().size();
		for (int i = 0; i < count; i++) {
			Queue.Waiting waiting = queue.prompts().get(i);
			String with = waiting.enclosures().isEmpty() ? "" : waiting.enclosures().size() == 1
					? NLS.bind(Messages.queue_with_one, ForeignText.shownOnOneLine(waiting.enclosures().getFirst().name()))
					: NLS.bind(Messages.queue_with, waiting.enclosures().size());
			String line = ForeignText.shortened(ForeignText.cleanOnOneLine(waiting.text()), LONGEST_LINE);
			rows.add(new QueueRow(waiting.turn(), i, waiting.text(), with.isEmpty() ? line : line.isEmpty() ? with : line + "  ·  " + with,
					ForeignText.shortened(waiting.text(), LONGEST_TIP) + (with.isEmpty() ? "" : "\n" + with), i == 0, i == count - 1));
		}
		return rows;
	}
}
