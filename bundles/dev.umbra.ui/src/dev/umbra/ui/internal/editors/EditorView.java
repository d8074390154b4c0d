package dev.umbra.ui.internal.editors;

import java.util.List;
import java.util.Objects;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.Document;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.Failure;
import dev.umbra.core.catalog.FieldProblem;
import dev.umbra.ui.internal.editors.Editing.Phase;
import dev.umbra.ui.internal.look.EmptyState;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.look.NoticeBar.Action;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/**
 * One record in its editor: buttons, what is to be told or decided, and the fields. What is shown is always made anew of the
 * {@link Editing}. On the SWT thread.
 */
final class EditorView<R, O> {
	/** After the last key, until what is not saved is kept, in milliseconds. */
	private static final int KEEP_MILLIS = 400;
	/** In points; wider lines read badly. */
	private static final int WIDEST = 820;

	/** What a view needs of its part. */
	interface Surroundings {
		/** The title and the mark of what is not saved, for the tab. */
		void title(String title, boolean dirty);

		void close();

		/** Opens an editor of a copy. */
		void duplicate(String id);
	}

	private final Composite root;
	private final Editing<R, O> editing;
	private final EditorWords words;
	private final Surroundings surroundings;
	private final Button save;
	private final Button undo;
	private final Button redo;
	private final Button history;
	private final Button duplicate;
	private final NoticeBar notice;
	private final ScrolledComposite scrolled;
	private final Composite body;
	private final Form<O> form;
	private final EmptyState empty;
	private final Runnable keeping;
	private boolean attempted;
	private boolean showing;
	private boolean focusWanted;
	private boolean dark;

	/** Makes the fields. */
	interface Forms<R, O> {
		Form<O> make(Composite parent, Document<R> document, Shown shown);
	}

	EditorView(Composite root, Editing<R, O> editing, EditorWords words, Forms<R, O> forms, Surroundings surroundings) {
		this.root = root;
		this.editing = editing;
		this.words = words;
		this.surroundings = surroundings;
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = layout.verticalSpacing = 0;
		root.setLayout(layout);
		Composite buttons = new Composite(root, SWT.NONE);
		RowLayout row = new RowLayout(SWT.HORIZONTAL);
		row.marginLeft = row.marginRight = Space.INSET;
		row.marginTop = row.marginBottom = Space.NEAR;
		row.spacing = Space.NEAR;
		buttons.setLayout(row);
		buttons.setLayoutData(Fields.wide());
		save = button(buttons, Messages.save, Messages.save_tip, this::save);
		undo = button(buttons, Messages.undo, Messages.undo_tip, this::undo);
		redo = button(buttons, Messages.redo, Messages.redo_tip, this::redo);
		history = button(buttons, Messages.history, Messages.history_tip, this::history);
		duplicate = button(buttons, Messages.duplicate, Messages.duplicate_tip, this::duplicate);
		notice = new NoticeBar(root);
		empty = new EmptyState(root);
		empty.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		scrolled = new ScrolledComposite(root, SWT.V_SCROLL);
		scrolled.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		scrolled.setExpandHorizontal(true);
		scrolled.setExpandVertical(true);
		scrolled.setShowFocusedControl(true);
		scrolled.getVerticalBar().setIncrement(Space.INSET);
		body = new Composite(scrolled, SWT.NONE);
		GridLayout inset = new GridLayout(1, false);
		inset.marginWidth = Space.NEAR;
		inset.marginHeight = Space.NEAR;
		body.setLayout(inset);
		form = forms.make(body, editing.document(), new Around());
		form.page().setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		scrolled.setContent(body);
		scrolled.addListener(SWT.Resize, event -> fit());
		root.addListener(SWT.Paint, event -> recolor());
		keeping = editing::keep;
		show();
	}

