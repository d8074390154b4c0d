package dev.umbra.nostr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Sums and products on the curve, against those of a library, at the edges too. */
class PrimeFieldTest {
	private static final BigInteger P = PrimeField.prime();
	private static final ECPoint G = CustomNamedCurves.getByName("secp256k1").getG();
	private static final BigInteger N = CustomNamedCurves.getByName("secp256k1").getN();
	private final Random random = new Random(340);

	private List<BigInteger> numbers() {
		BigInteger all = BigInteger.ONE.shiftLeft(256);
		List<BigInteger> numbers = new ArrayList<>(List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO, P.subtract(BigInteger.ONE), P, P.add(BigInteger.ONE),
				all.subtract(BigInteger.ONE), all.subtract(BigInteger.TWO), BigInteger.ONE.shiftLeft(255), BigInteger.ONE.shiftLeft(208), BigInteger.ONE.shiftLeft(52)));
		for (int bit = 51; bit < 256; bit += 52) {
			numbers.add(BigInteger.ONE.shiftLeft(bit + 1).subtract(BigInteger.ONE));
		}
		for (int i = 0; i < 60; i++) {
			numbers.add(new BigInteger(256, random));
		}
		return numbers;
	}

	@Test
	void numbersAreAddedSubtractedAndMultiplied() {
		long[] f = new long[20];
		for (BigInteger a : numbers()) {
			for (BigInteger b : numbers()) {
				PrimeField.set(f, 0, a);
				PrimeField.set(f, 5, b);
				PrimeField.add(f, 10, f, 0, f, 5);
				assertEquals(a.add(b).mod(P), PrimeField.number(f, 10));
				PrimeField.subtract(f, 10, f, 0, f, 5);
				assertEquals(a.subtract(b).mod(P), PrimeField.number(f, 10));
				PrimeField.multiply(f, 10, f, 0, f, 5);
				assertEquals(a.multiply(b).mod(P), PrimeField.number(f, 10));
			}
		}
	}

	@Test
	void numbersAreInverted() {
		long[] f = new long[10];
		for (BigInteger a : numbers()) {
			PrimeField.set(f, 0, a);
			PrimeField.invert(f, 5, f, 0);
			assertEquals(a.mod(P).signum() == 0 ? BigInteger.ZERO : a.modInverse(P), PrimeField.number(f, 5));
			PrimeField.invert(f, 0, f, 0);
			assertEquals(PrimeField.number(f, 5), PrimeField.number(f, 0));
		}
	}

	/** What comes out of one goes into the next, so no result may be larger than the next can take. */
	@Test
	void longChainsStayRight() {
		for (BigInteger start : numbers()) {
			long[] f = new long[15];
			PrimeField.set(f, 0, start);
			PrimeField.set(f, 5, new BigInteger(256, random));
			BigInteger a = start;
			BigInteger b = PrimeField.number(f, 5);
			for (int i = 0; i < 200; i++) {
				switch (random.nextInt(4)) {
				case 0 -> {
					PrimeField.add(f, 0, f, 0, f, 5);
					a = a.add(b);
				}
				case 1 -> {
					PrimeField.subtract(f, 0, f, 5, f, 0);
					a = b.subtract(a);
				}
				case 2 -> {
					PrimeField.multiply(f, 0, f, 0, f, 0);
					a = a.multiply(a);
				}
				default -> {
					PrimeField.multiply(f, 5, f, 0, f, 5);
					b = a.multiply(b).mod(P);
				}
				}
				a = a.mod(P);
			}
			assertEquals(a, PrimeField.number(f, 0));
			assertEquals(b, PrimeField.number(f, 5));
		}
	}

	private static void same(ECPoint expected, PointSum sum) {
		PointSum.Affine affine = sum.affine();
		if (expected.isInfinity()) {
			assertNull(affine);
			return;
		}
		ECPoint point = expected.normalize();
		assertNotNull(affine);
		assertEquals(point.getAffineXCoord().toBigInteger(), affine.x());
		assertEquals(!point.getAffineYCoord().testBitZero(), affine.even());
	}

	@Test
	void multiplesAreThoseOfTheCurve() {
		List<BigInteger> factors = new ArrayList<>(List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO, N.subtract(BigInteger.ONE), N, N.add(BigInteger.ONE),
				BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE), BigInteger.ONE.shiftLeft(255)));
		for (int i = 0; i < 20; i++) {
			factors.add(new BigInteger(256, random));
		}
		for (int width : new int[] { 1, 3, 5, 8 }) {
			Multiples multiples = new Multiples(G, width);
			for (BigInteger factor : factors) {
				PointSum sum = new PointSum();
				multiples.addTo(sum, factor);
				same(G.multiply(factor.mod(N)), sum);
			}
		}
	}

	/** A point and itself, a point and its negative: whoever signs can bring these about. */
	@Test
	void equalAndOppositePointsAreAddedRightly() {
		Multiples base = new Multiples(G, 4);
		Multiples seven = new Multiples(G.multiply(BigInteger.valueOf(7)).normalize(), 4);
		for (int i = 0; i < 40; i++) {
			BigInteger factor = new BigInteger(255, random);
			for (BigInteger left : List.of(factor, factor.negate(), factor.add(BigInteger.ONE), factor.negate().subtract(BigInteger.ONE))) {
				PointSum sum = new PointSum();
				base.addTo(sum, left.multiply(BigInteger.valueOf(7)).mod(N));
				seven.addTo(sum, factor);
				same(G.multiply(left.add(factor).multiply(BigInteger.valueOf(7)).mod(N)), sum);
			}
		}
		// of each window one point: the sum meets exactly the point that is added next
		for (int i = 1; i < 16; i++) {
			PointSum twice = new PointSum();
			base.addTo(twice, BigInteger.valueOf(i));
			base.addTo(twice, BigInteger.valueOf(i));
			same(G.multiply(BigInteger.valueOf(2L * i)), twice);
			PointSum none = new PointSum();
			seven.addTo(none, BigInteger.ONE);
			base.addTo(none, BigInteger.valueOf(i));
			base.addTo(none, N.subtract(BigInteger.valueOf(i + 7L)));
			same(G.getCurve().getInfinity(), none);
			base.addTo(none, BigInteger.valueOf(i));
			same(G.multiply(BigInteger.valueOf(i)), none);
		}
	}
}
