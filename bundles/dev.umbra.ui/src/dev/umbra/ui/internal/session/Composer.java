package dev.umbra.ui.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.events.VerifyEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.TurnId;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.enclosures.BlobReading;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.look.TextFit;

/**
 * Where prompts are written. A sent text stays until the host has it; what is typed meanwhile stays in any case. On the SWT
 * thread.
 */
final class Composer {
	private static final int FEWEST_LINES = 2;
	private static final int MOST_LINES = 10;
	/** After the last key, until the draft is kept, in milliseconds. */
	private static final int DRAFT_DELAY = 350;

	/** What is done with what was written. */
	interface Listener {
		/** The person wants this sent. @param interrupt at once, whatever runs or waits */
		void send(Written written, boolean interrupt);

		void stop();

		/** The person stopped typing for a moment, or went elsewhere: the text is to be kept. */
		void typed(String text);

		/** What is to go with the prompt is another. */
		void enclosed(List<Sessions.NewEnclosure> enclosures);

		/** A mode or an option is wanted. @param key as {@code sessions/settings} takes it */
		void choose(String key, String value);

		/** Something cannot be, in words. */
		void say(String words);
	}

	private final Listener listener;
	private final Composite box;
	private final Composite frame;
	private final ChipRow chips;
	private final StyledText text;
	private final EditedText edited;
	private final Completions completions;
	private final Enclosures enclosures;
	private final PickerBar pickers;
	private final Label status;
	private final Button send;
	private final Button stop;
	private final PromptHistory history = new PromptHistory();
	private final Runnable draft;
	private boolean touched;
	private boolean restored;
	/** What was appended before the draft was read, while nothing else stands in the box. */
	private String appended = "";
	private boolean running;
	private boolean sending;
	private boolean stopping;
	private @Nullable TurnId turn;
	private String cwd = "";
	private String shown = "";

	Composer(Composite parent, UISynchronize ui, Listener listener) {
		this.listener = listener;
		box = new Composite(parent, SWT.NONE);
		GridLayout outer = new GridLayout(1, false);
		outer.marginWidth = Space.INSET;
		outer.marginHeight = Space.NEAR;
		box.setLayout(outer);
		frame = new Composite(box, SWT.NONE);
		frame.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		GridLayout inner = new GridLayout(4, false);
		inner.marginWidth = Space.NEAR;
		inner.marginHeight = Space.NEAR;
		inner.verticalSpacing = Space.TIGHT;
		frame.setLayout(inner);
		chips = new ChipRow(frame, 4);
		text = new StyledText(frame, SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
		text.setAlwaysShowScrollBars(false);
		text.setToolTipText(Messages.composer_tip);
		text.setMargins(Space.TIGHT, Space.TIGHT, Space.TIGHT, Space.TIGHT);
		GridData place = new GridData(SWT.FILL, SWT.FILL, true, true, 4, 1);
		place.heightHint = text.getLineHeight() * FEWEST_LINES + 2 * Space.TIGHT;
		place.widthHint = 200;
		text.setLayoutData(place);
		edited = new EditedText(text);
		enclosures = new Enclosures(chips, ui, listener::say, this::update, listener::enclosed);
		enclosures.dropOn(frame);
		enclosures.dropOn(text);
		pickers = new PickerBar(frame, () -> enclosures.choose(frame, cwd), listener::choose);
		pickers.control().setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		status = new Label(frame, SWT.NONE);
		status.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
		stop = button(Messages.stop, Messages.stop_tip, listener::stop);
		send = button(Messages.send, Messages.send_tip, () -> submit(false));
		completions = new Completions(text, edited, parent, box, ui);
		draft = () -> {
			if (!text.isDisposed()) {
				listener.typed(text.getText());
			}
		};
		listen();
		// before anything is laid out: from then on the style sheet would have had its way
		OwnColours.keep(box);
		update();
	}

	private Button button(String words, String tip, Runnable action) {
		Button button = new Button(frame, SWT.PUSH);
		button.setText(words);
		button.setToolTipText(tip);
		button.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
		button.addListener(SWT.Selection, event -> action.run());
		return button;
	}

	private void listen() {
		text.addVerifyKeyListener(this::key);
		text.addListener(SWT.Traverse, event -> {
			if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
				event.doit = !completions.isOpen();
			}
		});
		text.addListener(SWT.Modify, event -> modified());
		text.addListener(SWT.FocusOut, event -> {
			keepNow();
			frame.redraw();
		});
		text.addListener(SWT.FocusIn, event -> frame.redraw());
		text.addListener(SWT.Resize, event -> grow());
		box.getParent().addListener(SWT.Resize, event -> {
			completions.close();
			grow();
		});
		text.addListener(SWT.Paint, this::hint);
		frame.addListener(SWT.Paint, this::border);
		text.getAccessible().addAccessibleListener(new AccessibleAdapter() {
			@Override
			public void getName(AccessibleEvent event) {
				event.result = Messages.composer_name;
			}

			@Override
			public void getHelp(AccessibleEvent event) {
				event.result = Messages.composer_tip;
			}
		});
	}

