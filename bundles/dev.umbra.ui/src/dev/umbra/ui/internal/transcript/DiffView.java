package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Detail;

/**
 * What a tool call would run, change or show, all of it, with colours. A very long text is whole only after
 * {@link #showAll}. On the SWT thread.
 */
public final class DiffView {
	private static final EntryId NOWHERE = new EntryId("diff");
	/** Of one turn of the event loop. */
	private static final long TURN_NANOS = 8_000_000;
	private final RowsText rows;
	private final List<Row> all;
	private final Disclosure disclosure;
	private int chars;

	private DiffView(Composite parent, List<Row> all, String name) {
		this.all = all;
		disclosure = new Disclosure(all.size());
		rows = new RowsText(parent, SWT.V_SCROLL, Integer.MAX_VALUE, true);
		rows.control().setAlwaysShowScrollBars(false);
		rows.control().getAccessible().addAccessibleListener(new AccessibleAdapter() {
			@Override
			public void getName(AccessibleEvent event) {
				event.result = name;
			}
		});
		add(0, disclosure.shown());
	}

	/** @param content texts and diffs, not empty */
	public static DiffView of(Composite parent, List<Detail.ToolContent> content) {
		return new DiffView(parent, QuestionRows.content(content), Messages.diff_name);
	}

	/** @param name for who hears it */
	public static DiffView of(Composite parent, String text, String name) {
		return new DiffView(parent, QuestionRows.text(text), name);
	}

	/** @param name for who hears it */
	public static DiffView of(Composite parent, Patch patch, String name) {
		return new DiffView(parent, patch.rows(), name);
	}

	public StyledText control() {
		return rows.control();
	}

	/** Whether nothing of the text is left out. */
	public boolean whole() {
		return disclosure.whole();
	}

	/** How many lines it has, shown or not. */
	public int lines() {
		return all.size();
	}

	/** Shows the rest, a part at a time. @param done when it is whole */
	public void showAll(Runnable done) {
		if (disclosure.want()) {
			next(done);
		}
	}

	private void next(Runnable done) {
		if (rows.control().isDisposed()) {
			return;
		}
		long begun = System.nanoTime();
		do {
			int from = disclosure.step();
			add(from, disclosure.shown());
		} while (!disclosure.whole() && System.nanoTime() - begun < TURN_NANOS);
		if (disclosure.whole()) {
			done.run();
		} else {
			rows.control().getDisplay().timerExec(1, () -> next(done));
		}
	}

	private void add(int from, int until) {
		List<Line> lines = new ArrayList<>(until - from);
		StringBuilder text = new StringBuilder();
		for (int i = from; i < until; i++) {
			lines.add(new Line(NOWHERE, i, all.get(i).indented(1)));
			text.append(i == 0 ? "" : "\n").append(all.get(i).text());
		}
		rows.apply(List.of(new Edit(from, 0, lines, chars, 0, text.toString())));
		chars += text.length();
	}

	/** Follows the theme, which the background of the parent tells. */
	public void restyle() {
		rows.restyle();
	}
}
