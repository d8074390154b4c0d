package dev.umbra.ui.internal.activity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.feed.Card;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.look.TextFit;

/**
 * The rows, painted in a virtual native table, which brings keyboard, scrolling and screen readers: what is not seen costs nothing.
 * It follows the end while the end is in view, and keeps its place when older rows come. On the SWT thread.
 */
final class FeedTable {
	private static final int COLUMNS = 5;
	private final Table table;
	private final Font quiet;
	private List<FeedRow> rows = List.of();
	private Palette palette;

	/** @param opened told of a card that is double-clicked or entered */
	FeedTable(Composite parent, Consumer<Card> opened) {
		table = Named.named(new Table(parent, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.table_name);
		quiet = Fonts.italic(table);
		palette = Palette.of(parent);
		for (int i = 0; i < COLUMNS; i++) {
			new TableColumn(table, SWT.NONE);
		}
		table.addListener(SWT.SetData, event -> fill((TableItem) event.item, event.index));
		table.addListener(SWT.EraseItem, this::erase);
		table.addListener(SWT.PaintItem, this::paint);
		table.addListener(SWT.Resize, event -> fit());
		table.addListener(SWT.DefaultSelection, event -> {
			Card card = focused();
			if (card != null) {
				opened.accept(card);
			}
		});
	}

	Table control() {
		return table;
	}

	/** In a narrow part the session goes first, then the status: its icon says the same. */
	private void fit() {
		int width = table.getClientArea().width;
		if (width <= 0) {
			return;
		}
		GC gc = new GC(table);
		gc.setFont(table.getFont());
		int letter = Math.max(1, gc.textExtent("abcdefghij").x / 10);
		gc.dispose();
		int time = widest(letter * 8) + Space.NEAR;
		int label = letter * 20 + Space.FAR;
		int status = width > letter * 90 ? letter * 10 : 0;
		int title = width > letter * 70 ? letter * 24 : 0;
		int[] widths = { time, label, status, Math.max(letter * 12, width - time - label - status - title), title };
		for (int i = 0; i < COLUMNS; i++) {
			if (table.getColumn(i).getWidth() != widths[i]) {
				table.getColumn(i).setWidth(widths[i]);
			}
		}
	}

	/** Of the times, which are longer where days differ; looked at in the first rows only. */
	private int widest(int least) {
		GC gc = new GC(table);
		try {
			gc.setFont(table.getFont());
			int widest = least;
			for (FeedRow row : rows.subList(0, Math.min(rows.size(), 50))) {
				widest = Math.max(widest, gc.textExtent(row.time()).x + Space.NEAR);
			}
			return widest;
		} finally {
			gc.dispose();
		}
	}

	private void fill(TableItem item, int index) {
		if (index >= rows.size()) {
			return;
		}
		FeedRow row = rows.get(index);
		// never painted by the table: it is what screen readers and tests read
		item.setText(new String[] { row.time(), row.label(), row.status(), row.summary(), row.title() });
	}

	private void erase(Event event) {
		boolean selected = (event.detail & SWT.SELECTED) != 0;
		event.gc.setBackground(selected ? palette.selection() : palette.surface());
		int width = event.index == COLUMNS - 1 ? Math.max(event.width, table.getClientArea().width - event.x) : event.width;
		event.gc.fillRectangle(event.x, event.y, width, event.height);
		event.detail &= ~(SWT.SELECTED | SWT.HOT | SWT.FOREGROUND | SWT.BACKGROUND);
	}

	/** What does not fit ends with an ellipsis. */
	private void paint(Event event) {
		int index = table.indexOf((TableItem) event.item);
		int width = table.getColumn(event.index).getWidth();
		if (index < 0 || index >= rows.size() || width == 0) {
			return;
		}
		FeedRow row = rows.get(index);
		GC gc = event.gc;
		gc.setTextAntialias(SWT.ON);
		boolean second = event.index == 0 || event.index == 4;
		gc.setForeground(second ? palette.dim() : color(palette, row.tone()));
		gc.setFont(event.index == 3 && row.tone() == FeedRow.Tone.QUIET ? quiet : table.getFont());
		int left = event.x + Space.TIGHT;
		int right = event.x + width - Space.TIGHT;
		if (event.index == 1) {
			Image icon = Icons.image(row.icon());
			gc.drawImage(icon, left, event.y + (event.height - icon.getBounds().height) / 2);
			left += icon.getBounds().width + Space.TIGHT;
		}
		// a marker has nothing but its words
		if (row.card() == null && event.index == 1) {
			right = table.getClientArea().width;
		}
		String text = switch (event.index) {
		case 0 -> row.time();
		case 1 -> row.label();
		case 2 -> row.status();
		case 3 -> row.summary();
		default -> row.title();
		};
		gc.drawText(TextFit.fitted(gc, text, right - left), left, event.y + (event.height - gc.getFontMetrics().getHeight()) / 2, true);
	}

	private static Color color(Palette palette, FeedRow.Tone tone) {
		return switch (tone) {
		case PLAIN -> palette.text();
		case QUIET -> palette.dim();
		case BUSY -> palette.busy();
		case WAITING -> palette.warning();
		case FAILED -> palette.error();
		};
	}

	/** After a change of the theme. */
	void recolor(Palette colours) {
		palette = colours;
		table.setBackground(colours.surface());
		table.setForeground(colours.text());
		table.redraw();
	}

	/** Shows these; selection and place are kept by the cards' numbers. */
	void show(List<FeedRow> fresh) {
		if (fresh.equals(rows)) {
			return;
		}
		boolean end = rows.isEmpty() || lastVisible() >= rows.size() - 1;
		FeedRow top = end ? null : rows.get(Math.min(table.getTopIndex(), rows.size() - 1));
		Set<Long> selected = new HashSet<>();
		selected().forEach(row -> selected.add(number(row)));
		FeedRow cursor = table.getSelectionIndex() < 0 ? null : rows.get(Math.min(table.getSelectionIndex(), rows.size() - 1));
		int same = common(fresh);
		boolean widths = rows.isEmpty();
		rows = fresh;
		table.setItemCount(fresh.size());
		if (same < fresh.size()) {
			table.clear(same, fresh.size() - 1);
		}
		reselect(selected, cursor, same);
		if (end) {
			if (!fresh.isEmpty()) {
				table.setTopIndex(fresh.size() - 1);
			}
		} else if (top != null) {
			table.setTopIndex(Math.max(0, indexOf(number(top))));
		}
		if (widths) {
			fit();
		}
	}

	/** How many rows at the beginning are the same. */
	private int common(List<FeedRow> fresh) {
		int most = Math.min(rows.size(), fresh.size());
		int same = 0;
		while (same < most && rows.get(same).equals(fresh.get(same))) {
			same++;
		}
		return same;
	}

	private void reselect(Set<Long> selected, @Nullable FeedRow cursor, int same) {
		boolean moved = table.getSelectionCount() != selected.size()
				|| Arrays.stream(table.getSelectionIndices()).anyMatch(index -> index >= same);
		if (selected.isEmpty() || !moved) {
			return;
		}
		List<Integer> wanted = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			if (selected.contains(number(rows.get(i)))) {
				wanted.add(i);
			}
		}
		int top = table.getTopIndex();
		table.setSelection(wanted.stream().mapToInt(Integer::intValue).toArray());
		if (cursor != null) {
			table.setTopIndex(top);
		}
	}

