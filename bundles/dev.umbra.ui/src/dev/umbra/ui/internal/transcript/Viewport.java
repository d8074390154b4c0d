package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link Content} that is seen. While the end is followed, the last piece stands at the lower edge; else a piece
 * stays at the upper edge, whatever comes above or below it and however wrong the estimates of heights were. Only what is seen is
 * measured. Pure; not shared between threads.
 */
final class Viewport {
	/** A piece that is seen. @param index of its entry, @param piece in the entry, @param y of its upper edge in the view, points */
	record Shown(int index, int piece, int y, int height) {
	}

	private final Content content;
	private int height;
	private boolean following = true;
	/** The piece at the upper edge, and how much of it is above. */
	private long ordinal;
	private int piece;
	private int pixel;
	/** The row of that piece, to find it again where others came before it in its entry. */
	private @Nullable Row row;
	private List<Shown> shown = List.of();

	Viewport(Content content) {
		this.content = content;
	}

	void height(int points) {
		height = points;
	}

	int height() {
		return height;
	}

	boolean isFollowing() {
		return following;
	}

	/** @param follow whether the end is to be in view from now on; else what is seen stays */
	void follow(boolean follow) {
		following = follow;
	}

	/** What was seen when it was last laid out, from above to below. */
	List<Shown> shown() {
		return shown;
	}

	/** Measures what is seen, until it stands. */
	List<Shown> lay() {
		if (content.size() == 0 || height <= 0) {
			shown = List.of();
			return shown;
		}
		List<Shown> all = following ? fromEnd() : fromAnchor();
		shown = all;
		Shown first = all.getFirst();
		anchor(first.index(), first.piece(), -first.y());
		return all;
	}

	private void anchor(int index, int newPiece, int newPixel) {
		ordinal = content.entry(index).ordinal();
		piece = newPiece;
		pixel = newPixel;
		row = content.block(index).piece(newPiece).of();
	}

	private List<Shown> fromEnd() {
		List<Shown> up = new ArrayList<>();
		int y = height;
		int index = content.size() - 1;
		int at = content.block(index).size() - 1;
		while (y > 0) {
			int high = content.height(index, at);
			y -= high;
			up.add(new Shown(index, at, y, high));
			if (--at < 0) {
				if (--index < 0) {
					break;
				}
				at = content.block(index).size() - 1;
			}
		}
		// fewer than fill the view: they stand at its upper edge
		int shift = Math.max(0, y);
		return up.reversed().stream().map(each -> new Shown(each.index(), each.piece(), each.y() - shift, each.height())).toList();
	}

	private List<Shown> fromAnchor() {
		int index = Math.min(content.indexOf(ordinal), content.size() - 1);
		boolean there = content.entry(index).ordinal() == ordinal;
		Block block = content.block(index);
		int at = there ? found(block) : 0;
		int y = there ? -Math.min(pixel, Math.max(0, content.height(index, at) - 1)) : 0;
		List<Shown> down = new ArrayList<>();
		while (y < height) {
			int high = content.height(index, at);
			down.add(new Shown(index, at, y, high));
			y += high;
			if (++at >= content.block(index).size()) {
				at = 0;
				if (++index >= content.size()) {
					break;
				}
			}
		}
		return y < height ? fromEnd() : down;
	}

	/** Where the piece at the upper edge is now: rows of its entry may have come before it. */
	private int found(Block block) {
		Row known = row;
		int last = block.size() - 1;
		if (known != null && !isAt(block, piece, known)) {
			for (int away = 1; away <= Math.max(piece, last); away++) {
				if (isAt(block, piece - away, known)) {
					return piece - away;
				}
				if (isAt(block, piece + away, known)) {
					return piece + away;
				}
			}
		}
		return Math.min(piece, last);
	}

	/** Rows that were made again are others, and equal. */
	private static boolean isAt(Block block, int index, Row known) {
		return index >= 0 && index < block.size() && (block.piece(index).of() == known || block.piece(index).of().equals(known));
	}

	/** Moves over the content, and gives up following. @param points downwards; negative: upwards */
	void by(int points) {
		lay();
		following = false;
		if (shown.isEmpty()) {
			return;
		}
		Shown first = shown.getFirst();
		int index = first.index();
		int at = first.piece();
		int y = first.y() - points;
		while (y > 0 && (at > 0 || index > 0)) {
			if (--at < 0) {
				index--;
				at = content.block(index).size() - 1;
			}
			y -= content.height(index, at);
		}
		while (y + content.height(index, at) <= 0 && !(index == content.size() - 1 && at == content.block(index).size() - 1)) {
			y += content.height(index, at);
			if (++at >= content.block(index).size()) {
				at = 0;
				index++;
			}
		}
		anchor(index, at, Math.max(0, -y));
		lay();
	}

	/** Goes to a place of the whole, as far as its heights are known, and gives up following. */
	void to(long y) {
		if (content.size() == 0) {
			return;
		}
		following = false;
		int index = content.at(y);
		// what is in the entry is known only now, and so how high it is
		double part = (y - content.above(index)) / (double) Math.max(1, content.height(index));
		Block block = content.block(index);
		long in = Math.clamp((long) (part * block.total()), 0, Math.max(0, block.total() - 1));
		int at = block.at(in);
		anchor(index, at, (int) (in - block.above(at)));
		lay();
	}

	/** Puts a piece so that its upper edge is {@code y} below the view's, and gives up following. */
	void put(int index, int newPiece, int y) {
		following = false;
		anchor(index, newPiece, 0);
		lay();
		if (y != 0) {
			by(-y);
		}
	}

	/** Points above the view, as far as is known. */
	long top() {
		if (shown.isEmpty()) {
			return 0;
		}
		Shown first = shown.getFirst();
		return content.above(first.index(), first.piece()) - first.y();
	}

	/** Whether the last piece is seen, all of it but {@code tolerance} points. */
	boolean endInView(int tolerance) {
		if (shown.isEmpty()) {
			return true;
		}
		Shown last = shown.getLast();
		return last.index() == content.size() - 1 && last.piece() == content.block(last.index()).size() - 1
				&& last.y() + last.height() <= height + tolerance;
	}

	/** Ordinal of the entry at the upper edge; 0 if there is none. */
	long ordinal() {
		return ordinal;
	}
}
