package dev.umbra.ui.internal.agentlog;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.agent.AgentLog;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * The lines, in a virtual table: what is not seen costs nothing. It follows the end while the end is in view. On the SWT
 * thread.
 */
final class LogTable {
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
	/** Code units of a line in the table; the rest is below, when it is selected. */
	private static final int LONGEST = 500;

	private final Table table;
	private List<AgentLog.Line> lines = List.of();

	LogTable(Composite parent) {
		table = Named.named(new Table(parent, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.lines_name);
		table.setFont(JFaceResources.getTextFont());
		for (int i = 0; i < 3; i++) {
			new TableColumn(table, SWT.NONE);
		}
		table.addListener(SWT.SetData, event -> fill((TableItem) event.item, event.index));
		table.addListener(SWT.Resize, event -> fit());
	}

	Table control() {
		return table;
	}

	private void fit() {
		int width = table.getClientArea().width;
		if (width > 0) {
			int letter = table.getFont().getFontData()[0].getHeight();
			int time = letter * 12;
			int arrow = letter * 3;
			table.getColumn(0).setWidth(time);
			table.getColumn(1).setWidth(arrow);
			table.getColumn(2).setWidth(Math.max(80, width - time - arrow));
		}
	}

	private void fill(TableItem item, int index) {
		if (index >= lines.size()) {
			return;
		}
		AgentLog.Line line = lines.get(index);
		Palette palette = Palette.of(table);
		item.setText(new String[] { TIME.format(line.at().atZone(ZoneId.systemDefault())), mark(line.source()),
				ForeignText.shortened(ForeignText.cleanOnOneLine(ForeignText.shortened(line.text(), 2 * LONGEST)), LONGEST) });
		item.setForeground(0, palette.dim());
		switch (line.source()) {
		case SENT -> item.setForeground(1, palette.accent());
		case RECEIVED -> item.setForeground(1, palette.ok());
		case NOTE -> item.setForeground(palette.dim());
		case STDERR -> {
			// as it is
		}
		}
	}

	private static String mark(AgentLog.Source source) {
		return switch (source) {
		case SENT -> "→";
		case RECEIVED -> "←";
		case NOTE -> "•";
		case STDERR -> "";
		};
	}

	/** Shows these; a selection is kept by the line's number. */
	void show(List<AgentLog.Line> fresh) {
		if (same(fresh)) {
			return;
		}
		boolean end = table.getItemCount() == 0 || lastVisible() >= table.getItemCount() - 1;
		List<Long> selected = selected().stream().map(AgentLog.Line::number).toList();
		boolean grows = !lines.isEmpty() && fresh.size() >= lines.size() && fresh.get(0).equals(lines.get(0));
		int from = lines.size();
		lines = fresh;
		table.setItemCount(fresh.size());
		if (!grows) {
			table.clearAll();
			table.deselectAll();
			if (!selected.isEmpty()) {
				for (int i = 0; i < fresh.size(); i++) {
					if (selected.contains(fresh.get(i).number())) {
						table.select(i);
					}
				}
			}
		} else if (from < fresh.size()) {
			table.clear(from, fresh.size() - 1);
		}
		if (end && !fresh.isEmpty()) {
			table.setTopIndex(fresh.size() - 1);
		}
	}

	private boolean same(List<AgentLog.Line> fresh) {
		return fresh.size() == lines.size() && (fresh.isEmpty() || fresh.getFirst().equals(lines.getFirst()) && fresh.getLast().equals(lines.getLast()));
	}

	private int lastVisible() {
		return table.getTopIndex() + table.getClientArea().height / Math.max(1, table.getItemHeight());
	}

	/** In order. */
	List<AgentLog.Line> selected() {
		List<AgentLog.Line> all = new ArrayList<>();
		for (int index : table.getSelectionIndices()) {
			if (index < lines.size()) {
				all.add(lines.get(index));
			}
		}
		return all;
	}

	AgentLog.@Nullable Line focused() {
		List<AgentLog.Line> all = selected();
		return all.isEmpty() ? null : all.getLast();
	}

	/** A line per line: when, where to, what. */
	String text() {
		List<AgentLog.Line> chosen = selected().isEmpty() ? lines : selected();
		StringBuilder text = new StringBuilder();
		for (AgentLog.Line line : chosen) {
			text.append(line.at()).append(' ').append(mark(line.source())).append(' ').append(line.text()).append('\n');
		}
		return text.toString();
	}
}
