package dev.umbra.ui.internal.transcript;

import java.util.function.Function;

import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Display;

import dev.umbra.core.Threads;
import dev.umbra.core.session.Entry;

/** Puts words on the clipboard. Called on the SWT thread; what takes long is put together apart from it. */
final class Clip {
	/** Code units of the entries that are read at once. */
	private static final long AT_ONCE = 200_000;

	private Clip() {
	}

	static void put(Display display, String words) {
		put(display, words, DND.CLIPBOARD);
	}

	private static void put(Display display, String words, int which) {
		if (words.isEmpty()) {
			return;
		}
		Clipboard clipboard = new Clipboard(display);
		try {
			clipboard.setContents(new Object[] { words }, new Transfer[] { TextTransfer.getInstance() }, which);
		} finally {
			clipboard.dispose();
		}
	}

	/** @param words plain or Markdown */
	static void put(Display display, Copying copying, Function<Copying, String> words) {
		if (isShort(copying)) {
			put(display, words.apply(copying));
			return;
		}
		Threads.virtual("copy-transcript", () -> {
			String text = words.apply(copying);
			if (!display.isDisposed()) {
				display.asyncExec(() -> put(display, text));
			}
		});
	}

	/** What is selected can be put elsewhere by the middle button, where the system knows that. */
	static void select(Display display, Copying copying) {
		if (isShort(copying)) {
			put(display, copying.plain(), DND.SELECTION_CLIPBOARD);
		}
	}

	private static boolean isShort(Copying copying) {
		return copying.entries().size() <= 200 && copying.entries().stream().mapToLong(Entry::length).sum() <= AT_ONCE;
	}
}