	private static Button button(Composite parent, String label, String tip, Runnable run) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(label);
		button.setToolTipText(tip);
		button.addListener(SWT.Selection, event -> run.run());
		return button;
	}

	/** After a change of the theme. */
	private void recolor() {
		if (dark != Palette.of(root).dark()) {
			dark = !dark;
			notice.recolor();
			empty.recolor();
		}
	}

	/** The fields scroll where there is less room. */
	private void fit() {
		int width = scrolled.getClientArea().width;
		((GridLayout) body.getLayout()).marginRight = Math.max(0, width - WIDEST);
		body.layout(true, true);
		scrolled.setMinHeight(body.computeSize(width, SWT.DEFAULT, true).y);
	}

	/** What is new is shown. */
	void show() {
		if (showing || root.isDisposed()) {
			return;
		}
		showing = true;
		try {
			Document<R> document = editing.document();
			boolean ready = editing.phase() == Phase.READY || editing.phase() == Phase.GONE;
			((GridData) scrolled.getLayoutData()).exclude = !ready;
			((GridData) empty.getLayoutData()).exclude = ready;
			boolean laidOut = scrolled.getVisible() == ready;
			scrolled.setVisible(ready);
			empty.setVisible(!ready);
			if (!laidOut) {
				root.layout(true, true);
			}
			if (!ready) {
				waiting();
			}
			tell();
			boolean readOnly = editing.isReadOnly();
			form.rows().setReadOnly(readOnly);
			List<FieldProblem> problems = readOnly ? List.of() : document.problems();
			boolean layout = form.rows().say(problems, field -> attempted || !editing.isNew() || document.draft().isChanged(field));
			layout |= form.show(editing.one(), readOnly);
			if (layout) {
				fit();
			}
			enable();
			surroundings.title(title(), document.isDirty());
			if (ready && focusWanted) {
				focus();
			}
		} finally {
			showing = false;
		}
	}

	private String title() {
		String name = String.valueOf(editing.document().draft().mine().get(words.name())).strip();
		return name.isEmpty() ? words.fresh() : name.lines().findFirst().orElse(name);
	}

	private void waiting() {
		Failure failure = editing.failure();
		if (failure == null) {
			empty.show(Icon.AGENTS, Messages.loading, "");
		} else {
			empty.show(Icon.FAILED, failure.message(), Objects.requireNonNullElse(failure.hint(), ""),
					new EmptyState.Choice(Messages.again, editing::look), new EmptyState.Choice(Messages.close, surroundings::close));
		}
	}

	/** The one thing that matters most now. */
	private void tell() {
		Failure failure = editing.failure();
		if (editing.phase() == Phase.GONE) {
			notice.choose(Icon.NOTICE, words.deleted(), editing.hasPast()
					? List.of(new Action(Messages.close, surroundings::close), new Action(Messages.keep_as_new, editing::keepAsNew))
					: List.of(new Action(Messages.close, surroundings::close)));
		} else if (editing.document().isConflict()) {
			notice.choose(Icon.NOTICE, NLS.bind(Messages.conflict, fields()), List.of(new Action(Messages.show_differences, this::differences),
					new Action(Messages.take_theirs, editing::takeTheirs), new Action(Messages.keep_mine, editing::keepMine)));
		} else if (editing.phase() == Phase.READY && failure != null) {
			notice.show(failure, null);
		} else if (editing.phase() == Phase.READY && editing.isReadOnly()) {
			notice.show(Icon.NOTICE, words.readOnly(), new Action(Messages.duplicate, this::duplicate));
		} else if (editing.isResumed() && editing.document().isDirty()) {
			notice.show(Icon.NOTICE, Messages.resumed, new Action(Messages.revert, editing::revert));
		} else {
			notice.clear();
		}
	}

	private String fields() {
		return String.join(", ", editing.document().differences().stream().map(each -> form.rows().title(each.field())).toList());
	}

	private void enable() {
		boolean writable = !editing.isReadOnly();
		save.setEnabled(editing.canSave());
		undo.setEnabled(writable && editing.document().canUndo());
		redo.setEnabled(writable && editing.document().canRedo());
		boolean there = editing.one() != null && editing.phase() == Phase.READY;
		history.setEnabled(there && writable && editing.hasPast());
		duplicate.setEnabled(there && editing.hasPast());
	}

	/** The document, or what is known of it, is another: any change comes through here. */
	void changed() {
		if (root.isDisposed()) {
			return;
		}
		show();
		root.getDisplay().timerExec(KEEP_MILLIS, keeping);
	}

	/** There may be something newer. @param snapshots null while there are none */
	void look(@Nullable Snapshots snapshots) {
		if (!root.isDisposed()) {
			form.know(snapshots);
			show();
		}
		editing.look();
	}

	boolean canSave() {
		return editing.canSave();
	}

	void save() {
		if (!editing.canSave()) {
			return;
		}
		attempted = true;
		List<FieldProblem> problems = editing.document().problems();
		if (problems.isEmpty()) {
			editing.save();
		} else {
			show();
			form.rows().focusOn(problems);
		}
	}

	boolean canUndo() {
		return !editing.isReadOnly() && editing.document().canUndo();
	}

	boolean canRedo() {
		return !editing.isReadOnly() && editing.document().canRedo();
	}

	void undo() {
		if (canUndo()) {
			editing.document().undo().ifPresent(form.rows()::show);
		}
	}

	void redo() {
		if (canRedo()) {
			editing.document().redo().ifPresent(form.rows()::show);
		}
	}

	private void duplicate() {
		if (editing.subject() instanceof Subject.Present present) {
			surroundings.duplicate(present.id());
		}
	}

	private void differences() {
		switch (new DifferencesDialog(root.getShell(), editing.document().differences(), form.rows()::title).ask()) {
		case MINE -> editing.keepMine();
		case THEIRS -> editing.takeTheirs();
		case LATER -> {
		}
		}
	}

	private void history() {
		new HistoryDialog(root.getShell(), editing, form.rows()::title).open();
	}

	void focus() {
		boolean ready = editing.phase() == Phase.READY || editing.phase() == Phase.GONE;
		focusWanted = !ready;
		if (ready) {
			form.rows().focus();
		} else {
			root.setFocus();
		}
	}

	private final class Around implements Shown {
		@Override
		public void look() {
			editing.look();
		}

		@Override
		public void fit() {
			EditorView.this.fit();
		}
	}
}
