package dev.umbra.ui.internal.git;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Git;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.TextKeeper;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.session.EditedText;

/**
 * The message of the next commit, and the button that makes it. The message of a session is kept with the host a moment after the last key, when
 * the focus goes, and before another session is shown. On the SWT thread.
 */
final class CommitPane {
	/** After the last key, in milliseconds: with the way to the host, under half a second. */
	private static final int DELAY = 350;
	private static final int LINES = 3;

	private final Composite pane;
	private final Label heading;
	private final StyledText message;
	private final EditedText edited;
	private final Button button;
	private final Supplier<@Nullable Git> git;
	private final Runnable keep = this::keepNow;
	private @Nullable SessionId session;
	/** The present one's, and those that have something that is not kept yet. */
	private final Map<SessionId, TextKeeper> keepers = new HashMap<>();
	private boolean dirty;
	private boolean busy;
	private int files;

	/** @param parent with a grid of one column @param commit told the message */
	CommitPane(Composite parent, Supplier<@Nullable Git> git, Consumer<String> commit) {
		this.git = git;
		pane = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = 0;
		layout.verticalSpacing = Space.TIGHT;
		pane.setLayout(layout);
		pane.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		heading = new Label(pane, SWT.NONE);
		heading.setText(Messages.message);
		message = Named.named(new StyledText(pane, SWT.MULTI | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER), Messages.message);
		message.setAlwaysShowScrollBars(false);
		GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
		data.heightHint = message.getLineHeight() * LINES;
		data.widthHint = 1;
		message.setLayoutData(data);
		message.setMargins(Space.NEAR, Space.TIGHT, Space.NEAR, Space.TIGHT);
		message.setToolTipText(Messages.message_tip);
		edited = new EditedText(message);
		edited.withUndoKeys();
		message.addModifyListener(modified -> typed());
		message.addListener(SWT.Traverse, CommitPane::traverse);
		message.addListener(SWT.FocusOut, left -> keepNow());
		message.addListener(SWT.KeyDown, event -> {
			if ((event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1 && (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR) && button().isEnabled()) {
				commit.accept(text());
			}
		});
		button = new Button(pane, SWT.PUSH);
		button.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		button.addListener(SWT.Selection, event -> commit.accept(text()));
		enable();
	}

	private Button button() {
		return button;
	}

	/** Tab leaves it, as everywhere in a part. */
	private static void traverse(Event event) {
		if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
			event.doit = true;
		}
	}

	private TextKeeper keeper(SessionId of) {
		return keepers.computeIfAbsent(of, known -> new TextKeeper("", text -> {
			Git service = git.get();
			return service == null
					? CompletableFuture.completedFuture(Outcome.notOk(new Failure(Failure.Code.HOST_UNREACHABLE, Messages.no_host, Messages.no_host_hint)))
					: service.putDraft(new Git.PutDraft(CommandId.random(), of.value(), text));
		}, () -> {
		}));
	}

	Control control() {
		return pane;
	}

	/** The message of this session; the same again changes nothing. */
	void show(SessionId shown) {
		if (shown.equals(session)) {
			return;
		}
		keepNow();
		session = shown;
		keepers.entrySet().removeIf(each -> each.getValue().unkept() == null && each.getValue().settled().toCompletableFuture().isDone());
		String unkept = keeper(shown).unkept();
		edited.replace(unkept == null ? "" : unkept);
		again();
	}

	/** There is somebody to ask: what is not kept is kept, what was typed before is read. */
	void again() {
		keepers.values().forEach(TextKeeper::again);
		SessionId of = session;
		if (of == null || git.get() == null || !text().isEmpty()) {
			return;
		}
		HostAnswers.ask(message, git.get(), service -> service.draft(new Git.DraftOf(of.value())), draft -> {
			if (of.equals(session) && !dirty && text().isEmpty() && keeper(of).unkept() == null) {
				keeper(of).known(draft.text());
				edited.replace(draft.text());
				enable();
			}
		}, failure -> {
			// the state of the same session cannot be read either, and that is said
		});
	}

	private String text() {
		return message.getText();
	}

	private void typed() {
		enable();
		if (!edited.replacing()) {
			dirty = true;
			message.getDisplay().timerExec(DELAY, keep);
		}
	}

	/** Also when the widgets are about to go. */
	void keepNow() {
		message.getDisplay().timerExec(-1, keep);
		SessionId of = session;
		if (dirty && of != null) {
			dirty = false;
			keeper(of).keep(text());
		}
	}

	/** @param checked how many files go into the commit */
	void files(int checked) {
		files = checked;
		enable();
	}

	/** A commit is under way, or not any more. */
	void busy(boolean now) {
		busy = now;
		enable();
	}

	/** It was used; the host has forgotten it by itself. */
	void committed(String used) {
		message.getDisplay().timerExec(-1, keep);
		if (text().equals(used)) {
			dirty = false;
			keepers.remove(session);
			edited.replace("");
		}
	}

	private void enable() {
		String words = busy ? Messages.committing : files == 0 ? Messages.commit_none : files == 1 ? Messages.commit_one : NLS.bind(Messages.commit_many, files);
		if (!button.getText().equals(words)) {
			button.setText(words);
		}
		boolean blank = text().isBlank();
		button.setEnabled(!busy && files > 0 && !blank);
		button.setToolTipText(files == 0 ? Messages.commit_tip_files : blank ? Messages.commit_tip_message : Messages.commit_tip);
	}

	void paint(Palette palette) {
		for (Control each : new Control[] { pane, heading, button }) {
			each.setBackground(palette.surface());
		}
		heading.setForeground(palette.dim());
		message.setBackground(palette.raised());
		message.setForeground(palette.text());
	}
}
