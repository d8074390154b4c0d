package dev.umbra.nostr;

import static dev.umbra.nostr.PrimeField.LIMBS;
import static dev.umbra.nostr.PrimeField.add;
import static dev.umbra.nostr.PrimeField.isZero;
import static dev.umbra.nostr.PrimeField.multiply;
import static dev.umbra.nostr.PrimeField.subtract;

import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/**
 * A point of secp256k1 to which others are added, in Jacobian coordinates: for verification only, as {@link PrimeField}. One
 * thread.
 */
final class PointSum {
	/** Places of X, Y and Z. */
	static final int JACOBIAN = 3 * LIMBS;
	private static final int X = 0;
	private static final int Y = LIMBS;
	private static final int Z = 2 * LIMBS;
	private static final int ZZ = 3 * LIMBS;
	private static final int H = 4 * LIMBS;
	private static final int R = 5 * LIMBS;
	private static final int HH = 6 * LIMBS;
	private static final int V = 7 * LIMBS;
	private static final int T = 8 * LIMBS;
	private final long[] f = new long[9 * LIMBS];
	private boolean infinite = true;

	/** @param even whether y is */
	record Affine(BigInteger x, boolean even) {
	}

	/** Adds the point whose x and y are at {@code at} of {@code points}. */
	void plus(long[] points, int at) {
		if (infinite) {
			System.arraycopy(points, at, f, X, 2 * LIMBS);
			one();
			infinite = false;
			return;
		}
		multiply(f, ZZ, f, Z, f, Z);
		multiply(f, H, points, at, f, ZZ);
		subtract(f, H, f, H, f, X);
		multiply(f, R, points, at + LIMBS, f, Z);
		multiply(f, R, f, R, f, ZZ);
		subtract(f, R, f, R, f, Y);
		// rare, but whoever makes a signature can choose it
		if (isSmall(H) && isZero(f, H)) {
			same();
			return;
		}
		multiply(f, Z, f, Z, f, H);
		multiply(f, HH, f, H, f, H);
		multiply(f, V, f, X, f, HH);
		multiply(f, HH, f, HH, f, H);
		multiply(f, X, f, R, f, R);
		subtract(f, X, f, X, f, HH);
		subtract(f, X, f, X, f, V);
		subtract(f, X, f, X, f, V);
		multiply(f, T, f, Y, f, HH);
		subtract(f, V, f, V, f, X);
		multiply(f, Y, f, R, f, V);
		subtract(f, Y, f, Y, f, T);
	}

	private void one() {
		f[Z] = 1;
		for (int i = 1; i < LIMBS; i++) {
			f[Z + i] = 0;
		}
	}

	/** Whether the number can be zero at all: it is then nothing, or the prime, or twice that; the last limb tells most apart. */
	private boolean isSmall(int at) {
		long last = f[at + LIMBS - 1];
		return last == 0 || last >= (1L << 48) - 1;
	}

	/** The point to be added is this one, or its negative. */
	private void same() {
		if (isZero(f, R)) {
			twice();
		} else {
			infinite = true;
		}
	}

	private void twice() {
		multiply(f, Z, f, Y, f, Z);
		add(f, Z, f, Z, f, Z);
		multiply(f, H, f, X, f, X);
		multiply(f, R, f, Y, f, Y);
		multiply(f, HH, f, R, f, R);
		add(f, V, f, X, f, R);
		multiply(f, V, f, V, f, V);
		subtract(f, V, f, V, f, H);
		subtract(f, V, f, V, f, HH);
		add(f, V, f, V, f, V);
		add(f, R, f, H, f, H);
		add(f, R, f, R, f, H);
		multiply(f, X, f, R, f, R);
		subtract(f, X, f, X, f, V);
		subtract(f, X, f, X, f, V);
		subtract(f, V, f, V, f, X);
		multiply(f, Y, f, R, f, V);
		for (int i = 0; i < 3; i++) {
			add(f, HH, f, HH, f, HH);
		}
		subtract(f, Y, f, Y, f, HH);
	}

	/** X, Y and Z of the sum, which is not infinite. */
	void write(long[] into, int at) {
		System.arraycopy(f, X, into, at, JACOBIAN);
	}

	/**
	 * The x and y of many sums, by one inversion for all.
	 *
	 * @param sums as {@link #write} leaves them, one after the other
	 * @param into x and y of each
	 */
	static void affine(long[] sums, long[] into) {
		int count = sums.length / JACOBIAN;
		long[] before = new long[(count + 1) * LIMBS];
		before[0] = 1;
		for (int i = 0; i < count; i++) {
			multiply(before, (i + 1) * LIMBS, before, i * LIMBS, sums, i * JACOBIAN + Z);
		}
		long[] t = new long[3 * LIMBS];
		PrimeField.invert(t, 0, before, count * LIMBS);
		for (int i = count - 1; i >= 0; i--) {
			int sum = i * JACOBIAN;
			multiply(t, LIMBS, t, 0, before, i * LIMBS);
			multiply(t, 0, t, 0, sums, sum + Z);
			multiply(t, 2 * LIMBS, t, LIMBS, t, LIMBS);
			multiply(into, 2 * i * LIMBS, sums, sum + X, t, 2 * LIMBS);
			multiply(t, 2 * LIMBS, t, 2 * LIMBS, t, LIMBS);
			multiply(into, (2 * i + 1) * LIMBS, sums, sum + Y, t, 2 * LIMBS);
		}
	}

	/** The sum; null: the point at infinity. */
	@Nullable
	Affine affine() {
		if (infinite) {
			return null;
		}
		PrimeField.invert(f, H, f, Z);
		multiply(f, HH, f, H, f, H);
		multiply(f, V, f, X, f, HH);
		multiply(f, R, f, Y, f, HH);
		multiply(f, R, f, R, f, H);
		return new Affine(PrimeField.number(f, V), !PrimeField.number(f, R).testBit(0));
	}
}
