package dev.umbra.nostr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.BIP340Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** BIP-340. What must be refused is made here, by the definition, so that each class of it is met and not only a figure. */
class SchnorrTest {
	private static final ECPoint G = CustomNamedCurves.getByName("secp256k1").getG();
	private static final BigInteger N = CustomNamedCurves.getByName("secp256k1").getN();
	private static final String FIELD = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f";
	private static final byte[] MESSAGE = Digests.sha256("what is signed".getBytes(StandardCharsets.UTF_8));
	private final Schnorr schnorr = new BouncySchnorr();
	private final SecretKey key = SecretKey.ofHex("0b432b2677937381aef05bb02a66ecd012773062cf3fa2549e44f58ed2401710");
	private final PublicKey author = schnorr.publicKey(key);
	private final Map<PublicKey, Multiples> ready = new HashMap<>();

	/** Both ways to verify must say the same, and so must what chooses between them. */
	private boolean verified(PublicKey by, byte[] message, byte[] signature) {
		boolean right = schnorr.verify(by, message, signature);
		if (signature.length == 64) {
			assertEquals(right, BouncySchnorr.byBouncyCastle(by, message, signature));
			Multiples multiples = multiples(by);
			assertEquals(right, multiples != null && BouncySchnorr.bySum(multiples, by, message, signature));
		}
		return right;
	}

	private @Nullable Multiples multiples(PublicKey by) {
		ECPublicKeyParameters point = BIP340Signer.decodePublicKey(by.bytes());
		return point == null ? null : ready.computeIfAbsent(by, key -> new Multiples(point.getQ(), 3));
	}

	@Test
	void signaturesAreThoseThatOthersMake() {
		SecretKey three = SecretKey.ofHex("00".repeat(31) + "03");
		assertEquals("f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9", schnorr.publicKey(three).hex());
		assertEquals("e907831f80848d1069a5371b402410364bdf1c5f8307b0084c55f1ce2dca821525f66a4a85ea8b71e482a74f382d2ce5ebeee8fdb2172f477df4900d310536c0",
				Hex.of(schnorr.sign(three, new byte[32], new byte[32])));
		// every bit of message and randomness set: neither may be reduced
		byte[] ones = new byte[32];
		Arrays.fill(ones, (byte) -1);
		assertEquals("25d1dff95105f5253c4022f628a996ad3a0d95fbf21d468a1b33f8c160d8f517", author.hex());
		assertEquals("7eb0509757e246f19449885651611cb965ecc1a187dd51b64fda1edc9637d5ec97582b9cb13db3933705b32ba982af5af25fd78881ebb32771fc5922efc66ea3",
				Hex.of(schnorr.sign(key, ones, ones)));
	}

	@Test
	void aPersonaHasTheSignatureThatOthersComputeWithoutRandomness() {
		SecretKey one = SecretKey.ofHex("00".repeat(31) + "01");
		UnsignedEvent persona = EventIdTest.persona(1700000000, "test-agent", EventIdTest.FULL);
		assertEquals("718bb85e568150135efa4c15d9486b57a2a4df1a07f24f3d405dcf72d3ac72385b913cd4a409adb652f54d7bdcd28946545cbadca424dba25a0789a0ae04ad27",
				Hex.of(schnorr.sign(one, persona.hash(schnorr.publicKey(one)), new byte[32])));
	}

	@Test
	void anyLengthOfMessageIsSignedAndEachSignatureIsAnother() {
		for (int length : new int[] { 0, 1, 17, 32, 33, 100, 5000 }) {
			byte[] message = new byte[length];
			byte[] signature = schnorr.sign(key, message);
			assertTrue(verified(author, message, signature), () -> length + " bytes");
			assertFalse(Arrays.equals(signature, schnorr.sign(key, message)));
		}
		assertThrows(IllegalArgumentException.class, () -> schnorr.sign(key, MESSAGE, new byte[31]));
	}

	@Test
	void eachChangedBitOfASignatureMakesItFalse() {
		byte[] signature = schnorr.sign(key, MESSAGE);
		for (int bit = 0; bit < 512; bit += 7) {
			byte[] changed = signature.clone();
			changed[bit / 8] ^= (byte) (1 << bit % 8);
			assertFalse(verified(author, MESSAGE, changed), "bit " + bit);
		}
		byte[] other = MESSAGE.clone();
		other[31] ^= 1;
		assertFalse(verified(author, other, signature));
		assertFalse(verified(schnorr.publicKey(SecretKey.random()), MESSAGE, signature));
	}

	@Test
	void keysThatAreNoPointOfTheCurveVerifyNothing() {
		byte[] signature = schnorr.sign(key, MESSAGE);
		for (String none : List.of("00".repeat(32), "eefdea4cdb677750a420fee807eacf21eb9898ae79b9768766e4faa04a2d4a34", FIELD, "ff".repeat(32),
				new BigInteger(FIELD, 16).add(new BigInteger(author.hex(), 16)).toString(16).substring(0, 64))) {
			assertFalse(verified(new PublicKey(none), MESSAGE, signature), none);
		}
	}

	/** s = k + e·d of BIP-340, for any nonce k and any first half. */
	private byte[] made(BigInteger k, byte[] first) {
		return halves(first, k.add(challenge(first).multiply(even(key))).mod(N));
	}

	private BigInteger challenge(byte[] first) {
		byte[] tag = Digests.sha256("BIP0340/challenge".getBytes(StandardCharsets.US_ASCII));
		return new BigInteger(1, Digests.sha256(tag, tag, first, author.bytes(), MESSAGE)).mod(N);
	}

