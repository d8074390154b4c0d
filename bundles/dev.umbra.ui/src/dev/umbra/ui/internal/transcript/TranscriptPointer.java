package dev.umbra.ui.internal.transcript;

import java.util.Objects;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Event;
import org.jspecify.annotations.Nullable;

/** The mouse over a transcript: selects characters, words or rows, and follows what leads somewhere. On the SWT thread. */
final class TranscriptPointer {
	/** Between two steps of a selection that goes on beyond the edge, in milliseconds. */
	private static final int AUTOSCROLL = 40;

	/** Points that a hand moves a mouse by when it only clicks. */
	private static final int TREMOR = 3;

	private enum Unit {
		CHARACTER, WORD, ROW
	}

	private final TranscriptCanvas canvas;
	private final Canvas control;
	private final PaintedTranscript transcript;
	private Unit unit = Unit.CHARACTER;
	/** What the first press took; null while the button is up. */
	private @Nullable Selection pressed;
	private int downX;
	private int downY;
	private int lastX;
	private int lastY;
	/** The mouse moved away from where it was pressed. */
	private boolean drags;
	private boolean scrolling;

	TranscriptPointer(TranscriptCanvas canvas, PaintedTranscript transcript) {
		this.canvas = canvas;
		this.control = canvas.control();
		this.transcript = transcript;
		control.addListener(SWT.MouseDown, this::down);
		control.addListener(SWT.MouseMove, this::move);
		control.addListener(SWT.MouseUp, this::up);
	}

	private void down(Event event) {
		control.setFocus();
		Place place = canvas.placeAt(event.x, event.y);
		if (event.button != 1 || place == null) {
			return;
		}
		unit = event.count >= 3 ? Unit.ROW : event.count == 2 ? Unit.WORD : Unit.CHARACTER;
		Selection before = canvas.selection();
		boolean extend = (event.stateMask & SWT.SHIFT) != 0 && before != null;
		Selection begun = extend && before != null ? Selection.at(before.from()) : taken(place);
		pressed = begun;
		downX = event.x;
		downY = event.y;
		drags = false;
		canvas.select(extend ? begun.to(place) : begun);
		transcript.selected();
	}

	/** The unit at a place. */
	private Selection taken(Place place) {
		String text = text(place);
		return switch (unit) {
		case CHARACTER -> Selection.at(place);
		case WORD -> {
			Selection.Stretch word = Clusters.word(text, place.offset());
			yield new Selection(new Place(place.ordinal(), place.row(), word.start()), new Place(place.ordinal(), place.row(), word.end()));
		}
		case ROW -> new Selection(new Place(place.ordinal(), place.row(), 0), new Place(place.ordinal(), place.row(), text.length()));
		};
	}

	private String text(Place place) {
		int index = canvas.content().indexOf(place.ordinal());
		var rows = canvas.content().block(index).rows();
		return rows.get(Math.min(place.row(), rows.size() - 1)).text();
	}

	private void move(Event event) {
		lastX = event.x;
		lastY = event.y;
		Selection begun = pressed;
		if (begun == null || (event.stateMask & SWT.BUTTON1) == 0) {
			pressed = null;
			hover(event);
			return;
		}
		drag(begun);
		if (!scrolling && beyond() != 0) {
			scrolling = true;
			control.getDisplay().timerExec(AUTOSCROLL, this::scroll);
		}
	}

	private void drag(Selection begun) {
		drags |= Math.abs(lastX - downX) > TREMOR || Math.abs(lastY - downY) > TREMOR;
		if (drags) {
			extend(begun);
		}
	}

	private void extend(Selection begun) {
		Place place = canvas.placeAt(lastX, Math.clamp(lastY, 0, Math.max(0, canvas.viewport().height() - 1)));
		if (place == null) {
			return;
		}
		Selection here = taken(place);
		boolean back = here.first().compareTo(begun.first()) < 0;
		canvas.select(back ? new Selection(begun.last(), here.first()) : new Selection(begun.first(), here.last().compareTo(begun.last()) > 0 ? here.last() : begun.last()));
		transcript.selected();
	}

	/** Points that the mouse is above the view (negative) or below it. */
	private int beyond() {
		return lastY < 0 ? lastY : Math.max(0, lastY - canvas.viewport().height());
	}

	private void scroll() {
		scrolling = false;
		Selection begun = pressed;
		if (control.isDisposed() || begun == null || beyond() == 0) {
			return;
		}
		canvas.scroll(Math.clamp(beyond() / 2, -canvas.viewport().height() / 2, canvas.viewport().height() / 2));
		extend(begun);
		scrolling = true;
		control.getDisplay().timerExec(AUTOSCROLL, this::scroll);
	}

	private void up(Event event) {
		Selection begun = pressed;
		if (begun != null && event.button == 1) {
			// of a quick hand's drag nothing but its end may be told
			lastX = event.x;
			lastY = event.y;
			drag(begun);
		}
		Selection now = canvas.selection();
		boolean click = begun != null && event.button == 1 && !drags && (now == null || now.isEmpty()) && (event.stateMask & SWT.SHIFT) == 0;
		pressed = null;
		if (click) {
			canvas.targetAt(event.x, event.y).ifPresent(transcript::follow);
		} else if (event.button == 1 && now != null && !now.isEmpty()) {
			Clip.select(control.getDisplay(), transcript.copying(now));
		}
	}

	private void hover(Event event) {
		Optional<Target> target = canvas.targetAt(event.x, event.y);
		control.setCursor(control.getDisplay().getSystemCursor(target.isPresent() ? SWT.CURSOR_HAND : SWT.CURSOR_IBEAM));
		String words = target.map(to -> to instanceof Target.Toggle ? Messages.toggle_tip : to.words()).orElse(null);
		if (!Objects.equals(words, control.getToolTipText())) {
			control.setToolTipText(words);
		}
	}
}
