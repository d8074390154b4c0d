package dev.umbra.nostr;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Numbers below the prime of secp256k1, for verification only: what goes through here is public, and the time that it takes
 * tells of it. A number is five limbs of 52 bits, low ones first, in any five successive places of an array; it may be a
 * little above the prime until it is asked for. Products are taken in two halves of 52 bits, so that no carry is needed
 * between them.
 */
final class PrimeField {
	static final int LIMBS = 5;
	private static final long LIMB = (1L << 52) - 1;
	private static final long TOP = (1L << 48) - 1;
	/** 2^256, and 2^260, less the prime. */
	private static final long FOLD_256 = 0x1000003D1L;
	private static final long FOLD_260 = FOLD_256 << 4;
	private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.valueOf(FOLD_256));

	private PrimeField() {
	}

	/** r = a · b. The arrays may be the same, at the same places. */
	static void multiply(long[] r, int at, long[] a, int i, long[] b, int j) {
		long a0 = a[i], a1 = a[i + 1], a2 = a[i + 2], a3 = a[i + 3], a4 = a[i + 4];
		long b0 = b[j], b1 = b[j + 1], b2 = b[j + 2], b3 = b[j + 3], b4 = b[j + 4];
		long s0 = b0 << 12, s1 = b1 << 12, s2 = b2 << 12, s3 = b3 << 12, s4 = b4 << 12;
		long c0 = (a0 * b0 & LIMB);
		long c1 = Math.unsignedMultiplyHigh(a0, s0) + (a0 * b1 & LIMB) + (a1 * b0 & LIMB);
		long c2 = Math.unsignedMultiplyHigh(a0, s1) + (a0 * b2 & LIMB) + Math.unsignedMultiplyHigh(a1, s0) + (a1 * b1 & LIMB)
				+ (a2 * b0 & LIMB);
		long c3 = Math.unsignedMultiplyHigh(a0, s2) + (a0 * b3 & LIMB) + Math.unsignedMultiplyHigh(a1, s1) + (a1 * b2 & LIMB)
				+ Math.unsignedMultiplyHigh(a2, s0) + (a2 * b1 & LIMB) + (a3 * b0 & LIMB);
		long c4 = Math.unsignedMultiplyHigh(a0, s3) + (a0 * b4 & LIMB) + Math.unsignedMultiplyHigh(a1, s2) + (a1 * b3 & LIMB)
				+ Math.unsignedMultiplyHigh(a2, s1) + (a2 * b2 & LIMB) + Math.unsignedMultiplyHigh(a3, s0) + (a3 * b1 & LIMB)
				+ (a4 * b0 & LIMB);
		long c5 = Math.unsignedMultiplyHigh(a0, s4) + Math.unsignedMultiplyHigh(a1, s3) + (a1 * b4 & LIMB) + Math.unsignedMultiplyHigh(a2, s2)
				+ (a2 * b3 & LIMB) + Math.unsignedMultiplyHigh(a3, s1) + (a3 * b2 & LIMB) + Math.unsignedMultiplyHigh(a4, s0)
				+ (a4 * b1 & LIMB);
		long c6 = Math.unsignedMultiplyHigh(a1, s4) + Math.unsignedMultiplyHigh(a2, s3) + (a2 * b4 & LIMB) + Math.unsignedMultiplyHigh(a3, s2)
				+ (a3 * b3 & LIMB) + Math.unsignedMultiplyHigh(a4, s1) + (a4 * b2 & LIMB);
		long c7 = Math.unsignedMultiplyHigh(a2, s4) + Math.unsignedMultiplyHigh(a3, s3) + (a3 * b4 & LIMB) + Math.unsignedMultiplyHigh(a4, s2)
				+ (a4 * b3 & LIMB);
		long c8 = Math.unsignedMultiplyHigh(a3, s4) + Math.unsignedMultiplyHigh(a4, s3) + (a4 * b4 & LIMB);
		long c9 = Math.unsignedMultiplyHigh(a4, s4);
		c1 += c0 >>> 52;
		c2 += c1 >>> 52;
		c3 += c2 >>> 52;
		c4 += c3 >>> 52;
		c5 += c4 >>> 52;
		c6 += c5 >>> 52;
		c7 += c6 >>> 52;
		c8 += c7 >>> 52;
		c9 += c8 >>> 52;
		fold(r, at, c0 & LIMB, c1 & LIMB, c2 & LIMB, c3 & LIMB, c4 & LIMB, c5 & LIMB, c6 & LIMB, c7 & LIMB, c8 & LIMB, c9);
	}

	/** What is above 2^260 counts FOLD_260 below. */
	private static void fold(long[] r, int at, long c0, long c1, long c2, long c3, long c4, long h0, long h1, long h2, long h3, long h4) {
		long above = high(h4);
		r[at] = c0 + low(h0) + low(above);
		r[at + 1] = c1 + low(h1) + high(h0) + high(above);
		r[at + 2] = c2 + low(h2) + high(h1);
		r[at + 3] = c3 + low(h3) + high(h2);
		r[at + 4] = c4 + low(h4) + high(h3);
		carry(r, at);
	}

	private static long low(long limb) {
		return limb * FOLD_260 & LIMB;
	}

	private static long high(long limb) {
		return Math.unsignedMultiplyHigh(limb, FOLD_260 << 12);
	}

	/** Limbs of 52 bits again, and the last one of hardly more than 48. */
	private static void carry(long[] r, int at) {
		long r0 = r[at];
		long r1 = r[at + 1] + (r0 >>> 52);
		long r2 = r[at + 2] + (r1 >>> 52);
		long r3 = r[at + 3] + (r2 >>> 52);
		long r4 = r[at + 4] + (r3 >>> 52);
		r0 = (r0 & LIMB) + (r4 >>> 48) * FOLD_256;
		r1 = (r1 & LIMB) + (r0 >>> 52);
		r2 = (r2 & LIMB) + (r1 >>> 52);
		r3 = (r3 & LIMB) + (r2 >>> 52);
		r[at] = r0 & LIMB;
		r[at + 1] = r1 & LIMB;
		r[at + 2] = r2 & LIMB;
		r[at + 3] = r3 & LIMB;
		r[at + 4] = (r4 & TOP) + (r3 >>> 52);
	}

	/** r = a + b. */
	static void add(long[] r, int at, long[] a, int i, long[] b, int j) {
		for (int k = 0; k < LIMBS; k++) {
			r[at + k] = a[i + k] + b[j + k];
		}
		carry(r, at);
	}

	/** r = a − b, by way of four times the prime, so that no limb is below zero. */
	static void subtract(long[] r, int at, long[] a, int i, long[] b, int j) {
		r[at] = a[i] + 4 * (LIMB - FOLD_256 + 1) - b[j];
		r[at + 1] = a[i + 1] + 4 * LIMB - b[j + 1];
		r[at + 2] = a[i + 2] + 4 * LIMB - b[j + 2];
		r[at + 3] = a[i + 3] + 4 * LIMB - b[j + 3];
		r[at + 4] = a[i + 4] + 4 * TOP - b[j + 4];
		carry(r, at);
	}

	static boolean isZero(long[] a, int i) {
		return number(a, i).signum() == 0;
	}

	/** The number itself, below the prime. */
	static BigInteger number(long[] a, int i) {
		BigInteger number = BigInteger.ZERO;
		for (int k = LIMBS - 1; k >= 0; k--) {
			number = number.shiftLeft(52).add(BigInteger.valueOf(a[i + k]));
		}
		return number.mod(PRIME);
	}

	/** @param number below 2^256, not negative */
	static void set(long[] r, int at, BigInteger number) {
		for (int k = 0; k < LIMBS; k++) {
			r[at + k] = number.shiftRight(52 * k).longValue() & LIMB;
		}
	}

	/** r = 1 / a, of zero zero: a to the power of the prime less two, whose ones are in runs of 223, 22, 1, 2 and 1. */
	static void invert(long[] r, int at, long[] a, int i) {
		long[] t = new long[8 * LIMBS];
		int one = 0, two = LIMBS, three = 2 * LIMBS, some = 3 * LIMBS, x22 = 4 * LIMBS, x44 = 5 * LIMBS, x88 = 6 * LIMBS, last = 7 * LIMBS;
		System.arraycopy(a, i, t, one, LIMBS);
		power(t, two, one, 1, one);
		power(t, three, two, 1, one);
		power(t, some, three, 3, three);
		power(t, some, some, 3, three);
		power(t, some, some, 2, two);
		power(t, x22, some, 11, some);
		power(t, x44, x22, 22, x22);
		power(t, x88, x44, 44, x44);
		power(t, last, x88, 88, x88);
		power(t, last, last, 44, x44);
		power(t, last, last, 3, three);
		power(t, last, last, 23, x22);
		power(t, last, last, 5, one);
		power(t, last, last, 3, two);
		power(t, last, last, 2, one);
		System.arraycopy(t, last, r, at, LIMBS);
	}

	/** r = a to the power of 2^squares, times b; all in one array. */
	private static void power(long[] t, int r, int a, int squares, int b) {
		long[] factor = Arrays.copyOfRange(t, b, b + LIMBS);
		System.arraycopy(t, a, t, r, LIMBS);
		for (int i = 0; i < squares; i++) {
			multiply(t, r, t, r, t, r);
		}
		multiply(t, r, t, r, factor, 0);
	}

	static BigInteger prime() {
		return PRIME;
	}
}
