package dev.umbra.ui.internal.enclosures;

import java.util.function.Consumer;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.Threads;
import dev.umbra.core.session.Enclosure;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.text.ForeignText;

/** Shows an image, and keeps anything else as a file where the person says. Called on the SWT thread; all work is done apart from it. */
public final class EnclosureOpener {
	private final Composite owner;
	private final Display display;
	private final Enclosure enclosure;
	private final Consumer<String> told;

	private EnclosureOpener(Composite owner, Enclosure enclosure, Consumer<String> told) {
		this.owner = owner;
		this.display = owner.getDisplay();
		this.enclosure = enclosure;
		this.told = told;
	}

	/** @param told gets, on the SWT thread, what the person must read */
	public static void open(Composite owner, Enclosure enclosure, BlobReading.Ranges ranges, Consumer<String> told) {
		String blob = enclosure.blob();
		if (blob != null) {
			EnclosureOpener opener = new EnclosureOpener(owner, enclosure, told);
			BlobReading.all(blob, ranges).thenAccept(outcome -> Threads.virtual("enclosure", () -> opener.read(outcome)));
		}
	}

	private void read(Outcome<byte[]> outcome) {
		switch (outcome) {
		case Outcome.NotOk<byte[]>(Failure failure) -> shown(() -> told.accept(HostAnswers.words(failure)));
		case Outcome.Ok<byte[]>(byte[] bytes) -> {
			if (enclosure.kind() != Enclosure.Kind.IMAGE) {
				shown(() -> save(owner.getShell(), bytes));
				return;
			}
			Picture picture = Picture.of(bytes);
			shown(() -> look(picture, bytes));
		}
		}
	}

	private void look(Picture picture, byte[] bytes) {
		ImageData pixels = picture.pixels();
		if (pixels == null) {
			told.accept(NLS.bind(picture.words(), name()));
			save(owner.getShell(), bytes);
			return;
		}
		Shell shell = owner.getShell();
		new ImageDialog(shell, name(), pixels, picture.words() + " · " + bytes.length / 1024 + " KB", () -> save(shell, bytes)).open();
	}

	private String name() {
		String name = ForeignText.shownOnOneLine(enclosure.name());
		return name.isBlank() ? Messages.unnamed : name;
	}

	private void save(Shell shell, byte[] bytes) {
		Saving.save(shell, enclosure.name(), bytes, words -> {
			if (!owner.isDisposed()) {
				told.accept(words);
			}
		});
	}

	/** On the SWT thread, if the view is still there. */
	private void shown(Runnable work) {
		if (!display.isDisposed()) {
			display.asyncExec(() -> {
				if (!owner.isDisposed()) {
					work.run();
				}
			});
		}
	}
}
