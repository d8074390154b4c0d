package dev.umbra.ui.internal.transcript;

import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.accessibility.AccessibleTextEvent;
import org.eclipse.swt.accessibility.AccessibleTextExtendedAdapter;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.Elements;

/** What a screen reader finds in a transcript: one text that cannot be edited, with a caret. On the SWT thread. */
final class TranscriptAccess {
	private final TranscriptCanvas canvas;
	private final Spoken spoken;
	private final Accessible accessible;
	/** Somebody has asked: from then on what is new is told. */
	private boolean heard;

	TranscriptAccess(TranscriptCanvas canvas) {
		this.canvas = canvas;
		spoken = new Spoken(canvas.content());
		accessible = canvas.control().getAccessible();
		canvas.control().setData(Elements.TRANSCRIPT_TEXT, (Supplier<String>) spoken::text);
		canvas.control().setData(Elements.TRANSCRIPT_ENTRIES, (IntSupplier) canvas.content()::size);
		accessible.addAccessibleListener(new AccessibleAdapter() {
			@Override
			public void getName(AccessibleEvent event) {
				event.result = Messages.name;
			}
		});
		accessible.addAccessibleControlListener(new Role());
		accessible.addAccessibleTextListener(new Text());
	}

	/** An entry is all here now. @param index of the entry */
	void finished(int index) {
		if (heard) {
			accessible.textChanged(ACC.INSERT, spoken.start(index), canvas.content().chars(index));
		}
	}

	/** The caret went elsewhere, or what is selected is another. */
	void selected() {
		Selection selection = canvas.selection();
		if (heard && selection != null) {
			accessible.textCaretMoved(spoken.offset(selection.caret()));
			accessible.textSelectionChanged();
		}
	}

	private final class Role extends AccessibleControlAdapter {
		@Override
		public void getRole(AccessibleControlEvent event) {
			event.detail = ACC.ROLE_TEXT;
		}

		@Override
		public void getState(AccessibleControlEvent event) {
			event.detail = ACC.STATE_READONLY | ACC.STATE_MULTILINE | ACC.STATE_FOCUSABLE | (canvas.control().isFocusControl() ? ACC.STATE_FOCUSED : 0);
		}

		@Override
		public void getChildCount(AccessibleControlEvent event) {
			event.detail = 0;
		}

		@Override
		public void getValue(AccessibleControlEvent event) {
			heard = true;
			event.result = spoken.text();
		}
	}

	private final class Text extends AccessibleTextExtendedAdapter {
		@Override
		public void getCharacterCount(AccessibleTextEvent event) {
			heard = true;
			event.count = spoken.length();
		}

		@Override
		public void getText(AccessibleTextEvent event) {
			heard = true;
			Spoken.Unit unit = switch (event.type) {
			case ACC.TEXT_BOUNDARY_CHAR -> Spoken.Unit.CHARACTER;
			case ACC.TEXT_BOUNDARY_WORD -> Spoken.Unit.WORD;
			case ACC.TEXT_BOUNDARY_LINE, ACC.TEXT_BOUNDARY_PARAGRAPH, ACC.TEXT_BOUNDARY_SENTENCE -> Spoken.Unit.LINE;
			default -> null;
			};
			if (unit == null) {
				// as the accessibility of the desktop says it: up to the end
				event.result = spoken.text(event.start, event.end < 0 ? spoken.length() : event.end);
				return;
			}
			Spoken.Part part = around(event, unit);
			event.start = part.start();
			event.end = part.end();
			event.result = part.text();
		}

		/** The unit at the offset, or one that is {@code event.count} units before it or behind it. */
		private Spoken.Part around(AccessibleTextEvent event, Spoken.Unit unit) {
			Spoken.Part part = spoken.around(event.start, unit);
			int left = event.count;
			for (; left < 0 && part.start() > 0; left++) {
				part = spoken.around(part.start() - 1, unit);
			}
			for (; left > 0 && part.end() < spoken.length(); left--) {
				part = spoken.around(part.end(), unit);
			}
			event.count -= left;
			return part;
		}

		@Override
		public void getCaretOffset(AccessibleTextEvent event) {
			Selection selection = canvas.selection();
			event.offset = selection == null ? spoken.length() : spoken.offset(selection.caret());
		}

		@Override
		public void getSelectionRange(AccessibleTextEvent event) {
			Selection selection = canvas.selection();
			event.offset = selection == null ? spoken.length() : spoken.offset(selection.first());
			event.length = selection == null ? 0 : spoken.offset(selection.last()) - event.offset;
		}

		@Override
		public void getSelectionCount(AccessibleTextEvent event) {
			Selection selection = canvas.selection();
			event.count = selection == null || selection.isEmpty() ? 0 : 1;
		}

		@Override
		public void getSelection(AccessibleTextEvent event) {
			Selection selection = canvas.selection();
			if (selection != null) {
				event.start = spoken.offset(selection.first());
				event.end = spoken.offset(selection.last());
			}
		}

		@Override
		public void setCaretOffset(AccessibleTextEvent event) {
			if (canvas.content().size() > 0) {
				go(spoken.place(event.offset), null);
				event.result = ACC.OK;
			}
		}

		@Override
		public void setSelection(AccessibleTextEvent event) {
			if (canvas.content().size() > 0) {
				go(spoken.place(event.end), spoken.place(event.start));
				event.result = ACC.OK;
			}
		}

		private void go(Place caret, @Nullable Place from) {
			canvas.select(new Selection(from == null ? caret : from, caret));
			canvas.reveal(caret);
		}

		@Override
		public void getOffsetAtPoint(AccessibleTextEvent event) {
			Point point = canvas.control().toControl(event.x, event.y);
			Place place = canvas.placeAt(point.x, point.y);
			event.offset = place == null ? 0 : spoken.offset(place);
		}

		@Override
		public void getTextBounds(AccessibleTextEvent event) {
			if (canvas.content().size() > 0) {
				canvas.bounds(spoken.place(event.start)).ifPresent(bounds -> tell(event, bounds));
			}
		}

		private void tell(AccessibleTextEvent event, Rectangle bounds) {
			Point point = canvas.control().toDisplay(bounds.x, bounds.y);
			event.x = point.x;
			event.y = point.y;
			event.width = bounds.width;
			event.height = bounds.height;
			event.rectangles = new Rectangle[] { new Rectangle(point.x, point.y, bounds.width, bounds.height) };
		}

		@Override
		public void getVisibleRanges(AccessibleTextEvent event) {
			Place first = canvas.placeAt(0, 0);
			Place last = canvas.placeAt(Integer.MAX_VALUE / 2, canvas.viewport().height());
			if (first != null && last != null) {
				event.start = spoken.offset(first);
				event.end = spoken.offset(last);
				event.ranges = new int[] { event.start, event.end };
			}
		}
	}
}
