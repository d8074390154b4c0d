package dev.umbra.ui.internal.agents;

import java.util.ArrayList;
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

import dev.umbra.core.AgentId;
import dev.umbra.core.agent.Policy;
import dev.umbra.ui.internal.look.Dots;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.look.TextFit;

/**
 * Agents and their sessions as painted rows of two lines in a native tree, which brings keyboard, scrolling and screen
 * readers. {@link #show} changes only the items whose row changed and keeps selection and what is folded. On the SWT thread.
 */
final class AgentTree {
	private static final int DOT_COLUMN = Dots.SIZE + Space.NEAR;
	/** GTK draws the expander of a selected row white, over whatever we painted; it gets a dark ground to be seen on. */
	private static final boolean WHITE_EXPANDER = SWT.getPlatform().equals("gtk");
	/** Where GTK draws the expander of a first row, in points from the left. */
	private static final int EXPANDER_CENTRE = 10;
	private final Tree tree;
	private final TreeColumn column;
	private final Font bold;
	/** Keys of agents that the person folded; new ones are open. */
	private final Set<String> folded = new HashSet<>();
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
		tree.addListener(SWT.Collapse, e -> folded.add(row((TreeItem) e.item).key()));
		tree.addListener(SWT.Expand, e -> folded.remove(row((TreeItem) e.item).key()));
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
		TreeItem parent = items[0].getParentItem();
		return row(parent == null ? items[0] : parent) instanceof Row.OfAgent agent ? agent : null;
	}

	/** Whether it is there to be selected. */
	boolean select(AgentId agent) {
		for (TreeItem item : tree.getItems()) {
			if (row(item).agent().equals(agent)) {
				tree.setSelection(item);
				tree.showSelection();
				return true;
			}
		}
		return false;
	}

	/** @param outdated whether the host cannot be asked: everything is dimmed */
	void show(List<Row.OfAgent> rows, Palette colours, boolean outdated) {
		boolean repaint = !colours.equals(palette) || outdated != old;
		palette = colours;
		old = outdated;
		tree.setBackground(colours.surface());
		tree.setForeground(colours.text());
		Row selected = selection();
		List<Row.OfAgent> present = new ArrayList<>();
		for (TreeItem item : tree.getItems()) {
			present.add((Row.OfAgent) row(item));
		}
		if (!present.equals(rows)) {
			change(rows, selected);
		}
		if (repaint) {
			tree.redraw();
		}
	}

	private void change(List<Row.OfAgent> rows, @Nullable Row selected) {
		for (int i = 0; i < rows.size(); i++) {
			Row.OfAgent row = rows.get(i);
			TreeItem item = at(tree.getItems(), i, row, index -> new TreeItem(tree, SWT.NONE, index));
			List<Row> below = row.below();
			for (int j = 0; j < below.size(); j++) {
				at(item.getItems(), j, below.get(j), index -> new TreeItem(item, SWT.NONE, index));
			}
			for (int j = item.getItemCount() - 1; j >= below.size(); j--) {
				item.getItem(j).dispose();
			}
			boolean open = !folded.contains(row.key());
			if (item.getExpanded() != open) {
				item.setExpanded(open);
			}
		}
		for (int i = tree.getItemCount() - 1; i >= rows.size(); i--) {
			tree.getItem(i).dispose();
		}
		if (selected != null && !(selection() instanceof Row now && now.key().equals(selected.key()))) {
			restore(selected.key());
		}
	}

	/** An item that moved to another place was made anew there. */
	private void restore(String key) {
		for (TreeItem item : tree.getItems()) {
			if (row(item).key().equals(key)) {
				tree.setSelection(item);
				return;
			}
			for (TreeItem child : item.getItems()) {
				if (row(child).key().equals(key)) {
					tree.setSelection(child);
					return;
				}
			}
		}
	}

	private interface NewItem {
		TreeItem at(int index);
	}

	/** The item of this row at this index; items cannot be moved, so one that is elsewhere is replaced. */
	private TreeItem at(TreeItem[] items, int index, Row row, NewItem fresh) {
		if (index < items.length && row(items[index]).key().equals(row.key())) {
			set(items[index], row);
			return items[index];
		}
		for (int i = index; i < items.length; i++) {
			if (row(items[i]).key().equals(row.key())) {
				items[i].dispose();
				break;
			}
		}
		TreeItem item = fresh.at(index);
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
			event.gc.fillOval(EXPANDER_CENTRE - Space.NEAR, event.y + event.height / 2 - Space.NEAR, 2 * Space.NEAR, 2 * Space.NEAR);
		}
		event.detail &= ~(SWT.SELECTED | SWT.HOT | SWT.FOREGROUND | SWT.BACKGROUND | SWT.FOCUSED);
	}

	private void paint(Event event) {
		Row row = row((TreeItem) event.item);
		if (row == null) {
			return;
		}
		GC gc = event.gc;
		gc.setTextAntialias(SWT.ON);
		Rectangle area = tree.getClientArea();
		int start = event.x + (row instanceof Row.OfSession session ? session.depth() * Space.INSET : 0);
		int left = start + Space.TIGHT + DOT_COLUMN;
		int right = area.x + area.width - Space.NEAR;
		gc.setFont(row instanceof Row.OfAgent ? bold : tree.getFont());
		int line = gc.getFontMetrics().getHeight();
		int top = event.y + (event.height - 2 * line) / 2;
		Dots.paint(gc, start + Space.TIGHT + Dots.SIZE / 2, top + line / 2, tone(row.tone()), row.tone() != Row.Tone.QUIET);
		gc.setForeground(old ? palette.dim() : palette.text());
		String title = TextFit.fitted(gc, row.title(), right - left);
		gc.drawText(title, left, top, true);
		int afterTitle = left + gc.textExtent(title).x + Space.NEAR;
		gc.setFont(tree.getFont());
		gc.setForeground(palette.dim());
		if (row instanceof Row.OfAgent agent) {
			trailing(gc, agent, afterTitle, right, top);
		}
		gc.setForeground(row.tone() == Row.Tone.FAILED && !old ? palette.error() : palette.dim());
		gc.drawText(TextFit.fitted(gc, row.line(), right - left), left, top + line, true);
	}

	/** What the agent may do unasked, and what it runs, right of its name where there is room. */
	private void trailing(GC gc, Row.OfAgent agent, int from, int right, int top) {
		int left = from;
		String badge = AgentRows.policy(agent.policy());
		if (!badge.isEmpty()) {
			gc.setForeground(agent.policy() == Policy.ALLOW_ALL && !old ? palette.error() : palette.dim());
			String fitted = TextFit.fitted(gc, badge, right - left);
			gc.drawText(fitted, left, top, true);
			left += gc.textExtent(fitted).x + Space.NEAR;
			gc.setForeground(palette.dim());
		}
		Point size = gc.textExtent(agent.kind());
		if (!agent.kind().isEmpty() && right - left >= Math.min(size.x, 40)) {
			String kind = TextFit.fitted(gc, agent.kind(), right - left);
			gc.drawText(kind, right - gc.textExtent(kind).x, top, true);
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
