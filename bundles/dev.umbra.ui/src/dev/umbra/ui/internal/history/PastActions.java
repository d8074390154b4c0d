package dev.umbra.ui.internal.history;

import java.util.List;
import java.util.function.Supplier;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.text.ForeignText;

/** What can be done with a session in the history. On the SWT thread. */
final class PastActions {
	/** What the actions need of their part. */
	interface Surroundings {
		@Nullable Sessions sessions();

		@Nullable History history();

		@Nullable SessionOpener opener();

		/** The key of this window. */
		String client();

		/** The list is another one now. */
		void changed();
	}

	private final Composite root;
	private final NoticeBar notice;
	private final Surroundings surroundings;

	PastActions(Composite root, NoticeBar notice, Surroundings surroundings) {
		this.root = root;
		this.notice = notice;
		this.surroundings = surroundings;
	}

	/** In a tab, at the place that was found. One that is closed is shown as it is, to be read. */
	void open(PastRow row) {
		SessionOpener opener = surroundings.opener();
		if (opener != null) {
			opener.open(row.session(), row.entry());
		}
	}

	/** Brings it back and shows it. */
	void reopen(PastRow row) {
		HostAnswers.ask(root, surroundings.sessions(),
				sessions -> sessions.reopen(new Sessions.Reopen(CommandId.random(), row.session().value(), surroundings.client())), done -> {
					notice.clear();
					surroundings.changed();
					open(row);
				}, failure -> failed(Messages.reopen_failed, row, failure));
	}

	void export(PastRow row) {
		new ExportDialog(root.getShell(), surroundings::sessions, row.session(), row.title())
				.ask().ifPresent(file -> notice.show(Icon.DONE, NLS.bind(Messages.export_done, row.title(), file), null));
	}

	void copyId(PastRow row) {
		Clipboard clipboard = new Clipboard(root.getDisplay());
		try {
			clipboard.setContents(new Object[] { row.session().value() }, new Transfer[] { TextTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}

	/** Asks first, when it is known which backups still hold it. */
	void delete(PastRow row) {
		HostAnswers.ask(root, surroundings.history(), history -> history.backups(new Nothing()), backups -> {
			if (confirmed(row, backups.files())) {
				remove(row);
			}
		}, failure -> failed(Messages.delete_failed, row, failure));
	}

	private boolean confirmed(PastRow row, List<String> backups) {
		String words = NLS.bind(Messages.delete_text, ForeignText.shortened(row.title(), 80), row.agent())
				+ (row.closed() ? "" : "\n\n" + Messages.delete_open) + "\n\n" + PastRow.backups(backups);
		MessageDialog dialog = new MessageDialog(root.getShell(), Messages.delete_title, null, words, MessageDialog.WARNING, 1,
				Messages.delete_yes, IDialogConstants.CANCEL_LABEL);
		return dialog.open() == 0;
	}

	/** One that is still open is closed before. */
	private void remove(PastRow row) {
		if (row.closed()) {
			removeClosed(row);
			return;
		}
		HostAnswers.ask(root, surroundings.sessions(),
				sessions -> sessions.close(new Sessions.Close(CommandId.random(), row.session().value(), Sessions.CloseMode.ASK, surroundings.client())),
				done -> removeClosed(row), failure -> failed(Messages.delete_failed, row, failure));
	}

	private void removeClosed(PastRow row) {
		HostAnswers.ask(root, surroundings.sessions(),
				sessions -> sessions.delete(new Sessions.Delete(CommandId.random(), row.session().value(), surroundings.client())), deleted -> {
					notice.show(Icon.DONE, NLS.bind(Messages.delete_done, row.title())
							+ (deleted.backups().isEmpty() ? "" : " " + PastRow.backups(deleted.backups())), null);
					surroundings.changed();
				}, failure -> failed(Messages.delete_failed, row, failure));
	}

	/** @param what with a place for the title */
	private void failed(String what, PastRow row, Failure failure) {
		notice.show(Icon.FAILED, NLS.bind(what, row.title(), HostAnswers.words(failure)), null);
		surroundings.changed();
	}
}
