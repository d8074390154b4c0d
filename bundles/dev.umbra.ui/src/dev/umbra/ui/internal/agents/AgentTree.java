package dev.umbra.ui.internal.agents;

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
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.Dots;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.look.TextFit;

/**
 * The rows of the part, painted in two lines each in a native tree, which brings keyboard, scrolling and screen
 * readers. {@link #show} changes only the items whose row changed and keeps selection and what is folded. On the SWT thread.
 */
final class AgentTree {
	private static final int DOT_COLUMN = Dots.SIZE + Space.NEAR;
	/** GTK draws the expander of a selected row white, over whatever we painted; it gets a dark ground to be seen on. */
	private static final boolean WHITE_EXPANDER = SWT.getPlatform().equals("gtk");
	/** Where GTK draws the expander of a first row, in points from the left, and how much further in of one below it. */
	private static final int EXPANDER_CENTRE = 10;
	private static final int EXPANDER_STEP = 18;
	/** In points; less of it says nothing. */
	private static final int LEAST_TRAILING = 40;
	private final Tree tree;
	private final TreeColumn column;
	private final Font bold;
	/** Keys of rows that the person folded; new ones are open. */
	private final Set<String> folded = new HashSet<>();
	private List<Row.OfSection> shown = List.of();
	private Palette palette;
	private boolean old;
	private @Nullable TreeItem hovered;

	AgentTree(Composite parent, Consumer<Row> opened, Runnable selected) {
		tree = new Tree(parent, SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.NO_SCROLL);
		column = new TreeColumn(tree, SWT.LEFT);
		bold = Fonts.bold(tree);
		palette = Palette.of(parent);
		Named.named(tree, Messages.tree_name);
		tree.addListener(SWT.MeasureItem, this::measure);
		tree.addListener(SWT.EraseItem, this::erase);
		tree.addListener(SWT.PaintItem, this::paint);
		tree.addListener(SWT.Resize, e -> fit());
		tree.addListener(SWT.Selection, e -> selected.run());
		tree.addListener(SWT.DefaultSelection, e -> {
			if (e.item instanceof TreeItem item && !item.isDisposed()) {
				opened.accept(row(item));
			}
		});
		tree.addListener(SWT.Collapse, e -> fold((TreeItem) e.item, false));
		tree.addListener(SWT.Expand, e -> {
			TreeItem item = (TreeItem) e.item;
			fold(item, true);
			// the item itself is unfolded after this
			tree.getDisplay().asyncExec(() -> {
				if (!item.isDisposed()) {
					unfold(item.getItems());
				}
			});
		});
		tree.addListener(SWT.MouseMove, this::hover);
		tree.addListener(SWT.MouseExit, e -> hovered = null);
	}

	Tree control() {
		return tree;
	}

	@Nullable
	Row selection() {
		TreeItem[] items = tree.getSelection();
		return items.length == 0 ? null : row(items[0]);
	}

	/** The agent that is selected, or whose session is. */
	Row.@Nullable OfAgent selectedAgent() {
		TreeItem[] items = tree.getSelection();
		if (items.length == 0) {
			return null;
		}
		for (TreeItem item = items[0]; item != null; item = item.getParentItem()) {
			if (row(item) instanceof Row.OfAgent agent) {
				return agent;
			}
		}
		return null;
	}

	/** Of which the items are. */
	List<Row.OfSection> shown() {
		return shown;
	}

	/** @param key of a row @return whether it is there to be selected */
	boolean select(String key) {
		TreeItem item = item(tree.getItems(), key);
		if (item == null) {
			return false;
		}
		tree.setSelection(item);
		tree.showSelection();
		return true;
	}

	/** Unfolds what is folded, or the other way. */
	void toggle() {
		TreeItem[] items = tree.getSelection();
		if (items.length > 0 && items[0].getItemCount() > 0) {
			boolean open = !items[0].getExpanded();
			fold(items[0], open);
			unfold(items);
		}
	}

	private void fold(TreeItem item, boolean open) {
		if (open) {
			folded.remove(row(item).key());
		} else {
			folded.add(row(item).key());
		}
	}

	/** @param outdated whether the host cannot be asked: everything is dimmed @return whether any row is another than before */
	boolean show(List<Row.OfSection> rows, Palette colours, boolean outdated) {
		boolean repaint = !colours.equals(palette) || outdated != old;
		palette = colours;
		old = outdated;
		tree.setBackground(colours.surface());
		tree.setForeground(colours.text());
		boolean different = !rows.equals(shown);
		if (different) {
			change(rows);
		}
		if (repaint) {
			tree.redraw();
		}
		return different;
	}

