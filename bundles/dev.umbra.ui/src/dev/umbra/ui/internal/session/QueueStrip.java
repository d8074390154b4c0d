package dev.umbra.ui.internal.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.TurnId;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/** The prompts that wait, above the composer; takes no room while there are none. On the SWT thread. */
final class QueueStrip {
	/** What the person wants done with all of it, and what cannot be done any more. */
	interface Listener extends QueueBubble.Listener {
		void resume();

		/** A prompt was sent, or taken away elsewhere, while its text was being edited: this is that text. */
		void overtaken(String text);
	}

	/** Made when a prompt waits for the first time: most tabs never need it. */
	private record Content(Label words, Button resume, Composite scrolled, Composite list) {
	}

	private final Listener listener;
	private final IntSupplier room;
	private final Composite strip;
	private @Nullable Content content;
	private @Nullable Palette painted;
	private final Map<TurnId, QueueBubble> bubbles = new HashMap<>();
	private List<TurnId> order = List.of();
	private String said = "";

	/** @param parent with a grid of one column; @param room how high the list may be, in points */
	QueueStrip(Composite parent, IntSupplier room, Listener listener) {
		this.listener = listener;
		this.room = room;
		strip = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = Space.INSET;
		layout.marginHeight = Space.TIGHT;
		layout.verticalSpacing = Space.TIGHT;
		strip.setLayout(layout);
		GridData place = new GridData(SWT.FILL, SWT.FILL, true, false);
		place.exclude = true;
		strip.setLayoutData(place);
		strip.setVisible(false);
	}

	private Content content() {
		Content made = content;
		if (made == null) {
			Label words = new Label(strip, SWT.WRAP);
			words.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
			Button resume = new Button(strip, SWT.PUSH);
			resume.setText(Messages.queue_resume);
			resume.setToolTipText(Messages.queue_resume_tip);
			resume.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
			resume.addListener(SWT.Selection, event -> listener.resume());
			Composite scrolled = new Composite(strip, SWT.V_SCROLL);
			scrolled.setLayout(new BannerLayout(scrolled, room));
			scrolled.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false, 2, 1));
			Composite list = new Composite(scrolled, SWT.NONE);
			GridLayout rows = new GridLayout(1, false);
			rows.marginWidth = rows.marginHeight = 0;
			rows.verticalSpacing = Space.TIGHT;
			list.setLayout(rows);
			made = new Content(words, resume, scrolled, list);
			content = made;
			OwnColours.keep(strip);
			if (painted != null) {
				paint(painted);
			}
		}
		return made;
	}

	/**
	 * @param count how many wait, which is known before their texts are
	 * @param mayResume whether there is something to press: an interrupted session has its own button
	 * @param trouble why their texts are not known, or empty
	 */
	void show(int count, boolean paused, boolean mayResume, List<QueueRow> rows, String trouble) {
		if (count == 0 && content == null) {
			return;
		}
		Content made = content();
		String heading = (paused ? NLS.bind(Messages.queue_heading_paused, count) : NLS.bind(Messages.queue_heading, count))
				+ (trouble.isEmpty() ? "" : "  ·  " + trouble);
		boolean another = !heading.equals(said);
		if (another) {
			said = heading;
			made.words().setText(heading.replace("&", "&&"));
		}
		boolean button = paused && mayResume;
		another |= ((GridData) made.resume().getLayoutData()).exclude == button;
		((GridData) made.resume().getLayoutData()).exclude = !button;
		made.resume().setVisible(button);
		boolean visible = count > 0;
		another |= strip.getVisible() != visible;
		((GridData) strip.getLayoutData()).exclude = !visible;
		strip.setVisible(visible);
		another |= rows(made.list(), visible ? rows : List.of());
		if (another) {
			strip.getParent().layout();
			strip.layout(true, true);
		}
	}

	/** @return whether there are others, or in another order */
	private boolean rows(Composite list, List<QueueRow> rows) {
		List<TurnId> now = rows.stream().map(QueueRow::turn).toList();
		for (QueueRow row : rows) {
			QueueBubble bubble = bubbles.get(row.turn());
			if (bubble == null) {
				bubbles.put(row.turn(), new QueueBubble(list, row, listener));
			} else if (!bubble.row().equals(row)) {
				bubble.show(row);
			}
		}
		if (now.equals(order)) {
			return false;
		}
		QueueBubble focused = bubbles.values().stream().filter(QueueBubble::hasFocus).findFirst().orElse(null);
		order.stream().filter(turn -> !now.contains(turn)).forEach(this::gone);
		order = now;
		Control before = null;
		for (TurnId turn : now) {
			Control bubble = bubbles.get(turn).control();
			if (before == null) {
				bubble.moveAbove(null);
			} else {
				bubble.moveBelow(before);
			}
			before = bubble;
		}
		if (focused != null && !focused.control().isDisposed()) {
			focused.setFocus();
		}
		return true;
	}

	private void gone(TurnId turn) {
		QueueBubble bubble = bubbles.remove(turn);
		String text = bubble.editing() ? bubble.edited() : "";
		bubble.control().dispose();
		if (!text.isBlank()) {
			listener.overtaken(text);
		}
	}

	void paint(Palette palette) {
		painted = palette;
		strip.setBackground(palette.surface());
		Content made = content;
		if (made != null) {
			for (Control each : List.of(made.words(), made.scrolled(), made.list())) {
				each.setBackground(palette.surface());
			}
			made.words().setForeground(palette.dim());
		}
		bubbles.values().forEach(bubble -> bubble.paint(palette));
	}
}