	Control control() {
		return box;
	}

	boolean setFocus() {
		return text.setFocus();
	}

	/** In points. */
	int lineHeight() {
		return text.getLineHeight();
	}

	String text() {
		return text.getText();
	}

	/** Puts a kept draft into the box, unless the person has typed already; in front of what {@link #append} put there. */
	void restore(String kept) {
		String now = text.getText();
		if (!kept.isEmpty() && !touched && now.isEmpty()) {
			edited.replace(kept);
			touched = false;
		} else if (!kept.isEmpty() && !appended.isEmpty() && now.equals(appended) && !kept.equals(appended)) {
			edited.replace(onNewLine(kept, appended));
		}
		restored = true;
		appended = "";
	}

	/** Brings back what was to go with the draft. @param bytes reads what has no file */
	void restore(List<Drafts.Enclosed> kept, BlobReading.Ranges bytes) {
		if (!kept.isEmpty()) {
			enclosures.restore(kept, bytes);
		}
	}

	/** Puts a text into the empty box as if it had been typed: a draft that is read later does not replace it. */
	void typed(String words) {
		if (text.getCharCount() == 0) {
			edited.replace(words);
		}
	}

	/** Adds a text at the end, on a line of its own. */
	void append(String words) {
		String now = text.getText();
		boolean alone = !restored && now.equals(appended);
		edited.replace(onNewLine(now, words));
		appended = alone ? text.getText() : "";
		text.setFocus();
	}

	private static String onNewLine(String before, String words) {
		return before.isEmpty() || before.endsWith("\n") ? before + words : before + "\n" + words;
	}

	/** The host has this as a prompt: it leaves the box; what was typed or attached since stays. */
	void sent(Written written) {
		String words = written.text();
		String now = text.getText();
		if (now.equals(words)) {
			edited.replace("");
		} else if (now.startsWith(words)) {
			edited.replace(now.substring(words.length()).stripLeading());
		}
		enclosures.sent(written.enclosures());
		history.leave();
		keepNow();
	}

	/** @param isSending a prompt is on its way, and not yet with the host */
	void sending(boolean isSending) {
		if (sending != isSending) {
			sending = isSending;
			update();
		}
	}

	void stopping(boolean isStopping) {
		stopping = isStopping;
		update();
	}

	/** What is known of the session now. */
	void show(SessionSummary summary, List<Entry> entries) {
		history.of(entries);
		cwd = summary.cwd();
		enclosures.offer(summary.offer());
		completions.show(summary);
		boolean turnRuns = summary.status().kind() == SessionStatus.Kind.ACTIVE;
		TurnId present = summary.turn();
		boolean changed = running != turnRuns || !Objects.equals(turn, present);
		if (!turnRuns || !Objects.equals(turn, present)) {
			// the next turn may begin before this window saw the end of the one that was stopped
			stopping = false;
		}
		running = turnRuns;
		turn = present;
		if (pickers.show(summary) && frame.getSize().x > 0) {
			frame.layout();
			box.requestLayout();
		}
		if (changed) {
			update();
		}
	}

	private void update() {
		send.setText(running ? Messages.queue : Messages.send);
		send.setToolTipText(running ? Messages.queue_tip : Messages.send_tip);
		send.setEnabled(canSend());
		emphasise(Palette.of(box));
		((GridData) stop.getLayoutData()).exclude = !running;
		stop.setVisible(running);
		stop.setEnabled(!stopping);
		String words = sending ? Messages.sending : stopping ? Messages.stopping : "";
		String state = words + running;
		if (!state.equals(shown)) {
			shown = state;
			status.setText(words);
			((GridData) status.getLayoutData()).exclude = words.isEmpty();
			status.setVisible(!words.isEmpty());
			if (frame.getSize().x > 0) {
				frame.layout();
				text.redraw();
			}
		}
	}

	private boolean canSend() {
		return !sending && !text.getText().isBlank();
	}

	private void submit(boolean interrupt) {
		String words = text.getText();
		if (!canSend()) {
			return;
		}
		if (enclosures.preparing()) {
			listener.say(Messages.attach_wait);
			return;
		}
		List<Sessions.NewEnclosure> with = new ArrayList<>(enclosures.ready());
		with.addAll(completions.enclosures(words));
		completions.close();
		listener.send(new Written(words, with), interrupt && running);
	}