	/** Selection and what is at the top stay, even where an item had to be made anew in another place. */
	private void change(List<Row.OfSection> rows) {
		String selected = selection() instanceof Row row ? row.key() : null;
		TreeItem first = tree.getTopItem();
		String top = first == null || first == tree.getItem(0) ? null : row(first).key();
		int above = unfolded(tree.getItems()).indexOf(first);
		shown = List.copyOf(rows);
		change(new Place(tree, null), rows);
		unfold(tree.getItems());
		if (selected != null && !(selection() instanceof Row now && now.key().equals(selected))) {
			TreeItem item = item(tree.getItems(), selected);
			if (item != null) {
				tree.setSelection(item);
			}
		}
		TreeItem wanted = top == null ? null : item(tree.getItems(), top);
		// not by the tree's own top item: it stays what was set last until the tree has scrolled, however many rows come above it
		if (wanted != null && unfolded(tree.getItems()).indexOf(wanted) != above) {
			tree.setTopItem(wanted);
		}
	}

	/** The items that are not folded away, as they are below each other. */
	private static List<TreeItem> unfolded(TreeItem[] items) {
		List<TreeItem> all = new ArrayList<>();
		for (TreeItem each : items) {
			all.add(each);
			if (each.getExpanded()) {
				all.addAll(unfolded(each.getItems()));
			}
		}
		return all;
	}

	/** Where items are: in the tree itself, or below one of them. */
	private record Place(Tree tree, @Nullable TreeItem parent) {
		TreeItem[] items() {
			return parent == null ? tree.getItems() : parent.getItems();
		}

		TreeItem fresh(int index) {
			return parent == null ? new TreeItem(tree, SWT.NONE, index) : new TreeItem(parent, SWT.NONE, index);
		}
	}

	private void change(Place place, List<? extends Row> rows) {
		List<TreeItem> items = new ArrayList<>(Arrays.asList(place.items()));
		for (int i = 0; i < rows.size(); i++) {
			Row row = rows.get(i);
			TreeItem item = at(place, items, i, row);
			change(new Place(tree, item), row.below());
		}
		for (int i = items.size() - 1; i >= rows.size(); i--) {
			items.get(i).dispose();
		}
	}

	/** From the outside in: what is below a folded item cannot be unfolded. */
	private void unfold(TreeItem[] items) {
		for (TreeItem item : items) {
			if (item.getItemCount() > 0) {
				boolean open = !folded.contains(row(item).key());
				if (item.getExpanded() != open) {
					item.setExpanded(open);
				}
				if (open) {
					unfold(item.getItems());
				}
			}
		}
	}

