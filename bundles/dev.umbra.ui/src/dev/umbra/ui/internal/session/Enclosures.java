package dev.umbra.ui.internal.session;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.dnd.TransferData;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Threads;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Offer;
import dev.umbra.ui.internal.enclosures.BlobReading;

/**
 * What goes with the prompt that is being written: pasted, dropped or chosen. Each is looked at and encoded apart from the
 * SWT thread, and stands in the row meanwhile. On the SWT thread.
 */
final class Enclosures {
	private static final int MOST = 20;

	private final ChipRow row;
	private final UISynchronize ui;
	private final Consumer<String> say;
	private final Runnable changed;
	private final Consumer<List<Sessions.NewEnclosure>> kept;
	private final List<Chip> chips = new ArrayList<>();
	private Offer offer = Offer.NONE;
	private int pictures;

	/** One of them. Not a record: it is known before it is ready. */
	private static final class Chip {
		private final String name;
		private String about = Messages.attach_reading;
		private Sessions.@Nullable NewEnclosure ready;

		Chip(String name) {
			this.name = name;
		}
	}

	/**
	 * @param say told of what cannot go, in words
	 * @param changed told when there is more or less of them
	 * @param kept gets all of them as soon as all are ready
	 */
	Enclosures(ChipRow row, UISynchronize ui, Consumer<String> say, Runnable changed, Consumer<List<Sessions.NewEnclosure>> kept) {
		this.kept = kept;
		this.row = row;
		this.ui = ui;
		this.say = say;
		this.changed = changed;
	}

	void offer(Offer newOffer) {
		offer = newOffer;
	}

	/** Whether one of them is not ready to be sent. */
	boolean preparing() {
		return chips.stream().anyMatch(chip -> chip.ready == null);
	}

	List<Sessions.NewEnclosure> ready() {
		List<Sessions.NewEnclosure> all = new ArrayList<>();
		for (Chip chip : chips) {
			if (chip.ready != null) {
				all.add(chip.ready);
			}
		}
		return all;
	}

	/** The host has these. */
	void sent(List<Sessions.NewEnclosure> gone) {
		if (chips.removeIf(chip -> chip.ready != null && gone.contains(chip.ready))) {
			show();
		}
	}

	/** Takes dropped files and pictures, wherever in the control they fall. */
	void dropOn(Control control) {
		DropTarget target = new DropTarget(control, DND.DROP_COPY | DND.DROP_DEFAULT);
		target.setTransfer(FileTransfer.getInstance(), ImageTransfer.getInstance());
		target.addDropListener(new DropTargetAdapter() {
			@Override
			public void dragEnter(DropTargetEvent event) {
				event.detail = DND.DROP_COPY;
			}

			@Override
			public void dragOperationChanged(DropTargetEvent event) {
				event.detail = DND.DROP_COPY;
			}

			@Override
			public void drop(DropTargetEvent event) {
				take(event.data);
			}
		});
	}

	/** @return whether there were files, or a picture and no text, on the clipboard; else it is the text's to paste */
	boolean paste(Control control) {
		Clipboard clipboard = new Clipboard(control.getDisplay());
		try {
			TransferData[] types = clipboard.getAvailableTypes();
			if (has(types, FileTransfer.getInstance())) {
				return take(clipboard.getContents(FileTransfer.getInstance()));
			}
			return has(types, ImageTransfer.getInstance()) && !has(types, TextTransfer.getInstance())
					&& take(clipboard.getContents(ImageTransfer.getInstance()));
		} finally {
			clipboard.dispose();
		}
	}

	private static boolean has(TransferData[] types, Transfer transfer) {
		return Arrays.stream(types).anyMatch(transfer::isSupportedType);
	}

	/** @param folder where the dialog begins */
	void choose(Control control, String folder) {
		FileDialog dialog = new FileDialog(control.getShell(), SWT.OPEN | SWT.MULTI);
		dialog.setText(Messages.attach_title);
		dialog.setFilterPath(folder);
		if (dialog.open() != null) {
			for (String name : dialog.getFileNames()) {
				file(Path.of(dialog.getFilterPath(), name));
			}
		}
	}

	/** @param given of a {@link FileTransfer} or an {@link ImageTransfer}; else nothing is done */
	boolean take(@Nullable Object given) {
		if (given instanceof String[] files) {
			for (String file : files) {
				file(Path.of(file));
			}
			return files.length > 0;
		}
		if (given instanceof ImageData picture) {
			picture(picture);
			return true;
		}
		return false;
	}

	/** Those of a draft that was kept come before what came meanwhile, unless that is the same. @param bytes reads what has no file */
	void restore(List<Drafts.Enclosed> draft, BlobReading.Ranges bytes) {
		List<Chip> meanwhile = List.copyOf(chips);
		chips.clear();
		Offer now = offer;
		for (Drafts.Enclosed each : draft) {
			String path = each.path();
			String blob = each.blob();
			if (path != null) {
				prepare(each.name(), () -> Enclosing.file(Path.of(path), now));
			} else if (blob != null) {
				prepare(each.name(), () -> Enclosing.kept(each, BlobReading.all(blob, bytes).toCompletableFuture().join()));
			}
		}
		chips.addAll(meanwhile);
		show();
	}

	private void file(Path file) {
		Offer now = offer;
		prepare(String.valueOf(file.getFileName()), () -> Enclosing.file(file, now));
	}

	private void picture(ImageData picture) {
		if (!Enclosing.takesImages(offer)) {
			say.accept(NLS.bind(Messages.attach_no_images, Messages.attach_picture));
			return;
		}
		String name = NLS.bind(Messages.attach_picture_name, ++pictures);
		prepare(name, () -> encoded(picture, name));
	}

	/** Not on the SWT thread: of a large picture this takes a while. */
	private static Enclosing.Result encoded(ImageData picture, String name) {
		ByteArrayOutputStream png = new ByteArrayOutputStream();
		try {
			ImageLoader loader = new ImageLoader();
			loader.data = new ImageData[] { picture };
			loader.save(png, SWT.IMAGE_PNG);
		} catch (SWTException e) {
			return new Enclosing.Result.Refused(NLS.bind(Messages.attach_unreadable, name));
		}
		return Enclosing.picture(png.toByteArray(), name);
	}

	private void prepare(String name, Supplier<Enclosing.Result> work) {
		if (chips.size() >= MOST) {
			say.accept(NLS.bind(Messages.attach_many, MOST));
			return;
		}
		Chip chip = new Chip(name);
		chips.add(chip);
		show();
		Threads.virtual("enclosure", () -> {
			Enclosing.Result result = work.get();
			ui.asyncExec(() -> prepared(chip, result));
		});
	}

	private void prepared(Chip chip, Enclosing.Result result) {
		if (!chips.contains(chip) || row.isDisposed()) {
			return;
		}
		switch (result) {
		case Enclosing.Result.Ready(Sessions.NewEnclosure enclosure, String about) when !Enclosing.fit(ready(), enclosure) -> {
			chips.remove(chip);
			say.accept(NLS.bind(Messages.attach_together, chip.name));
		}
		case Enclosing.Result.Ready(Sessions.NewEnclosure enclosure, String about) -> {
			chip.ready = enclosure;
			chip.about = about;
		}
		case Enclosing.Result.Refused(String words) -> {
			chips.remove(chip);
			say.accept(words);
		}
		}
		show();
	}

	private void show() {
		row.show(chips.stream().map(chip -> new ChipRow.Shown(chip.name, chip.about, () -> {
			chips.remove(chip);
			show();
		})).toList());
		changed.run();
		if (!preparing()) {
			kept.accept(ready());
		}
	}
}
