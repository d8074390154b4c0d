package dev.umbra.ui.internal.git;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;

/** What can be done with the selected files. On the SWT thread. */
final class FileMenu {
	/** What the items do. */
	interface Actions {
		void open(FileRow row);

		void stage(List<FileRow> selected);

		void unstage(List<FileRow> selected);

		/** Takes back what is not staged. */
		void discard(List<FileRow> selected);

		void copy(String text);
	}

	private final FileTree tree;
	private final Menu menu;

	FileMenu(FileTree tree, Actions actions) {
		this.tree = tree;
		menu = new Menu(tree.control());
		MenuItem open = item(Icon.EDIT, Messages.menu_open, rows -> actions.open(rows.getLast()));
		new MenuItem(menu, SWT.SEPARATOR);
		MenuItem stage = item(Icon.ADD, Messages.menu_stage, actions::stage);
		MenuItem unstage = item(Icon.REMOVE, Messages.menu_unstage, actions::unstage);
		MenuItem discard = item(Icon.DELETE, Messages.menu_discard, actions::discard);
		new MenuItem(menu, SWT.SEPARATOR);
		MenuItem copy = item(Icon.COPY, Messages.menu_copy, rows -> actions.copy(rows.stream().map(FileRow::path).collect(Collectors.joining("\n"))));
		menu.addListener(SWT.Show, event -> {
			List<FileRow> rows = tree.selection();
			open.setEnabled(!rows.isEmpty());
			copy.setEnabled(!rows.isEmpty());
			stage.setEnabled(rows.stream().anyMatch(row -> row.file().unstaged().changes()));
			unstage.setEnabled(rows.stream().anyMatch(row -> row.file().staged().changes()));
			discard.setEnabled(rows.stream().anyMatch(row -> row.file().unstaged().changes()));
		});
		tree.control().setMenu(menu);
	}

	private MenuItem item(@Nullable Icon icon, String label, Consumer<List<FileRow>> run) {
		MenuItem item = new MenuItem(menu, SWT.PUSH);
		item.setText(label);
		if (icon != null) {
			item.setImage(Icons.image(icon));
		}
		item.addListener(SWT.Selection, event -> {
			List<FileRow> rows = tree.selection();
			if (!rows.isEmpty()) {
				run.accept(rows);
			}
		});
		return item;
	}
}