	private static @Nullable TreeItem item(TreeItem[] items, String key) {
		for (TreeItem item : items) {
			TreeItem found = row(item).key().equals(key) ? item : item(item.getItems(), key);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	/** The item of this row at this index; items cannot be moved, so one that is elsewhere is replaced. @param items those there are, kept true */
	private static TreeItem at(Place place, List<TreeItem> items, int index, Row row) {
		if (index < items.size() && row(items.get(index)).key().equals(row.key())) {
			set(items.get(index), row);
			return items.get(index);
		}
		for (int i = index; i < items.size(); i++) {
			if (row(items.get(i)).key().equals(row.key())) {
				items.remove(i).dispose();
				break;
			}
		}
		TreeItem item = place.fresh(index);
		items.add(index, item);
		set(item, row);
		return item;
	}

	private static void set(TreeItem item, Row row) {
		if (!row.equals(item.getData())) {
			Object before = item.getData();
			item.setData(row);
			// the text is never painted: it is what screen readers and tests read
			if (!(before instanceof Row known) || !known.spoken().equals(row.spoken())) {
				item.setText(row.spoken().replace('\n', ' '));
			}
		}
	}

	private static Row row(TreeItem item) {
		return (Row) item.getData();
	}

	private void fit() {
		int width = tree.getClientArea().width;
		if (width > 0 && column.getWidth() != width) {
			column.setWidth(width);
		}
	}

	private void measure(Event event) {
		event.gc.setFont(bold);
		event.height = Math.max(event.height, event.gc.getFontMetrics().getHeight() * 2 + Space.NEAR + Space.TIGHT);
		event.width = 0;
	}

	private void erase(Event event) {
		boolean selected = (event.detail & SWT.SELECTED) != 0;
		event.gc.setBackground(selected ? palette.selection() : palette.surface());
		event.gc.fillRectangle(event.x, event.y, Math.max(event.width, tree.getClientArea().width - event.x), event.height);
		if (selected && WHITE_EXPANDER && !palette.dark() && ((TreeItem) event.item).getItemCount() > 0) {
			event.gc.setAntialias(SWT.ON);
			event.gc.setBackground(palette.accent());
			event.gc.fillOval(EXPANDER_CENTRE + depth((TreeItem) event.item) * EXPANDER_STEP - Space.NEAR, event.y + event.height / 2 - Space.NEAR, 2 * Space.NEAR, 2 * Space.NEAR);
		}
		event.detail &= ~(SWT.SELECTED | SWT.HOT | SWT.FOREGROUND | SWT.BACKGROUND | SWT.FOCUSED);
	}

	private static int depth(TreeItem item) {
		TreeItem parent = item.getParentItem();
		return parent == null ? 0 : 1 + depth(parent);
	}

	private void paint(Event event) {
		Row row = row((TreeItem) event.item);
		if (row == null) {
			return;
		}
		GC gc = event.gc;
		gc.setTextAntialias(SWT.ON);
		Rectangle area = tree.getClientArea();
		int start = event.x + (row instanceof Row.OfSession session ? session.depth() * Space.INSET : 0) + Space.TIGHT;
		int left = row instanceof Row.OfSection ? start : start + DOT_COLUMN;
		int right = area.x + area.width - Space.NEAR;
		gc.setFont(strong(row) ? bold : tree.getFont());
		int line = gc.getFontMetrics().getHeight();
		int top = event.y + (event.height - 2 * line) / 2;
		if (left > start && dotted(row)) {
			Dots.paint(gc, start + Dots.SIZE / 2, top + line / 2, tone(row.tone()), row.tone() != Row.Tone.QUIET);
		}
		gc.setForeground(old ? palette.dim() : palette.text());
		String title = TextFit.fitted(gc, row.title(), right - left);
		gc.drawText(title, left, top, true);
		int afterTitle = left + gc.textExtent(title).x + Space.NEAR;
		gc.setFont(tree.getFont());
		trailing(gc, row, afterTitle, right, top);
		gc.setForeground(row.tone() == Row.Tone.FAILED && !old && !(row instanceof Row.OfGroup) ? palette.error() : palette.dim());
		gc.drawText(TextFit.fitted(gc, row.line(), right - left), left, top + line, true);
	}

	/** What does nothing by itself has a dot only to say that something is wrong. */
	private static boolean dotted(Row row) {
		return switch (row) {
		case Row.OfSection section -> false;
		case Row.OfGroup group -> true;
		case Row.OfAgent agent -> true;
		case Row.OfSession session -> true;
		case Row.OfElsewhere elsewhere -> true;
		case Row.OfTeam team -> team.tone() != Row.Tone.QUIET;
		case Row.OfPersona persona -> persona.tone() != Row.Tone.QUIET;
		case Row.OfAnnounced announced -> false;
		case Row.OfMore more -> false;
		case Row.OfRest rest -> false;
		};
	}

	private static boolean strong(Row row) {
		return switch (row) {
		case Row.OfSection section -> true;
		case Row.OfAgent agent -> true;
		case Row.OfTeam team -> true;
		case Row.OfPersona persona -> true;
		case Row.OfElsewhere elsewhere -> true;
		case Row.OfAnnounced announced -> true;
		case Row.OfGroup group -> false;
		case Row.OfSession session -> false;
		case Row.OfMore more -> false;
		case Row.OfRest rest -> false;
		};
	}

	/** The badges, and what comes after them, right of the title where there is room. */
	private void trailing(GC gc, Row row, int from, int right, int top) {
		int left = from;
		for (Row.Badge badge : row.badges()) {
			String fitted = TextFit.fitted(gc, badge.words(), right - left);
			gc.setForeground(badge.tone() == Row.Tone.QUIET ? palette.dim() : tone(badge.tone()));
			gc.drawText(fitted, left, top, true);
			left += gc.textExtent(fitted).x + Space.NEAR;
		}
		gc.setForeground(palette.dim());
		if (!row.trailing().isEmpty() && right - left >= Math.min(gc.textExtent(row.trailing()).x, LEAST_TRAILING)) {
			String fitted = TextFit.fitted(gc, row.trailing(), right - left);
			gc.drawText(fitted, right - gc.textExtent(fitted).x, top, true);
		}
	}

	private Color tone(Row.Tone tone) {
		if (old) {
			return palette.dim();
		}
		return switch (tone) {
		case QUIET -> palette.dim();
		case READY -> palette.ok();
		case BUSY -> palette.busy();
		case WAITING -> palette.warning();
		case FAILED -> palette.error();
		};
	}

	private void hover(Event event) {
		TreeItem item = tree.getItem(new Point(event.x, event.y));
		if (item != hovered) {
			hovered = item;
			tree.setToolTipText(item == null ? null : row(item).spoken().replace("&", "&&"));
		}
	}
}
