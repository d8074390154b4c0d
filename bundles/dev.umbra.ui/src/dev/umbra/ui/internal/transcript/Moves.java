package dev.umbra.ui.internal.transcript;

import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.TextLayout;
import org.jspecify.annotations.Nullable;

/** Where the caret goes from a place. On the SWT thread. */
final class Moves {
	/** A piece. */
	private record At(int index, int piece) {
	}

	private final TranscriptCanvas canvas;
	private final Content content;

	Moves(TranscriptCanvas canvas) {
		this.canvas = canvas;
		content = canvas.content();
	}

	private @Nullable At at(Place place) {
		int index = content.indexOf(place.ordinal());
		if (index >= content.size()) {
			return null;
		}
		return content.entry(index).ordinal() == place.ordinal() ? new At(index, content.block(index).pieceAt(place.row(), place.offset()))
				: new At(index, 0);
	}

	/** The next piece that is not a gap; null at both ends. */
	private @Nullable At beside(At at, int step) {
		int index = at.index();
		int piece = at.piece() + step;
		while (true) {
			if (piece < 0) {
				if (--index < 0) {
					return null;
				}
				piece = content.block(index).size() - 1;
			} else if (piece >= content.block(index).size()) {
				if (++index >= content.size()) {
					return null;
				}
				piece = 0;
			}
			if (!content.block(index).piece(piece).of().isGap()) {
				return new At(index, piece);
			}
			piece += step;
		}
	}

	private Piece piece(At at) {
		return content.block(at.index()).piece(at.piece());
	}

	private Place place(At at, int offset) {
		Piece piece = piece(at);
		return new Place(content.entry(at.index()).ordinal(), piece.row(), Clusters.snap(piece.of().text(), piece.from() + offset));
	}

	/** Where a place stands, in points from the left edge of the control. */
	int x(Place place) {
		At at = at(place);
		if (at == null) {
			return 0;
		}
		Piece piece = piece(at);
		Point point = canvas.layouts().of(piece).getLocation(Math.clamp(place.offset() - piece.from(), 0, piece.length()), false);
		return canvas.layouts().geometry().x(piece.of()) + point.x;
	}

	/** One line down or up, as near to {@code x} of the control as can be. */
	Place line(Place place, int step, int x) {
		At at = at(place);
		if (at == null) {
			return place;
		}
		TextLayout layout = canvas.layouts().of(piece(at));
		int line = layout.getLineIndex(Math.clamp(place.offset() - piece(at).from(), 0, piece(at).length())) + step;
		if (line >= 0 && line < layout.getLineCount()) {
			return inLine(at, line, x);
		}
		At next = beside(at, step);
		return next == null ? place : inLine(next, step > 0 ? 0 : canvas.layouts().of(piece(next)).getLineCount() - 1, x);
	}

	private Place inLine(At at, int line, int x) {
		TextLayout layout = canvas.layouts().of(piece(at));
		Rectangle bounds = layout.getLineBounds(line);
		int[] trailing = new int[1];
		int offset = layout.getOffset(x - canvas.layouts().geometry().x(piece(at).of()), bounds.y + bounds.height / 2, trailing);
		int[] lines = layout.getLineOffsets();
		// behind the last character of a wrapped line is the beginning of the next one
		int most = line + 2 < lines.length ? lines[line + 1] - 1 : lines[line + 1];
		return place(at, Math.min(offset + trailing[0], Math.max(lines[line], most)));
	}

	/** To the beginning or the end of the line. */
	Place edge(Place place, boolean end) {
		At at = at(place);
		if (at == null) {
			return place;
		}
		TextLayout layout = canvas.layouts().of(piece(at));
		int line = layout.getLineIndex(Math.clamp(place.offset() - piece(at).from(), 0, piece(at).length()));
		int[] lines = layout.getLineOffsets();
		int last = line + 2 < lines.length ? lines[line + 1] - 1 : lines[line + 1];
		return place(at, end ? Math.max(lines[line], last) : lines[line]);
	}

	/** One character or one word on or back; from the end of a row to the beginning of the next. */
	Place across(Place place, boolean forward, boolean word) {
		At at = at(place);
		if (at == null) {
			return place;
		}
		String text = piece(at).of().text();
		int offset = Math.min(place.offset(), text.length());
		int now = forward ? word ? Clusters.nextWord(text, offset) : Clusters.next(text, offset)
				: word ? Clusters.previousWord(text, offset) : Clusters.previous(text, offset);
		if (now != offset) {
			return new Place(place.ordinal(), piece(at).row(), now);
		}
		At next = beside(at, forward ? 1 : -1);
		return next == null ? place : place(next, forward ? 0 : piece(next).length());
	}

	/** The first place of all, or the last. */
	@Nullable Place end(boolean last) {
		if (content.size() == 0) {
			return null;
		}
		At outside = last ? new At(content.size() - 1, content.block(content.size() - 1).size()) : new At(0, -1);
		At at = beside(outside, last ? -1 : 1);
		return at == null ? null : place(at, last ? piece(at).length() : 0);
	}
}