	/** The secret key whose point has an even y. */
	private static BigInteger even(SecretKey key) {
		BigInteger d = key.number();
		return odd(d) ? N.subtract(d) : d;
	}

	private static boolean odd(BigInteger k) {
		return G.multiply(k).normalize().getAffineYCoord().testBitZero();
	}

	private static byte[] x(BigInteger k) {
		return BigIntegers.asUnsignedByteArray(32, G.multiply(k).normalize().getAffineXCoord().toBigInteger());
	}

	private static byte[] halves(byte[] first, BigInteger s) {
		byte[] both = Arrays.copyOf(first, 64);
		System.arraycopy(BigIntegers.asUnsignedByteArray(32, s), 0, both, 32, 32);
		return both;
	}

	@Test
	void aNonceWithAnOddPointIsRefused() {
		for (int i = 1; i < 20; i++) {
			BigInteger k = BigInteger.valueOf(1_000_003L * i);
			assertEquals(!odd(k), verified(author, MESSAGE, made(k, x(k))), "nonce " + k);
			assertEquals(odd(k), verified(author, MESSAGE, made(N.subtract(k), x(k))), "nonce -" + k);
		}
	}

	@Test
	void aNegatedSecondHalfIsRefused() {
		byte[] signature = schnorr.sign(key, MESSAGE);
		BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
		assertFalse(verified(author, MESSAGE, halves(Arrays.copyOf(signature, 32), N.subtract(s))));
	}

	/** sG − eP is no point at all: neither 0 nor 1 may be taken for its x. */
	@Test
	void aNonceAtInfinityIsRefused() {
		for (int x = 0; x <= 1; x++) {
			byte[] first = BigIntegers.asUnsignedByteArray(32, BigInteger.valueOf(x));
			assertFalse(verified(author, MESSAGE, made(BigInteger.ZERO, first)), "x " + x);
		}
	}

	@Test
	void halvesOutOfRangeAreRefused() {
		byte[] signature = schnorr.sign(key, MESSAGE);
		BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
		byte[] noPoint = Hex.bytes("4a298dacae57395a15d0795ddbfd1dcb564da82b0f269bc70a74f8220429ba1d");
		for (byte[] first : List.of(noPoint, Hex.bytes(FIELD), Hex.bytes("ff".repeat(32)), new byte[32])) {
			assertFalse(verified(author, MESSAGE, halves(first, s)));
			assertFalse(verified(author, MESSAGE, made(BigInteger.valueOf(77), first)));
		}
		for (BigInteger second : List.of(N, N.add(BigInteger.ONE), BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE), BigInteger.ZERO)) {
			assertFalse(verified(author, MESSAGE, halves(Arrays.copyOf(signature, 32), second)));
		}
		for (int length : new int[] { 0, 63, 65, 128 }) {
			assertFalse(verified(author, MESSAGE, Arrays.copyOf(signature, length)));
		}
	}

	@Test
	void aKeyThatIsMetOftenIsVerifiedAsBefore() {
		for (int i = 0; i < 60; i++) {
			byte[] message = { (byte) i };
			byte[] signature = schnorr.sign(key, message);
			assertTrue(schnorr.verify(author, message, signature), "signature " + i);
			signature[i] ^= 1;
			assertFalse(schnorr.verify(author, message, signature), "signature " + i);
		}
	}

	@Test
	void bothSidesShareOneSecret() {
		SecretKey other = SecretKey.random();
		assertArrayEquals(schnorr.shared(key, schnorr.publicKey(other)), schnorr.shared(other, author));
		assertThrows(NostrException.class, () -> schnorr.shared(key, new PublicKey("00".repeat(32))));
		assertThrows(NostrException.class, () -> schnorr.shared(key, new PublicKey(FIELD)));
	}

	@Test
	void eventsAreTrueOnlyAsTheyWereSigned() {
		Signatures signatures = new Signatures(schnorr);
		Event event = signatures.sign(new UnsignedEvent(1700000000, 1, List.of(Tag.of("t", "x")), "é"), key);
		assertEquals(author, event.author());
		assertTrue(signatures.verify(event));
		assertTrue(signatures.verify(new MessageReader(10_000).event(event.json())));
		Event another = signatures.sign(new UnsignedEvent(1700000000, 1, List.of(Tag.of("t", "x")), "è"), key);
		for (Event forged : List.of(new Event(event.id(), event.author(), event.createdAt() + 1, 1, event.tags(), event.content(), event.signature()),
				new Event(event.id(), event.author(), event.createdAt(), 2, event.tags(), event.content(), event.signature()),
				new Event(event.id(), event.author(), event.createdAt(), 1, List.of(), event.content(), event.signature()),
				new Event(event.id(), event.author(), event.createdAt(), 1, event.tags(), "e", event.signature()),
				new Event(event.id(), schnorr.publicKey(SecretKey.random()), event.createdAt(), 1, event.tags(), event.content(), event.signature()),
				new Event(event.id(), event.author(), event.createdAt(), 1, event.tags(), event.content(), another.signature()),
				new Event(another.id(), event.author(), event.createdAt(), 1, event.tags(), event.content(), another.signature()),
				new Event(another.id(), event.author(), event.createdAt(), 1, event.tags(), event.content(), event.signature()))) {
			assertFalse(signatures.verify(forged));
		}
	}
}
