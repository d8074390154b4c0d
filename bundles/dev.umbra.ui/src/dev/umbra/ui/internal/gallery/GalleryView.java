package dev.umbra.ui.internal.gallery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.output.OutputDialog;
import dev.umbra.ui.internal.transcript.OutputText;
import dev.umbra.ui.internal.transcript.PaintedTranscript;
import dev.umbra.ui.internal.transcript.Transcript;

/** A list of chapters and the transcript of the chosen one. On the SWT thread. */
public final class GalleryView {
	private static final int LIST_WIDTH = 230;

	private final Composite root;
	private final Composite side;
	private final org.eclipse.swt.widgets.List list;
	private final Button dark;
	private final Label told;
	private final Composite stage;
	private final List<Chapter> chapters = Chapters.all();
	private @Nullable Transcript transcript;

	/**
	 * @param startDark else light
	 * @param chapter the beginning of the title of the chapter to start with; empty: all of them
	 */
	public GalleryView(Composite parent, boolean startDark, String chapter) {
		root = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = layout.marginHeight = layout.horizontalSpacing = 0;
		root.setLayout(layout);
		side = new Composite(root, SWT.NONE);
		side.setLayout(new GridLayout());
		GridData narrow = new GridData(SWT.FILL, SWT.FILL, false, true);
		narrow.widthHint = LIST_WIDTH;
		side.setLayoutData(narrow);
		list = new org.eclipse.swt.widgets.List(side, SWT.SINGLE | SWT.V_SCROLL);
		list.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		Named.named(list, Messages.chapters);
		list.add(Messages.everything);
		chapters.forEach(each -> list.add(each.title()));
		dark = new Button(side, SWT.CHECK);
		dark.setText(Messages.dark);
		dark.setSelection(startDark);
		told = new Label(side, SWT.WRAP);
		GridData below = new GridData(SWT.FILL, SWT.END, true, false);
		below.heightHint = 4 * Space.INSET;
		told.setLayoutData(below);
		stage = new Composite(root, SWT.NONE);
		GridLayout whole = new GridLayout();
		whole.marginWidth = whole.marginHeight = 0;
		stage.setLayout(whole);
		stage.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		OwnColours.keep(root);
		list.addListener(SWT.Selection, event -> show());
		dark.addListener(SWT.Selection, event -> paint());
		list.setSelection(index(chapter));
		paint();
		show();
	}

	private int index(String chapter) {
		for (int i = 0; i < chapters.size(); i++) {
			if (!chapter.isEmpty() && chapters.get(i).title().toLowerCase(Locale.ROOT).startsWith(chapter.toLowerCase(Locale.ROOT))) {
				return i + 1;
			}
		}
		return 0;
	}

	public Control control() {
		return root;
	}

	private void show() {
		Transcript before = transcript;
		if (before != null) {
			before.control().dispose();
		}
		Transcript now = new PaintedTranscript(stage, new Reader());
		transcript = now;
		now.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		OwnColours.keep(now.control());
		paint();
		stage.layout();
		List<Entry> entries = entries();
		now.show(Chapters.snapshot(entries));
		now.goTo(entries.getFirst().id());
	}

	private List<Entry> entries() {
		int chosen = list.getSelectionIndex();
		if (chosen > 0) {
			return chapters.get(chosen - 1).entries();
		}
		List<Entry> all = new ArrayList<>();
		chapters.forEach(each -> all.addAll(each.entries()));
		return all;
	}

	private void paint() {
		// which palette holds is read from the background
		root.setBackground(root.getDisplay().getSystemColor(dark.getSelection() ? SWT.COLOR_BLACK : SWT.COLOR_WHITE));
		Palette palette = Palette.of(root);
		for (Control each : List.of(root, stage)) {
			each.setBackground(palette.surface());
		}
		for (Control each : List.of(side, list, dark, told)) {
			each.setBackground(palette.raised());
			each.setForeground(palette.text());
		}
		Transcript now = transcript;
		if (now != null) {
			now.control().setBackground(palette.surface());
			now.restyle();
		}
	}

	/** Nothing is opened: it is only told what would be. */
	private final class Reader implements Transcript.Surroundings {
		@Override
		public void wantOlder() {
		}

		@Override
		public void scrolled() {
		}

		@Override
		public void open(Path file, @Nullable Integer line) {
			tell(line == null ? file.toString() : file + ":" + line);
		}

		@Override
		public void open(Enclosure enclosure) {
			tell(enclosure.name());
		}

		@Override
		public void output(EntryId entry) {
			entries().stream().filter(each -> each.id().equals(entry)).findFirst().ifPresent(each -> new OutputDialog(root.getShell(), entry.value(),
					offset -> CompletableFuture.completedFuture(Outcome.notOk(Failure.notFound("", null))), () -> OutputText.of(each)).open());
		}

		@Override
		public void stop(String terminal) {
			tell(terminal);
		}

		@Override
		public void picture(Enclosure enclosure, int width, Consumer<ImageData> then) {
			Pictures.of(enclosure, width).ifPresent(pixels -> root.getDisplay().asyncExec(() -> then.accept(pixels)));
		}

		@Override
		public void find() {
			tell(Messages.find);
		}

		private void tell(String what) {
			told.setText(NLS.bind(Messages.followed, what));
		}
	}
}
