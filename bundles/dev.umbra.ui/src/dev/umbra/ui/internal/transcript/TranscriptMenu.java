package dev.umbra.ui.internal.transcript;

import java.util.Optional;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;

/** The menus of a transcript. On the SWT thread. */
final class TranscriptMenu {
	private TranscriptMenu() {
	}

	/** What can be done with a transcript. */
	static void on(TranscriptCanvas canvas, PaintedTranscript transcript, Runnable find) {
		Canvas control = canvas.control();
		Menu menu = new Menu(control);
		MenuItem copy = item(menu, Messages.copy, transcript::copy);
		MenuItem markdown = item(menu, Messages.copy_markdown, transcript::copyMarkdown);
		item(menu, Messages.select_all, transcript::selectAll);
		new MenuItem(menu, SWT.SEPARATOR);
		MenuItem toggle = item(menu, Messages.open_entry, () -> transcript.toggleSelected());
		item(menu, Messages.open_all, () -> transcript.fold(Folding.Rule.ALL_OPEN));
		item(menu, Messages.fold_all, () -> transcript.fold(Folding.Rule.ALL_FOLDED));
		new MenuItem(menu, SWT.SEPARATOR);
		item(menu, Messages.find, find);
		menu.addListener(SWT.Show, event -> {
			Selection selection = canvas.selection();
			boolean selected = selection != null && !selection.isEmpty();
			copy.setEnabled(selected);
			markdown.setEnabled(selection != null);
			toggle.setEnabled(transcript.selectedFolds());
		});
		control.addListener(SWT.MenuDetect, event -> place(canvas, event.x, event.y, event.detail == SWT.MENU_MOUSE));
		control.setMenu(menu);
	}

	/** What the menu is about is where it opens, unless something is selected. */
	private static void place(TranscriptCanvas canvas, int x, int y, boolean mouse) {
		Selection selection = canvas.selection();
		if (mouse && (selection == null || selection.isEmpty())) {
			Point point = canvas.control().toControl(x, y);
			Optional.ofNullable(canvas.placeAt(point.x, point.y)).map(Selection::at).ifPresent(canvas::select);
		}
	}

	private static MenuItem item(Menu menu, String words, Runnable work) {
		MenuItem item = new MenuItem(menu, SWT.PUSH);
		item.setText(words);
		item.addListener(SWT.Selection, event -> work.run());
		return item;
	}

	/** The whole address is seen before anything is opened: the text of a link may say something else. */
	static void ask(TranscriptCanvas canvas, Target.Web web, Rectangle at) {
		Canvas control = canvas.control();
		Menu menu = new Menu(control);
		item(menu, NLS.bind(Messages.open_web, web.uri()).replace("&", "&&"), () -> Program.launch(web.uri()));
		item(menu, Messages.copy_target, () -> Clip.put(control.getDisplay(), web.uri()));
		menu.addListener(SWT.Hide, event -> menu.getDisplay().asyncExec(menu::dispose));
		menu.setLocation(control.toDisplay(at.x, at.y + at.height));
		menu.setVisible(true);
	}
}
