package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * An entry as it is painted: its pieces, each with its height, measured or estimated. Pure; not shared between threads.
 */
final class Block {
	private final List<Row> rows;
	private final List<Piece> pieces;
	private final Heights heights;
	private final BitSet measured = new BitSet();
	/** That the heights were measured for, in points. */
	private int width;

	private Block(List<Row> rows, List<Piece> pieces, int[] heights, int width) {
		this.rows = rows;
		this.pieces = pieces;
		this.heights = new Heights(heights);
		this.width = width;
	}

	/** @param estimate of a piece's height at this width */
	static Block of(List<Row> rows, int width, ToIntFunction<Piece> estimate) {
		List<Piece> pieces = Piece.of(rows);
		return new Block(rows, pieces, pieces.stream().mapToInt(estimate).toArray(), width);
	}

	/** The block of other rows; what is the same at the beginning and at the end keeps its pieces and their heights. */
	Block with(List<Row> now, ToIntFunction<Piece> estimate) {
		int most = Math.min(rows.size(), now.size());
		int head = 0;
		while (head < most && same(rows.get(head), now.get(head))) {
			head++;
		}
		int tail = 0;
		while (tail < most - head && same(rows.get(rows.size() - 1 - tail), now.get(now.size() - 1 - tail))) {
			tail++;
		}
		int headPieces = firstOf(head);
		int tailPieces = pieces.size() - firstOf(rows.size() - tail);
		List<Piece> all = new ArrayList<>(Math.max(pieces.size(), now.size()));
		all.addAll(pieces.subList(0, headPieces));
		for (int i = head; i < now.size() - tail; i++) {
			Piece.add(all, i, now.get(i));
		}
		int moved = all.size();
		int shift = now.size() - rows.size();
		for (Piece piece : pieces.subList(pieces.size() - tailPieces, pieces.size())) {
			all.add(piece.at(piece.row() + shift));
		}
		int[] known = new int[all.size()];
		for (int i = 0; i < known.length; i++) {
			known[i] = i < headPieces ? heights.get(i) : i < moved ? estimate.applyAsInt(all.get(i)) : heights.get(pieces.size() - (known.length - i));
		}
		Block block = new Block(now, all, known, width);
		for (int i = measured.nextSetBit(0); i >= 0; i = measured.nextSetBit(i + 1)) {
			if (i < headPieces) {
				block.measured.set(i);
			} else if (i >= pieces.size() - tailPieces) {
				block.measured.set(known.length - (pieces.size() - i));
			}
		}
		return block;
	}

	private static boolean same(Row a, Row b) {
		return a == b || a.equals(b);
	}

	List<Row> rows() {
		return rows;
	}

	int size() {
		return pieces.size();
	}

	Piece piece(int index) {
		return pieces.get(index);
	}

	/** Index of the first piece of a row; the number of pieces for the row behind the last. */
	int firstOf(int row) {
		if (pieces.size() == rows.size()) {
			return Math.min(row, pieces.size());
		}
		int low = 0;
		int high = pieces.size();
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (pieces.get(middle).row() < row) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	/** Index of the piece that has this place of a row: the later one of two that touch there. */
	int pieceAt(int row, int offset) {
		int index = firstOf(Math.min(row, rows.size() - 1));
		while (index + 1 < pieces.size() && pieces.get(index + 1).row() == row && pieces.get(index + 1).from() <= offset) {
			index++;
		}
		return index;
	}

	/** At this width; heights of another one are estimates again. */
	boolean isMeasured(int index, int nowWidth) {
		if (nowWidth != width) {
			width = nowWidth;
			measured.clear();
		}
		return measured.get(index);
	}

	int height(int index) {
		return heights.get(index);
	}

	void measured(int index, int height) {
		measured.set(index);
		heights.set(index, height);
	}

	/** What a piece looks like changed: its height is to be measured again. */
	void forget(int index) {
		measured.clear(index);
	}

	void forgetAll() {
		measured.clear();
	}

	long above(int index) {
		return heights.above(index);
	}

	/** Index of the piece at {@code y} of the entry. */
	int at(long y) {
		return heights.at(y);
	}

	int total() {
		return (int) Math.min(Integer.MAX_VALUE, heights.total());
	}
}
