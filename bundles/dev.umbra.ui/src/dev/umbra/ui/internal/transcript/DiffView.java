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

/** What a tool call would change or show, with colours, as high as it needs to be up to a limit. On the SWT thread. */
public final class DiffView {
	private static final EntryId NOWHERE = new EntryId("diff");
	private final RowsText rows;

	/** @param content texts and diffs, not empty */
	public DiffView(Composite parent, List<Detail.ToolContent> content) {
		rows = new RowsText(parent, SWT.V_SCROLL, Integer.MAX_VALUE, true);
		rows.control().setAlwaysShowScrollBars(false);
		rows.control().getAccessible().addAccessibleListener(new AccessibleAdapter() {
			@Override
			public void getName(AccessibleEvent event) {
				event.result = Messages.diff_name;
			}
		});
		List<Line> lines = new ArrayList<>();
		StringBuilder text = new StringBuilder();
		for (Row row : EntryRows.content(content, Links.NONE)) {
			lines.add(new Line(NOWHERE, lines.size(), row.indented(-1)));
			text.append(row.text()).append('\n');
		}
		rows.apply(List.of(new Edit(0, 0, lines, 0, 0, text.toString().stripTrailing())));
	}

	public StyledText control() {
		return rows.control();
	}

	/** Follows the theme, which the background of the parent tells. */
	public void restyle() {
		rows.restyle();
	}
}
