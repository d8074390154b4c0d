package dev.umbra.ui.internal.details;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.EmptyHint;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.session.EditedText;
import dev.umbra.ui.internal.session.SessionWords;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * The notes of one folder at a time, to be read and written. What is typed is kept a moment after the last key, when the focus
 * goes, and before another folder's notes are shown. On the SWT thread.
 */
final class NotesPane {
	/** After the last key, in milliseconds: with the way to the host, under half a second. */
	private static final int DELAY = 350;
	private static final int LINES = 5;

	private final Composite pane;
	private final Label heading;
	private final Label folderWords;
	private final NoticeBar notice;
	private final StyledText editor;
	private final EditedText edited;
	private final Function<String, NoteKeeping> make;
	private final BiConsumer<String, @Nullable String> unkept;
	/** Those that have something that is not kept yet, and the one that is shown. */
	private final Map<String, NoteKeeping> keepings = new HashMap<>();
	private final Runnable entered;
	private final Runnable keep = this::keepNow;
	private @Nullable String folder;
	private boolean dirty;

	/**
	 * @param parent with a grid of one column
	 * @param make for a folder that was not shown before
	 * @param entered told when the person comes to write: what others wrote is to be read then, if somebody can be asked
	 * @param unkept told what of a folder's notes is not with the host, or null where all is: it should outlive the window
	 */
	NotesPane(Composite parent, Function<String, NoteKeeping> make, Runnable entered, BiConsumer<String, @Nullable String> unkept) {
		this.make = make;
		this.entered = entered;
		this.unkept = unkept;
		pane = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = 0;
		layout.verticalSpacing = Space.TIGHT;
		pane.setLayout(layout);
		pane.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		heading = new Label(pane, SWT.NONE);
		heading.setText(Messages.notes);
		heading.setFont(Fonts.bold(heading));
		folderWords = new Label(pane, SWT.WRAP);
		folderWords.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		notice = new NoticeBar(pane);
		editor = new StyledText(pane, SWT.MULTI | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
		GridData tall = new GridData(SWT.FILL, SWT.FILL, true, true);
		tall.minimumHeight = editor.getLineHeight() * LINES;
		tall.heightHint = tall.minimumHeight;
		tall.widthHint = 1;
		editor.setLayoutData(tall);
		editor.setMargins(Space.NEAR, Space.TIGHT, Space.NEAR, Space.TIGHT);
		editor.setToolTipText(Messages.notes_tip);
		EmptyHint.in(editor, Messages.notes_hint);
		Named.named(editor, () -> NLS.bind(Messages.notes_name, folder == null ? "" : SessionWords.folder(folder, null)));
		edited = new EditedText(editor);
		editor.addModifyListener(modified -> typed());
		edited.withUndoKeys();
		editor.addListener(SWT.Traverse, NotesPane::traverse);
		editor.addListener(SWT.FocusOut, left -> keepNow());
		editor.addListener(SWT.FocusIn, came -> this.entered.run());
	}

	/** Tab leaves it, as everywhere in a part. */
	private static void traverse(Event event) {
		if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
			event.doit = true;
		}
	}

	/**
	 * Asks nobody: {@link #again} does.
	 *
	 * @param begun what was typed in an earlier window and could not be kept, or null
	 * @return whether these are the notes of another folder than before
	 */
	boolean show(String shown, @Nullable String begun) {
		if (shown.equals(folder)) {
			refresh();
			return false;
		}
		keepNow();
		folder = shown;
		NoteKeeping keeping = keepings.get(shown);
		if (keeping == null) {
			keeping = make.apply(shown);
			keepings.put(shown, keeping);
			if (begun != null) {
				keeping.begin(begun);
			}
		}
		String words = NLS.bind(Messages.notes_folder, SessionWords.folder(shown, System.getProperty("user.home")));
		folderWords.setText(words.replace("&", "&&"));
		folderWords.setToolTipText(ForeignText.shownOnOneLine(shown).replace("&", "&&"));
		refresh();
		pane.layout();
		return true;
	}

	/** What others wrote. */
	void read() {
		NoteKeeping present = present();
		if (present != null) {
			present.read();
		}
	}

	/** There is somebody to ask: what is not kept is kept, what others wrote is read. */
	void again() {
		keepings.values().forEach(NoteKeeping::again);
	}

	boolean setFocus() {
		return editor.setFocus();
	}

	private @Nullable NoteKeeping present() {
		return folder == null ? null : keepings.get(folder);
	}

	private void typed() {
		NoteKeeping present = present();
		if (present != null && !edited.replacing()) {
			dirty = true;
			present.typing();
			editor.getDisplay().timerExec(DELAY, keep);
		}
	}

	/** Also when the widgets are about to go. */
	void keepNow() {
		editor.getDisplay().timerExec(-1, keep);
		NoteKeeping present = present();
		if (dirty && present != null) {
			dirty = false;
			present.typed(editor.getText());
		}
	}

	/** There may be something new of the notes. */
	void refresh() {
		keepings.forEach((path, keeping) -> unkept.accept(path, keeping.unkept()));
		keepings.entrySet().removeIf(each -> !each.getKey().equals(folder) && each.getValue().isSettled());
		NoteKeeping present = present();
		if (present == null) {
			return;
		}
		NoteKeeping.State state = present.now();
		editor.setEditable(state.read());
		if (!dirty && !editor.getText().equals(state.text())) {
			int caret = editor.getCaretOffset();
			edited.replace(state.text());
			editor.setCaretOffset(Math.min(caret, editor.getCharCount()));
		}
		if (state.replaced() != null) {
			String others = state.replaced();
			notice.show(Icon.NOTICE, Messages.notes_replaced, new NoticeBar.Action(Messages.notes_add, () -> add(present, others)));
		} else if (state.failure() != null) {
			String words = Details.words(state.failure());
			notice.show(Icon.FAILED, state.read() ? NLS.bind(Messages.notes_failed, words) : words,
					new NoticeBar.Action(Messages.retry, present::again));
		} else {
			notice.clear();
		}
	}

	/** Below what stands there. */
	private void add(NoteKeeping keeping, String others) {
		keeping.seen();
		String before = editor.getText();
		editor.setText(before + (before.isEmpty() || before.endsWith("\n") ? "" : "\n") + others);
		keepNow();
		refresh();
	}

	void paint(Palette palette) {
		pane.setBackground(palette.surface());
		heading.setBackground(palette.surface());
		heading.setForeground(palette.text());
		folderWords.setBackground(palette.surface());
		folderWords.setForeground(palette.dim());
		editor.setBackground(palette.raised());
		editor.setForeground(palette.text());
		notice.recolor();
	}
}