	private int indexOf(long number) {
		for (int i = 0; i < rows.size(); i++) {
			if (number(rows.get(i)) == number) {
				return i;
			}
		}
		return 0;
	}

	/** Of its card; a marker stands before all cards. */
	private static long number(FeedRow row) {
		Card card = row.card();
		return card == null ? Long.MIN_VALUE : card.nr();
	}

	/** Takes the focus; the keys begin at the newest row. */
	void enter() {
		if (table.getSelectionCount() == 0 && !rows.isEmpty()) {
			table.setSelection(rows.size() - 1);
		}
		table.setFocus();
	}

	/** Whether the first rows are seen, so that those before them are wanted. */
	boolean atTop() {
		return table.getTopIndex() < Math.max(5, table.getClientArea().height / Math.max(1, table.getItemHeight()));
	}

	private int lastVisible() {
		return table.getTopIndex() + table.getClientArea().height / Math.max(1, table.getItemHeight());
	}

	/** In order. */
	private List<FeedRow> selected() {
		List<FeedRow> all = new ArrayList<>();
		for (int index : table.getSelectionIndices()) {
			if (index < rows.size()) {
				all.add(rows.get(index));
			}
		}
		return all;
	}

	/** The card that Enter would open, or null: none, or a marker. */
	@Nullable Card focused() {
		List<FeedRow> all = selected();
		return all.isEmpty() ? null : all.getLast().card();
	}

	/** Of the selected rows, else of all: a line per row. */
	String text() {
		List<FeedRow> chosen = selected().isEmpty() ? rows : selected();
		StringBuilder text = new StringBuilder();
		chosen.forEach(row -> text.append(row.line()).append('\n'));
		return text.toString();
	}
}
