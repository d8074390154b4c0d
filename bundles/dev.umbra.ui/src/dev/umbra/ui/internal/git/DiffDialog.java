package dev.umbra.ui.internal.git;

import java.util.List;
import java.util.function.Supplier;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.SessionFile;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;
import dev.umbra.ui.internal.transcript.DiffView;
import dev.umbra.ui.internal.transcript.Patch;

/**
 * What differs in one file, or in all: not staged, staged, or since the session began. Stays open beside the window and shows the file that
 * is chosen there. On the SWT thread; long differences are prepared apart from it.
 */
final class DiffDialog extends Dialog {
	private static final Point SIZE = new Point(860, 620);
	private static final int COPY = IDialogConstants.CLIENT_ID;
	private static final int REFRESH = IDialogConstants.CLIENT_ID + 1;
	private static final int LONGEST_TITLE = 120;
	private static final List<GitDiff.Kind> KINDS = List.of(GitDiff.Kind.WORKING, GitDiff.Kind.STAGED, GitDiff.Kind.SESSION);

	private final SessionId session;
	private final Supplier<@Nullable Git> git;
	private @Nullable SessionFile file;
	private GitDiff.Kind kind;
	private @Nullable Combo choice;
	private @Nullable Label state;
	private @Nullable Composite body;
	private @Nullable DiffView view;
	private String text = "";
	/** Counts what was asked for: an answer to an older question is not shown. */
	private int asked;

	/** @param file null: all that differ */
	DiffDialog(Shell parent, SessionId session, Supplier<@Nullable Git> git, @Nullable SessionFile file) {
		super(parent);
		this.session = session;
		this.git = git;
		this.file = file;
		kind = file == null ? GitDiff.Kind.SESSION : likely(file);
		setShellStyle(SWT.SHELL_TRIM | SWT.RESIZE);
		setBlockOnOpen(false);
	}

	/** Where something differs. */
	private static GitDiff.Kind likely(SessionFile file) {
		if (file.unstaged().changes()) {
			return GitDiff.Kind.WORKING;
		}
		return file.staged().changes() ? GitDiff.Kind.STAGED : GitDiff.Kind.SESSION;
	}

	boolean isOpen() {
		return getShell() != null && !getShell().isDisposed();
	}

	/** Another file, or the same again. @param wanted null: all that differ */
	void show(@Nullable SessionFile wanted) {
		if (wanted != null && file != null && wanted.path().equals(file.path())) {
			return;
		}
		file = wanted;
		kind = wanted == null ? GitDiff.Kind.SESSION : likely(wanted);
		if (choice != null) {
			choice.select(KINDS.indexOf(kind));
		}
		getShell().setText(title());
		load();
	}

	private String title() {
		SessionFile shown = file;
		return shown == null ? Messages.diff_all
				: NLS.bind(Messages.diff_title, ForeignText.shortened(ForeignText.shownOnOneLine(shown.path()), LONGEST_TITLE));
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(title());
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Composite top = Fields.grid(area, 2);
		((GridLayout) top.getLayout()).horizontalSpacing = Space.NEAR;
		Combo made = Named.named(new Combo(top, SWT.READ_ONLY), Messages.diff_kind);
		made.setItems(Messages.diff_working, Messages.diff_staged, Messages.diff_session);
		made.select(KINDS.indexOf(kind));
		made.addListener(SWT.Selection, event -> {
			kind = KINDS.get(made.getSelectionIndex());
			load();
		});
		choice = made;
		state = Fields.note(top, Messages.reading);
		Composite holder = Fields.grid(area, 1);
		holder.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		body = holder;
		load();
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, COPY, Messages.copy, false);
		createButton(parent, REFRESH, Messages.refresh, false);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, true);
	}

	@Override
	protected void buttonPressed(int button) {
		if (button == COPY) {
			if (!text.isEmpty()) {
				Clipboard clipboard = new Clipboard(getShell().getDisplay());
				try {
					clipboard.setContents(new Object[] { text }, new Transfer[] { TextTransfer.getInstance() });
				} finally {
					clipboard.dispose();
				}
			}
		} else if (button == REFRESH) {
			load();
		} else {
			super.buttonPressed(button);
		}
	}

	private void load() {
		Composite holder = body;
		if (holder == null || holder.isDisposed()) {
			return;
		}
		asked++;
		int mine = asked;
		SessionFile wanted = file;
		Display display = holder.getDisplay();
		say(Messages.reading);
		HostAnswers.ask(holder, git.get(), service -> service.diff(new Git.Diff(session.value(), kind, wanted == null ? null : wanted.path())),
				diff -> Threads.virtual("git-diff", () -> {
					Patch patch = Patch.of(diff.text());
					if (!display.isDisposed()) {
						display.asyncExec(() -> show(mine, diff, patch));
					}
				}), failure -> {
					if (mine == asked) {
						replace(null);
						say(HostAnswers.words(failure));
					}
				});
	}

	private void show(int mine, GitDiff diff, Patch patch) {
		Composite holder = body;
		if (holder == null || holder.isDisposed() || mine != asked) {
			return;
		}
		text = diff.text();
		say(words(diff));
		replace(patch.isEmpty() ? null : patch);
	}

	private void replace(@Nullable Patch patch) {
		Composite holder = body;
		if (holder == null) {
			return;
		}
		if (view != null) {
			view.control().dispose();
			view = null;
		}
		if (patch != null) {
			DiffView made = DiffView.of(holder, patch, title());
			made.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
			made.showAll(() -> {
			});
			view = made;
		} else {
			text = "";
		}
		holder.layout();
	}

	private static String words(GitDiff diff) {
		if (diff.files().isEmpty() && diff.text().isEmpty()) {
			return switch (diff.kind()) {
			case WORKING -> Messages.diff_noWorking;
			case STAGED -> Messages.diff_noStaged;
			case SESSION -> Messages.diff_noSession;
			};
		}
		int added = diff.files().stream().mapToInt(each -> each.added() == null ? 0 : each.added()).sum();
		int removed = diff.files().stream().mapToInt(each -> each.removed() == null ? 0 : each.removed()).sum();
		String counted = NLS.bind(Messages.diff_counts, new Object[] { diff.files().size(), added, removed });
		return diff.cut() ? counted + " " + Messages.diff_cut : counted;
	}

	private void say(String words) {
		Label label = state;
		if (label != null) {
			label.setText(words.replace("&", "&&"));
			label.setForeground(Palette.of(label.getParent()).dim());
			label.getParent().getParent().layout(true, true);
		}
	}

	@Override
	protected Point getInitialSize() {
		Rectangle screen = getShell().getMonitor().getClientArea();
		return new Point(Math.min(SIZE.x, screen.width * 9 / 10), Math.min(SIZE.y, screen.height * 9 / 10));
	}
}