	void keepNow() {
		text.getDisplay().timerExec(-1, draft);
		listener.typed(text.getText());
	}

	private void modified() {
		touched = true;
		text.getDisplay().timerExec(DRAFT_DELAY, draft);
		grow();
		boolean enabled = canSend();
		if (send.getEnabled() != enabled) {
			send.setEnabled(enabled);
			emphasise(Palette.of(box));
		}
		text.redraw();
		completions.typed();
	}

	private void grow() {
		GridData place = (GridData) text.getLayoutData();
		int line = text.getLineHeight();
		int width = text.getSize().x;
		// a long text is not laid out only to learn that it is long
		int wanted = width <= 0 ? 0 : text.getLineCount() > MOST_LINES ? Integer.MAX_VALUE : text.computeSize(width, SWT.DEFAULT).y;
		// in a low view what is above counts too
		int most = Math.max(FEWEST_LINES, Math.min(MOST_LINES, box.getParent().getClientArea().height / (6 * line)));
		int height = Math.max(line * FEWEST_LINES + 2 * Space.TIGHT, Math.min(line * most + 2 * Space.TIGHT, wanted));
		if (height != place.heightHint) {
			place.heightHint = height;
			// of the control whose size is another: those around it are asked anew then
			text.requestLayout();
		}
	}

	private void key(VerifyEvent event) {
		boolean enter = event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR;
		int modifiers = event.stateMask & SWT.MODIFIER_MASK;
		if (completions.key(event)) {
			return;
		}
		if (enter && (modifiers == 0 || modifiers == SWT.MOD1)) {
			event.doit = false;
			submit(modifiers == SWT.MOD1);
		} else if (enter && modifiers == SWT.SHIFT) {
			event.doit = false;
			edited.newLine();
		} else if (modifiers == SWT.MOD1 && event.keyCode == '.') {
			event.doit = false;
			if (running) {
				listener.stop();
			}
		} else if (modifiers == SWT.MOD1 && event.keyCode == 'v' || modifiers == SWT.SHIFT && event.keyCode == SWT.INSERT) {
			event.doit = !enclosures.paste(text);
		} else if (modifiers == SWT.MOD1 && event.keyCode == 'z') {
			event.doit = false;
			edited.undo();
		} else if (modifiers == SWT.MOD1 && event.keyCode == 'y' || modifiers == (SWT.MOD1 | SWT.MOD2) && event.keyCode == 'z') {
			event.doit = false;
			edited.redo();
		} else if (modifiers == 0 && event.keyCode == SWT.ARROW_UP && edited.onFirstLine()) {
			fromHistory(history.earlier(text.getText()), event);
		} else if (modifiers == 0 && event.keyCode == SWT.ARROW_DOWN && edited.onLastLine()) {
			fromHistory(history.later(), event);
		} else if (event.character >= ' ' && modifiers == 0) {
			history.leave();
		}
	}

	private void fromHistory(Optional<String> words, VerifyEvent event) {
		words.ifPresent(prompt -> {
			event.doit = false;
			edited.replace(prompt);
		});
	}

	private void hint(Event event) {
		if (text.getCharCount() == 0) {
			event.gc.setForeground(Palette.of(text).dim());
			hint(event.gc, running ? Messages.composer_hint_running : Messages.composer_hint, 0);
			hint(event.gc, running ? Messages.composer_hint_keys_running : Messages.composer_hint_keys, 1);
		}
	}

	/** What does not fit is in the tool tip. */
	private void hint(GC gc, String words, int line) {
		int left = text.getLeftMargin() + 2;
		int room = text.getClientArea().width - left - text.getRightMargin();
		gc.drawText(TextFit.fitted(gc, words, room), left, text.getTopMargin() + line * text.getLineHeight(), true);
	}

	private void border(Event event) {
		Palette palette = Palette.of(frame);
		Rectangle area = frame.getClientArea();
		event.gc.setAntialias(SWT.ON);
		event.gc.setForeground(text.isFocusControl() ? palette.accent() : palette.line());
		event.gc.drawRoundRectangle(0, 0, area.width - 1, area.height - 1, 8, 8);
	}

	/** What can be sent is easy to find. */
	private void emphasise(Palette palette) {
		send.setBackground(send.getEnabled() ? palette.accent() : null);
		send.setForeground(send.getEnabled() ? palette.onAccent() : palette.dim());
	}

	void paint(Palette palette) {
		box.setBackground(palette.surface());
		for (Control each : new Control[] { frame, text, status }) {
			each.setBackground(palette.raised());
			each.setForeground(palette.text());
		}
		text.setMarginColor(palette.raised());
		status.setForeground(palette.dim());
		pickers.paint(palette);
		chips.paint(palette);
		emphasise(palette);
		frame.redraw();
	}
}
