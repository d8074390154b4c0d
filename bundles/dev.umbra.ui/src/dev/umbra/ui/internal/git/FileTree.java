package dev.umbra.ui.internal.git;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.look.TextFit;

/**
 * The files, in two groups, each with a box that says whether it goes into the next commit. What does not fit ends with an ellipsis, and the tip has it.
 * On the SWT thread.
 */
final class FileTree {
	private static final int NAME = 0;
	private static final int LINES = 1;
	private static final int FEWEST_ROWS = 3;
	private static final int MOST_ROWS = 10;
	private final Tree tree;
	private final BiConsumer<FileRow, Boolean> checked;
	private final Consumer<FileRow> opened;
	private Palette palette;
	private FileRows shown = FileRows.NONE;

	/**
	 * @param checked told when the person checks a file, or unchecks it
	 * @param opened told of a file whose differences are to be seen
	 */
	FileTree(Composite parent, BiConsumer<FileRow, Boolean> checked, Consumer<FileRow> opened) {
		this.checked = checked;
		this.opened = opened;
		palette = Palette.of(parent);
		tree = Named.named(new Tree(parent, SWT.CHECK | SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.files_name);
		new TreeColumn(tree, SWT.NONE);
		new TreeColumn(tree, SWT.RIGHT);
		tree.addListener(SWT.Resize, event -> fit());
		tree.addListener(SWT.Selection, this::selected);
		tree.addListener(SWT.DefaultSelection, event -> {
			FileRow row = row((TreeItem) event.item);
			if (row != null) {
				opened.accept(row);
			}
		});
		tree.addListener(SWT.MouseDown, this::clicked);
		tree.addListener(SWT.EraseItem, this::erase);
		tree.addListener(SWT.PaintItem, this::paint);
		tree.addListener(SWT.MouseMove, this::tip);
	}

	Tree control() {
		return tree;
	}

	/** As high as its rows need, within bounds; points. */
	int height() {
		int rows = shown.touched().size() + shown.others().size() + 2;
		return tree.getItemHeight() * Math.clamp(rows, FEWEST_ROWS, MOST_ROWS);
	}

	/** Those that are selected, groups left out. */
	List<FileRow> selection() {
		List<FileRow> rows = new ArrayList<>();
		for (TreeItem item : tree.getSelection()) {
			FileRow row = row(item);
			if (row != null) {
				rows.add(row);
			}
		}
		return rows;
	}

	/** Replaces what is shown; selection and place stay where the files do. */
	void show(FileRows rows, Predicate<FileRow> isChecked) {
		List<String> selected = selection().stream().map(FileRow::path).toList();
		TreeItem top = tree.getTopItem();
		FileRow topRow = top == null ? null : row(top);
		boolean same = paths(shown).equals(paths(rows)) && shown.hidden() == rows.hidden() && shown.more() == rows.more();
		shown = rows;
		tree.setRedraw(false);
		try {
			if (!same) {
				tree.removeAll();
				group(Messages.files_touched, rows.touched());
				group(Messages.files_others, rows.others());
				if (rows.hidden() > 0 || rows.more()) {
					new TreeItem(tree, SWT.NONE).setText(NAME, rows.more() ? Messages.files_more : NLS.bind(Messages.files_hidden, rows.hidden()));
				}
			}
			fill(rows, isChecked);
			if (!same) {
				restore(selected, topRow);
			}
		} finally {
			tree.setRedraw(true);
		}
		fit();
		tree.redraw();
	}

	private static List<List<String>> paths(FileRows rows) {
		return List.of(rows.touched().stream().map(FileRow::path).toList(), rows.others().stream().map(FileRow::path).toList());
	}

	private void group(String title, List<FileRow> rows) {
		if (!rows.isEmpty()) {
			TreeItem group = new TreeItem(tree, SWT.NONE);
			group.setText(NAME, NLS.bind(title, rows.size()));
			rows.forEach(row -> new TreeItem(group, SWT.NONE));
			group.setExpanded(true);
		}
	}

	private void fill(FileRows rows, Predicate<FileRow> isChecked) {
		int at = 0;
		for (TreeItem group : tree.getItems()) {
			for (TreeItem item : group.getItems()) {
				FileRow row = rows.all().get(at);
				at++;
				item.setData(row);
				// never painted by the tree: it is what screen readers and tests read
				item.setText(new String[] { row.folder().isEmpty() ? row.name() + ", " + row.change() : row.name() + ", " + row.change() + ", " + row.folder(),
						row.lines() });
				item.setChecked(isChecked.test(row));
				item.setGrayed(false);
			}
			group(group);
		}
	}

	/** A group's box says what is so of its files. */
	private static void group(TreeItem group) {
		TreeItem[] files = group.getItems();
		long on = Arrays.stream(files).filter(TreeItem::getChecked).count();
		group.setChecked(on > 0);
		group.setGrayed(on > 0 && on < files.length);
	}

	private void restore(List<String> paths, @Nullable FileRow topRow) {
		List<TreeItem> wanted = new ArrayList<>();
		TreeItem top = null;
		for (TreeItem group : tree.getItems()) {
			for (TreeItem item : group.getItems()) {
				FileRow row = row(item);
				if (row != null && paths.contains(row.path())) {
					wanted.add(item);
				}
				if (row != null && topRow != null && row.path().equals(topRow.path())) {
					top = item;
				}
			}
		}
		tree.setSelection(wanted.toArray(TreeItem[]::new));
		if (top != null) {
			tree.setTopItem(top);
		}
	}

	private static @Nullable FileRow row(TreeItem item) {
		return item.getData() instanceof FileRow row ? row : null;
	}

	private void selected(Event event) {
		if (event.detail != SWT.CHECK) {
			return;
		}
		TreeItem item = (TreeItem) event.item;
		FileRow row = row(item);
		if (row != null) {
			set(item, row, item.getChecked());
			group(item.getParentItem());
		} else if (item.getItemCount() > 0) {
			boolean wanted = item.getChecked();
			for (TreeItem each : item.getItems()) {
				FileRow file = row(each);
				if (file != null) {
					set(each, file, wanted);
				}
			}
			group(item);
		} else {
			item.setChecked(false);
		}
	}

	private void set(TreeItem item, FileRow row, boolean wanted) {
		boolean possible = wanted && row.file().committable();
		item.setChecked(possible);
		checked.accept(row, possible);
	}

	/** A click on the counted lines shows them. */
	private void clicked(Event event) {
		TreeItem item = tree.getItem(new Point(event.x, event.y));
		FileRow row = item == null ? null : row(item);
		if (event.button == 1 && (event.stateMask & SWT.MODIFIER_MASK) == 0 && row != null && !row.lines().isEmpty()
				&& item.getBounds(LINES).contains(event.x, event.y)) {
			opened.accept(row);
		}
	}

	private void tip(Event event) {
		TreeItem item = tree.getItem(new Point(event.x, event.y));
		FileRow row = item == null ? null : row(item);
		String words = row == null ? null : row.tip().replace("&", "&&");
		if (words == null ? tree.getToolTipText() != null : !words.equals(tree.getToolTipText())) {
			tree.setToolTipText(words);
		}
	}

	/** The counted lines take what they need, the names have the rest. */
	private void fit() {
		int width = tree.getClientArea().width;
		if (width <= 0) {
			return;
		}
		GC gc = new GC(tree);
		gc.setFont(tree.getFont());
		int lines = 0;
		for (FileRow row : shown.all()) {
			lines = Math.max(lines, gc.textExtent(row.lines()).x);
		}
		gc.dispose();
		int counted = lines == 0 ? 0 : Math.min(lines + Space.INSET, width / 2);
		if (tree.getColumn(LINES).getWidth() != counted) {
			tree.getColumn(LINES).setWidth(counted);
		}
		if (tree.getColumn(NAME).getWidth() != width - counted) {
			tree.getColumn(NAME).setWidth(width - counted);
		}
	}

	private void erase(Event event) {
		boolean selected = (event.detail & SWT.SELECTED) != 0;
		event.gc.setBackground(selected ? palette.selection() : palette.surface());
		event.gc.fillRectangle(event.x, event.y, event.width, event.height);
		event.detail &= ~(SWT.SELECTED | SWT.HOT | SWT.FOREGROUND | SWT.BACKGROUND);
	}

	private void paint(Event event) {
		TreeItem item = (TreeItem) event.item;
		FileRow row = row(item);
		GC gc = event.gc;
		gc.setTextAntialias(SWT.ON);
		int right = event.index == NAME ? item.getBounds(NAME).x + item.getBounds(NAME).width : event.x + tree.getColumn(LINES).getWidth();
		int y = event.y + (event.height - gc.getFontMetrics().getHeight()) / 2;
		if (row == null) {
			gc.setForeground(palette.dim());
			if (event.index == NAME) {
				gc.drawText(TextFit.fitted(gc, item.getText(NAME), tree.getClientArea().width - event.x), event.x, y, true);
			}
		} else if (event.index == NAME) {
			names(gc, row, event.x, right, y);
		} else {
			gc.setForeground(palette.accent());
			String words = TextFit.fitted(gc, row.lines(), tree.getColumn(LINES).getWidth() - Space.TIGHT);
			gc.drawText(words, right - gc.textExtent(words).x - Space.TIGHT, y, true);
		}
	}

	/** The name, then, as far as there is room, what becomes of the file, and where it is. */
	private void names(GC gc, FileRow row, int left, int right, int y) {
		gc.setForeground(switch (row.file().operation()) {
		case ADDED, RENAMED -> palette.ok();
		case MODIFIED -> palette.text();
		case DELETED, CONFLICTED -> palette.error();
		case UNCHANGED, IGNORED, OUTSIDE -> palette.dim();
		});
		String name = TextFit.fitted(gc, row.name(), right - left - Space.TIGHT);
		gc.drawText(name, left, y, true);
		int next = left + gc.textExtent(name).x + Space.NEAR;
		String rest = TextFit.fitted(gc, row.rest(), right - next - Space.TIGHT);
		gc.setForeground(palette.dim());
		gc.drawText(rest, next, y, true);
	}

	/** After a change of the theme. */
	void recolor(Palette colours) {
		palette = colours;
		tree.setBackground(colours.surface());
		tree.setForeground(colours.text());
		tree.redraw();
	}
}
