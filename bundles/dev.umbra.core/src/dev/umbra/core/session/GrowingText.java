package dev.umbra.core.session;

import org.jspecify.annotations.Nullable;

/**
 * A text that grows by appending without copying what is there: each value shares its beginning with the one it was made
 * from, so an append costs the chunk alone and old values stay valid. {@link #toString} puts the pieces together.
 */
public final class GrowingText {
	public static final GrowingText EMPTY = new GrowingText(null, "", 0);
	private final @Nullable GrowingText before;
	private final String chunk;
	private final int length;

	private GrowingText(@Nullable GrowingText before, String chunk, int length) {
		this.before = before;
		this.chunk = chunk;
		this.length = length;
	}

	public static GrowingText of(String text) {
		return text.isEmpty() ? EMPTY : new GrowingText(null, text, text.length());
	}

	/** @throws ArithmeticException if the text would pass 2^31 - 1 UTF-16 code units */
	public GrowingText append(String more) {
		return more.isEmpty() ? this : new GrowingText(this, more, Math.addExact(length, more.length()));
	}

	/** At most its first {@code most} UTF-16 code units; does not put together what comes after them. */
	public String beginning(int most) {
		char[] first = new char[Math.min(most, length)];
		int end = length;
		for (GrowingText piece = this; piece != null; piece = piece.before) {
			end -= piece.chunk.length();
			if (end < first.length) {
				piece.chunk.getChars(0, Math.min(piece.chunk.length(), first.length - end), first, end);
			}
		}
		return new String(first);
	}

	/** UTF-16 code units. */
	public int length() {
		return length;
	}

	@Override
	public String toString() {
		char[] all = new char[length];
		int end = length;
		for (GrowingText piece = this; piece != null; piece = piece.before) {
			end -= piece.chunk.length();
			piece.chunk.getChars(0, piece.chunk.length(), all, end);
		}
		return new String(all);
	}
}
