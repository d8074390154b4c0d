package dev.umbra.ui.internal.transcript;

import java.util.List;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ScrollBar;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.OwnColours;

/**
 * The one widget of a transcript: it paints the part of the {@link Content} that its {@link Viewport} says is seen, and knows
 * which place stands at which point. Who follows, selects and asks for more is told elsewhere. On the SWT thread.
 */
final class TranscriptCanvas {
	/** What the canvas tells. */
	interface Listener {
		/** The person moved the view. */
		void moved();

		/** What changed while nobody could see it is laid out now. */
		void seen();
	}

	/** The scroll bar counts in numbers that are smaller than a transcript can be high. */
	private static final long MOST_BAR = 1 << 30;

	/** Between two steps of reading a very long text, milliseconds. */
	private static final int READING_MILLIS = 15;

	private final Canvas canvas;
	private final Listener listener;
	private final Faces faces;
	private final Pictures pictures;
	private final Layouts layouts;
	private final RowPainter painter;
	private final Content content;
	private final Viewport viewport;
	private Marks marks = Marks.NONE;
	private @Nullable Selection selection;
	/** What is shown changed while nobody could see it. */
	private boolean stale;
	private boolean dragging;
	private boolean readingOn;

	TranscriptCanvas(Composite parent, Transcript.Surroundings surroundings, Listener listener) {
		this.listener = listener;
		canvas = new Canvas(parent, SWT.V_SCROLL | SWT.DOUBLE_BUFFERED);
		OwnColours.keep(canvas);
		faces = new Faces(canvas, parent, false);
		pictures = new Pictures(canvas, surroundings, this::pictureCame);
		layouts = new Layouts(canvas, faces, pictures);
		painter = new RowPainter(faces, layouts, pictures);
		content = new Content(layouts);
		viewport = new Viewport(content);
		colours();
		canvas.addListener(SWT.Paint, this::paint);
		canvas.addListener(SWT.Resize, event -> refresh());
		canvas.addListener(SWT.FocusIn, event -> canvas.redraw());
		canvas.addListener(SWT.FocusOut, event -> canvas.redraw());
		canvas.getVerticalBar().addListener(SWT.Selection, this::barMoved);
	}

	Canvas control() {
		return canvas;
	}

	Content content() {
		return content;
	}

	Viewport viewport() {
		return viewport;
	}

	@Nullable Selection selection() {
		return selection;
	}

	void select(@Nullable Selection now) {
		selection = now;
		canvas.redraw();
	}

	Marks marks() {
		return marks;
	}

	void mark(Marks now) {
		marks = now;
		canvas.redraw();
	}

	int lineHeight() {
		return layouts.lineHeight();
	}

	/** Follows a change of theme or font; cheap if there is none. */
	void restyle() {
		if (faces.changed()) {
			colours();
			layouts.restyle();
			content.forgetHeights();
			refresh();
		}
	}

	/** The font of the control is another: it comes with the theme or from the system. */
	void font(Font font) {
		canvas.setFont(font);
		restyle();
	}

	private void colours() {
		canvas.setBackground(faces.color(Fill.NONE));
		canvas.setForeground(faces.palette().text());
	}

	private void pictureCame() {
		content.forgetHeights();
		refresh();
	}

	/** Lays out what is seen, and has it painted. While nobody sees anything, that waits. */
	void refresh() {
		Rectangle area = canvas.getClientArea();
		stale = area.width == 0 || area.height == 0 || !canvas.isVisible();
		if (stale) {
			return;
		}
		layouts.width(area.width);
		viewport.height(area.height);
		viewport.lay();
		settled();
	}

	/** The view was laid out: all that follows from it. */
	private void settled() {
		layouts.keep(viewport.shown().stream().map(this::piece).toList());
		bar();
		canvas.redraw();
		if (content.reading() && !readingOn) {
			readingOn = true;
			canvas.getDisplay().timerExec(READING_MILLIS, this::readOn);
		}
	}

	/** A very long text is read in steps, with time between them for whatever the person does. */
	private void readOn() {
		readingOn = false;
		if (!canvas.isDisposed()) {
			content.readOn();
			refresh();
		}
	}

	private Piece piece(Viewport.Shown shown) {
		return content.block(shown.index()).piece(shown.piece());
	}

	private void bar() {
		ScrollBar bar = canvas.getVerticalBar();
		long total = Math.max(1, content.total());
		int height = Math.max(1, viewport.height());
		long scale = scale();
		int most = (int) (Math.max(total, height) / scale);
		int thumb = (int) Math.max(1, height / scale);
		int top = (int) Math.clamp(viewport.isFollowing() ? most - thumb : viewport.top() / scale, 0, Math.max(0, most - thumb));
		if (!dragging) {
			bar.setValues(top, 0, Math.max(most, thumb), thumb, (int) Math.max(1, 3 * lineHeight() / scale),
					(int) Math.max(1, (height - lineHeight()) / scale));
		}
		boolean needed = total > height;
		if (bar.getEnabled() != needed) {
			bar.setEnabled(needed);
		}
	}

	private long scale() {
		return Math.max(1, content.total() / MOST_BAR + 1);
	}

	private void barMoved(Event event) {
		dragging = event.detail == SWT.DRAG;
		ScrollBar bar = canvas.getVerticalBar();
		long y = bar.getSelection() * scale();
		if (bar.getSelection() + bar.getThumb() >= bar.getMaximum()) {
			// the end is where the bar ends, however wrong the heights above are
			y = content.total();
		}
		long away = y - viewport.top();
		if (Math.abs(away) <= 2L * viewport.height() && y > 0) {
			viewport.by((int) away);
		} else {
			viewport.to(y);
		}
		settled();
		listener.moved();
	}

