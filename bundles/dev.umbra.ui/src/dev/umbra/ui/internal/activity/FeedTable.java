package dev.umbra.ui.internal.activity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
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
	/** What the keys and the mouse want of a card. */
	interface Listener {
		/** It is double-clicked or entered. */
		void open(Card card);

		/** What it stands for is to be seen below it, or not. */
		void fold(Card card, boolean unfolded);
	}

	/** A row, whatever was put before it. @param nr of its card; a marker stands before all cards */
	private record Key(long nr, int part) {
		static Key of(FeedRow row) {
			Card card = row.card();
			return new Key(card == null ? Long.MIN_VALUE : card.nr(), row.part());
		}
	}

	private final Table table;
	private final Font quiet;
	private final Listener listener;
	private List<FeedRow> rows = List.of();
	private Palette palette;

	FeedTable(Composite parent, Listener listener) {
		this.listener = listener;
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
		table.addListener(SWT.KeyDown, this::key);
		table.addListener(SWT.MouseDown, this::pressed);
		table.addListener(SWT.DefaultSelection, event -> {
			Card card = focused();
			if (card != null) {
				listener.open(card);
			}
		});
	}

	Table control() {
		return table;
	}

	/** Right unfolds, Left folds, Space the other way round. */
	private void key(Event event) {
		FeedRow row = focusedRow();
		Card card = row == null ? null : row.card();
		if (row == null || card == null || (event.stateMask & SWT.MODIFIER_MASK) != 0) {
			return;
		}
		boolean open = row.part() > 0 || row.fold() == FeedRow.Fold.OPEN;
		if (event.keyCode == SWT.ARROW_RIGHT || event.keyCode == ' ' && !open) {
			listener.fold(card, true);
		} else if (event.keyCode == SWT.ARROW_LEFT || event.keyCode == ' ') {
			listener.fold(card, false);
			select(card);
		} else {
			return;
		}
		event.doit = false;
	}

	/** The mark before the label. */
	private void pressed(Event event) {
		TableItem item = table.getItem(new Point(event.x, event.y));
		int index = item == null ? -1 : table.indexOf(item);
		if (event.button != 1 || index < 0 || index >= rows.size()) {
			return;
		}
		FeedRow row = rows.get(index);
		Rectangle label = item.getBounds(1);
		Card card = row.card();
		if (card != null && row.fold() != FeedRow.Fold.NONE && event.x >= label.x && event.x < label.x + mark()) {
			listener.fold(card, row.fold() == FeedRow.Fold.FOLDED);
		}
	}

	/** Width of the mark, points. */
	private static int mark() {
		return 2 * Space.NEAR;
	}

	private void select(Card card) {
		for (int i = 0; i < rows.size(); i++) {
			if (Key.of(rows.get(i)).equals(new Key(card.nr(), 0))) {
				table.setSelection(i);
				return;
			}
		}
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
		item.setText(new String[] { row.time(), row.spokenLabel(), row.status(), row.summary(), row.title() });
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
		if (event.index == 1 && row.part() == 0) {
			String mark = switch (row.fold()) {
			case NONE -> "";
			case FOLDED -> "▸";
			case OPEN -> "▾";
			};
			gc.drawText(mark, left, event.y + (event.height - gc.getFontMetrics().getHeight()) / 2, true);
			left += mark();
			Image icon = Icons.image(row.icon());
			gc.drawImage(icon, left, event.y + (event.height - icon.getBounds().height) / 2);
			left += icon.getBounds().width + Space.TIGHT;
		}
		// a marker has nothing but its words
		if (row.card() == null && event.index == 1 || row.part() > 0) {
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
		Set<Key> selected = new HashSet<>();
		selected().forEach(row -> selected.add(Key.of(row)));
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
			table.setTopIndex(Math.max(0, indexOf(Key.of(top))));
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

	private void reselect(Set<Key> selected, @Nullable FeedRow cursor, int same) {
		boolean moved = table.getSelectionCount() != selected.size()
				|| Arrays.stream(table.getSelectionIndices()).anyMatch(index -> index >= same);
		if (selected.isEmpty() || !moved) {
			return;
		}
		List<Integer> wanted = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			if (selected.contains(Key.of(rows.get(i)))) {
				wanted.add(i);
			}
		}
		int top = table.getTopIndex();
		table.setSelection(wanted.stream().mapToInt(Integer::intValue).toArray());
		if (cursor != null) {
			table.setTopIndex(top);
		}
	}

	private int indexOf(Key key) {
		for (int i = 0; i < rows.size(); i++) {
			if (Key.of(rows.get(i)).equals(key)) {
				return i;
			}
		}
		return 0;
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
		FeedRow row = focusedRow();
		return row == null ? null : row.card();
	}

	private @Nullable FeedRow focusedRow() {
		List<FeedRow> all = selected();
		return all.isEmpty() ? null : all.getLast();
	}

	/** Of the selected rows, else of all: a line per row. */
	String text() {
		List<FeedRow> chosen = selected().isEmpty() ? rows : selected();
		StringBuilder text = new StringBuilder();
		chosen.forEach(row -> text.append(row.line()).append('\n'));
		return text.toString();
	}
}
