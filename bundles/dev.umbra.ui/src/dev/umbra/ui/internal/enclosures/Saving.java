package dev.umbra.ui.internal.enclosures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

import dev.umbra.core.ForeignText;
import dev.umbra.core.Threads;

/** Keeps bytes as a file where the person says: the whole file or none. */
public final class Saving {
	private Saving() {
	}

	/**
	 * On the SWT thread; the disk is written apart from it.
	 *
	 * @param name of the file as somebody else calls it: the person chooses the folder
	 * @param told gets, on the SWT thread, what the person must read, if the shell is still there
	 */
	public static void save(Shell shell, String name, byte[] bytes, Consumer<String> told) {
		FileDialog dialog = new FileDialog(shell, SWT.SAVE);
		dialog.setText(Messages.save_title);
		dialog.setFileName(fileName(name));
		dialog.setOverwrite(true);
		String chosen = dialog.open();
		if (chosen == null) {
			return;
		}
		Display display = shell.getDisplay();
		Threads.virtual("save", () -> {
			String words = write(Path.of(chosen), bytes);
			if (!display.isDisposed()) {
				display.asyncExec(() -> {
					if (!shell.isDisposed()) {
						told.accept(words);
					}
				});
			}
		});
	}

	/** Without anything that a file's name cannot have or that would hide what kind of file it is. */
	static String fileName(String name) {
		String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
		String safe = last.replaceAll("[^\\p{L}\\p{N}._ -]", "_").strip().replaceFirst("^\\.+", "");
		return safe.isEmpty() ? "enclosure" : ForeignText.shortened(safe, 120).replace("…", "");
	}

	/** @return how it went, in words */
	private static String write(Path file, byte[] bytes) {
		try {
			Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".umbra", ".part");
			try {
				Files.write(part, bytes);
				Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
			} finally {
				Files.deleteIfExists(part);
			}
			return NLS.bind(Messages.saved, file);
		} catch (IOException e) {
			return NLS.bind(Messages.unsaved, file, e.getMessage());
		}
	}
}