	/** Moves the view. @param points downwards; negative: upwards */
	void scroll(int points) {
		viewport.by(points);
		settled();
		listener.moved();
	}

	private void paint(Event event) {
		if (stale) {
			refresh();
			canvas.getDisplay().asyncExec(() -> {
				if (!canvas.isDisposed()) {
					listener.seen();
				}
			});
		}
		GC gc = event.gc;
		gc.setAntialias(SWT.ON);
		gc.setBackground(faces.color(Fill.NONE));
		gc.fillRectangle(event.x, event.y, event.width, event.height);
		List<Viewport.Shown> shown = viewport.shown();
		boolean focused = canvas.isFocusControl();
		for (Viewport.Shown each : shown) {
			if (each.y() + each.height() > event.y && each.y() < event.y + event.height) {
				Piece piece = piece(each);
				painter.ground(gc, piece.of(), neighbour(each, -1), neighbour(each, 1), each.y(), each.height());
				painter.words(gc, piece, each.y(), selected(each, piece), marks, focused);
			}
		}
		if (focused && selection != null) {
			bounds(selection.caret()).ifPresent(caret -> painter.caret(gc, caret));
		}
	}

	private Selection.@Nullable Stretch selected(Viewport.Shown shown, Piece piece) {
		return selection == null ? null : selection.in(content.entry(shown.index()).ordinal(), piece.row(), piece.of().text().length());
	}

	/** The row above or below a piece; null at both ends. */
	private @Nullable Row neighbour(Viewport.Shown shown, int step) {
		int index = shown.index();
		int at = shown.piece() + step;
		if (at < 0) {
			return index == 0 ? null : content.block(index - 1).rows().getLast();
		}
		if (at >= content.block(index).size()) {
			return index + 1 >= content.size() ? null : content.block(index + 1).rows().getFirst();
		}
		return content.block(index).piece(at).of();
	}

	// --- places and points ---

	/** The place that is nearest to a point of the control; null if there is nothing at all. */
	@Nullable Place placeAt(int x, int y) {
		List<Viewport.Shown> shown = viewport.shown();
		if (shown.isEmpty()) {
			return null;
		}
		Viewport.Shown at = shown.getLast();
		for (Viewport.Shown each : shown.reversed()) {
			if (each.y() + each.height() > y) {
				at = each;
			}
		}
		Piece piece = piece(at);
		int[] trailing = new int[1];
		int offset = layouts.of(piece).getOffset(x - layouts.geometry().x(piece.of()), Math.max(0, y - at.y()), trailing);
		return new Place(content.entry(at.index()).ordinal(), piece.row(), piece.from() + Math.min(piece.length(), offset + trailing[0]));
	}

	/** What a point of the control leads to. */
	Optional<Target> targetAt(int x, int y) {
		for (Viewport.Shown each : viewport.shown()) {
			if (each.y() <= y && y < each.y() + each.height()) {
				return target(piece(each), x, y - each.y());
			}
		}
		return Optional.empty();
	}

	private Optional<Target> target(Piece piece, int x, int y) {
		Row row = piece.of();
		int in = x - layouts.geometry().x(row);
		Point picture = row.picture() == null ? null : pictures.size(row.picture(), layouts.geometry().width(row));
		if (picture != null) {
			return in >= 0 && in < picture.x ? Targets.firstOf(row) : Optional.empty();
		}
		if (row.isGap()) {
			return Optional.empty();
		}
		TextLayout layout = layouts.of(piece);
		int offset = layout.getOffset(in, y, null);
		// right of the end of a line the nearest character is none that is pointed at
		return piece.length() > offset && layout.getBounds(offset, offset).contains(in, y) ? Targets.at(row, piece.from() + offset) : Optional.empty();
	}

	/** Where the caret stands at a place, in the control; empty if that is not laid out now. */
	Optional<Rectangle> bounds(Place place) {
		for (Viewport.Shown each : viewport.shown()) {
			Piece piece = piece(each);
			if (content.entry(each.index()).ordinal() == place.ordinal() && has(piece, place)) {
				TextLayout layout = layouts.of(piece);
				int offset = Math.clamp(place.offset() - piece.from(), 0, piece.length());
				Point at = layout.getLocation(offset, false);
				int high = layout.getLineBounds(layout.getLineIndex(offset)).height;
				return Optional.of(new Rectangle(layouts.geometry().x(piece.of()) + at.x, each.y() + at.y, 1, high));
			}
		}
		return Optional.empty();
	}

	private static boolean has(Piece piece, Place place) {
		return piece.row() == place.row() && place.offset() >= piece.from() && (place.offset() < piece.to() || piece.isLast());
	}

	Layouts layouts() {
		return layouts;
	}

	/** Brings a place into view, if it is not, near the edge that it is beyond. Following is given up if the end goes out of view. */
	void reveal(Place place) {
		int index = content.indexOf(place.ordinal());
		if (index >= content.size() || content.entry(index).ordinal() != place.ordinal()) {
			return;
		}
		Optional<Rectangle> caret = bounds(place);
		int margin = Math.min(lineHeight(), viewport.height() / 4);
		if (caret.isEmpty()) {
			int piece = content.block(index).pieceAt(place.row(), place.offset());
			viewport.put(index, piece, viewport.height() / 3);
			caret = bounds(place);
		}
		caret.ifPresent(at -> {
			if (at.y < margin) {
				viewport.by(at.y - margin);
			} else if (at.y + at.height > viewport.height() - margin) {
				viewport.by(at.y + at.height - viewport.height() + margin);
			}
		});
		settled();
		listener.moved();
	}
}
