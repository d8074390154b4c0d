package dev.umbra.nostr;

import java.math.BigInteger;

import org.bouncycastle.math.ec.ECPoint;

/**
 * Multiples of one point, ready to be added: for each window of the bits of a number one of them, so that the product with a
 * number is a sum of few. For verification only. Any thread.
 */
final class Multiples {
	private static final int BITS = 256;
	private static final int POINT = 2 * PrimeField.LIMBS;
	private final int width;
	private final long[] points;

	/** @param width bits of a window; one more doubles what is kept, and saves a part of the sum */
	Multiples(ECPoint point, int width) {
		this.width = width;
		int windows = (BITS + width - 1) / width;
		int each = (1 << width) - 1;
		points = new long[windows * each * POINT];
		long[] base = new long[POINT];
		ECPoint normal = point.normalize();
		PrimeField.set(base, 0, normal.getAffineXCoord().toBigInteger());
		PrimeField.set(base, PrimeField.LIMBS, normal.getAffineYCoord().toBigInteger());
		long[] some = new long[(each + 1) * POINT];
		for (int window = 0; window < windows; window++) {
			multiples(base, some);
			System.arraycopy(some, 0, points, window * each * POINT, each * POINT);
			System.arraycopy(some, each * POINT, base, 0, POINT);
		}
	}

	/** The point once, twice, and so on, into the places of {@code into}. */
	private static void multiples(long[] point, long[] into) {
		int count = into.length / POINT;
		long[] sums = new long[count * PointSum.JACOBIAN];
		PointSum sum = new PointSum();
		for (int i = 0; i < count; i++) {
			sum.plus(point, 0);
			sum.write(sums, i * PointSum.JACOBIAN);
		}
		PointSum.affine(sums, into);
	}

	/** Adds {@code number} times the point. @param number 0 to 2^256 − 1 */
	void addTo(PointSum sum, BigInteger number) {
		long[] words = { number.longValue(), number.shiftRight(64).longValue(), number.shiftRight(128).longValue(), number.shiftRight(192).longValue(), 0 };
		int each = (1 << width) - 1;
		for (int bit = 0, first = 0; bit < BITS; bit += width, first += each) {
			int digit = digit(words, bit) & each;
			if (digit > 0) {
				sum.plus(points, (first + digit - 1) * POINT);
			}
		}
	}

	private static int digit(long[] words, int bit) {
		int word = bit / 64;
		int shift = bit % 64;
		long low = words[word] >>> shift;
		return (int) (shift == 0 ? low : low | words[word + 1] << 64 - shift);
	}
}
