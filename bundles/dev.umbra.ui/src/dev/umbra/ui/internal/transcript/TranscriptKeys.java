package dev.umbra.ui.internal.transcript;

import java.util.List;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a transcript: a caret that moves and selects as in any text, Enter and Space on what leads somewhere, Tab between
 * such places. On the SWT thread.
 */
final class TranscriptKeys {
	/** Entries that are looked through for the next place that leads somewhere. */
	private static final int LOOKED_THROUGH = 200;

	private final TranscriptCanvas canvas;
	private final PaintedTranscript transcript;
	private final Moves moves;
	/** Of the caret while it goes up and down, in points; -1: it did something else. */
	private int x = -1;

	TranscriptKeys(TranscriptCanvas canvas, PaintedTranscript transcript) {
		this.canvas = canvas;
		this.transcript = transcript;
		moves = new Moves(canvas);
		canvas.control().addListener(SWT.KeyDown, this::down);
		canvas.control().addListener(SWT.Traverse, this::traverse);
	}

	private void down(Event event) {
		boolean command = (event.stateMask & SWT.MOD1) != 0;
		boolean shift = (event.stateMask & SWT.SHIFT) != 0;
		if ((event.stateMask & SWT.ALT) != 0) {
			return;
		}
		switch (event.keyCode) {
		case SWT.ARROW_UP, SWT.ARROW_DOWN -> line(event.keyCode == SWT.ARROW_DOWN ? 1 : -1, command, shift);
		case SWT.PAGE_UP, SWT.PAGE_DOWN -> page(event.keyCode == SWT.PAGE_DOWN ? 1 : -1, shift);
		case SWT.ARROW_LEFT, SWT.ARROW_RIGHT -> to(moves.across(caret(), event.keyCode == SWT.ARROW_RIGHT, command), shift);
		case SWT.HOME, SWT.END -> edge(event.keyCode == SWT.END, command, shift);
		case SWT.CR, SWT.KEYPAD_CR, ' ' -> {
			if (!command && !shift) {
				targetAtCaret().ifPresent(transcript::follow);
			}
		}
		case 'a' -> {
			if (command) {
				transcript.selectAll();
			}
		}
		case 'c', SWT.INSERT -> {
			if (command) {
				transcript.copy();
			}
		}
		default -> {
			// keys that are bound elsewhere
		}
		}
	}

	/** Where the caret is; where there is none, or out of view, what is seen last, or first. */
	private Place caret() {
		Selection selection = canvas.selection();
		if (selection != null) {
			return selection.caret();
		}
		Place last = canvas.placeAt(0, canvas.viewport().height());
		return last == null ? new Place(0, 0, 0) : last;
	}

	/** From where a line or a page is counted: a caret out of view comes back to the edge that it is beyond. */
	private Place seen(int step) {
		Place caret = caret();
		Place first = canvas.placeAt(0, canvas.lineHeight());
		Place last = canvas.placeAt(0, canvas.viewport().height() - canvas.lineHeight());
		if (canvas.bounds(caret).isPresent() || first == null || last == null) {
			return caret;
		}
		return step > 0 ? first : last;
	}

	private void line(int step, boolean scroll, boolean shift) {
		if (scroll) {
			canvas.scroll(step * canvas.lineHeight());
			return;
		}
		Place from = seen(step);
		int column = x < 0 ? moves.x(from) : x;
		to(moves.line(from, step, column), shift);
		x = column;
	}

	private void page(int step, boolean shift) {
		Place from = seen(step);
		int column = x < 0 ? moves.x(from) : x;
		int y = canvas.bounds(from).map(bounds -> bounds.y + bounds.height / 2).orElse(canvas.viewport().height() / 2);
		long before = canvas.viewport().top();
		canvas.scroll(step * Math.max(canvas.lineHeight(), canvas.viewport().height() - 2 * canvas.lineHeight()));
		boolean moved = canvas.viewport().top() != before;
		Place there = moved ? canvas.placeAt(column, y) : moves.end(step > 0);
		if (there != null) {
			to(there, shift);
		}
		x = column;
	}

	private void edge(boolean end, boolean all, boolean shift) {
		Place there = all ? moves.end(end) : moves.edge(caret(), end);
		if (there != null) {
			to(there, shift);
		}
		if (all && end) {
			transcript.toEnd();
		}
	}

	private void to(Place place, boolean extend) {
		x = -1;
		if (canvas.content().size() == 0) {
			return;
		}
		Selection before = canvas.selection();
		canvas.select(extend ? (before == null ? Selection.at(caret()) : before).to(place) : Selection.at(place));
		canvas.reveal(place);
		transcript.selected();
	}

	private Optional<Target> targetAtCaret() {
		Selection selection = canvas.selection();
		if (selection == null) {
			return Optional.empty();
		}
		// a target that Tab came to is selected, the caret behind it
		Place place = selection.first();
		int index = canvas.content().indexOf(place.ordinal());
		if (index >= canvas.content().size() || canvas.content().entry(index).ordinal() != place.ordinal()) {
			return Optional.empty();
		}
		List<Row> rows = canvas.content().block(index).rows();
		return place.row() >= rows.size() ? Optional.empty() : Targets.near(rows.get(place.row()), place.offset());
	}

	/** Tab goes from one place that leads somewhere to the next, and out of the control behind the last. */
	private void traverse(Event event) {
		switch (event.detail) {
		case SWT.TRAVERSE_TAB_NEXT, SWT.TRAVERSE_TAB_PREVIOUS -> {
			boolean forward = event.detail == SWT.TRAVERSE_TAB_NEXT;
			Place next = (event.stateMask & SWT.MOD1) != 0 ? null : target(forward);
			event.doit = next == null;
			if (next != null) {
				canvas.select(Selection.at(next));
				canvas.reveal(next);
				transcript.selected();
			}
		}
		case SWT.TRAVERSE_ESCAPE, SWT.TRAVERSE_PAGE_NEXT, SWT.TRAVERSE_PAGE_PREVIOUS -> event.doit = true;
		default -> {
			// arrows and Enter are keys of the caret
		}
		}
	}

	private @Nullable Place target(boolean forward) {
		Content content = canvas.content();
		Place from = caret();
		int begin = content.indexOf(from.ordinal());
		for (int away = 0; away < LOOKED_THROUGH; away++) {
			int index = forward ? begin + away : begin - away;
			if (index < 0 || index >= content.size()) {
				return null;
			}
			List<Row> rows = content.rows(index);
			Place found = Targets.next(content.entry(index).ordinal(), rows, away == 0 ? from.row() : forward ? -1 : rows.size(), from.offset(), forward);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	/** Where a menu about the place of the caret opens, in the control. */
	Rectangle caretBounds() {
		return canvas.bounds(caret()).orElse(new Rectangle(0, 0, 1, canvas.lineHeight()));
	}
}
