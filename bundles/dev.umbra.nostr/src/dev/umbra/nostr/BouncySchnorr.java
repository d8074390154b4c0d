package dev.umbra.nostr;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.BIP340Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * {@link Schnorr} by Bouncy Castle. Signatures of keys that are met often are verified by sums of multiples that are ready
 * ({@link FrequentKeys}), several times as fast, and with the same answers.
 */
@Component(service = Schnorr.class)
public final class BouncySchnorr implements Schnorr {
	private static final SecureRandom RANDOM = new SecureRandom();
	private static final byte[] CHALLENGE = Digests.sha256("BIP0340/challenge".getBytes(StandardCharsets.US_ASCII));
	private static final int BASE_WIDTH = 8;
	private final FrequentKeys frequent = new FrequentKeys();

	/** The multiples of the curve's base point, 650 kB, made when they are first needed. */
	private static final class Generator {
		static final Multiples MULTIPLES = new Multiples(BIP340Signer.getDomain().getG(), BASE_WIDTH);
	}

	@Override
	public PublicKey publicKey(SecretKey key) {
		ECPoint point = new FixedPointCombMultiplier().multiply(BIP340Signer.getDomain().getG(), key.number()).normalize();
		return new PublicKey(Hex.of(x(point)));
	}

	@Override
	public byte[] sign(SecretKey key, byte[] message) {
		return sign(key, message, RANDOM);
	}

	@Override
	public byte[] sign(SecretKey key, byte[] message, byte[] randomness) {
		if (randomness.length != 32) {
			throw new IllegalArgumentException("randomness of " + randomness.length + " bytes, wanted are 32");
		}
		return sign(key, message, new Given(randomness));
	}

	private static byte[] sign(SecretKey key, byte[] message, SecureRandom random) {
		BIP340Signer signer = new BIP340Signer();
		signer.init(true, new ParametersWithRandom(new ECPrivateKeyParameters(key.number(), BIP340Signer.getDomain()), random));
		signer.update(message, 0, message.length);
		return signer.generateSignature();
	}

	@Override
	public boolean verify(PublicKey key, byte[] message, byte[] signature) {
		if (signature.length != 64) {
			return false;
		}
		Multiples multiples = frequent.met(key, met -> {
			ECPublicKeyParameters point = point(met);
			return point == null ? null : point.getQ();
		});
		return multiples == null ? byBouncyCastle(key, message, signature) : bySum(multiples, key, message, signature);
	}

	/** BIP-340: the nonce's point is s·G − e·P, its y is even, its x the signature's first half. */
	static boolean bySum(Multiples multiples, PublicKey key, byte[] message, byte[] signature) {
		BigInteger order = BIP340Signer.getDomain().getN();
		BigInteger first = new BigInteger(1, signature, 0, 32);
		BigInteger second = new BigInteger(1, signature, 32, 32);
		if (first.compareTo(PrimeField.prime()) >= 0 || second.compareTo(order) >= 0) {
			return false;
		}
		byte[] hash = Digests.sha256(CHALLENGE, CHALLENGE, Arrays.copyOf(signature, 32), key.bytes(), message);
		BigInteger challenge = new BigInteger(1, hash).mod(order);
		PointSum sum = new PointSum();
		Generator.MULTIPLES.addTo(sum, second);
		multiples.addTo(sum, order.subtract(challenge).mod(order));
		PointSum.Affine nonce = sum.affine();
		return nonce != null && nonce.even() && nonce.x().equals(first);
	}

	static boolean byBouncyCastle(PublicKey key, byte[] message, byte[] signature) {
		ECPublicKeyParameters point = point(key);
		if (point == null) {
			return false;
		}
		BIP340Signer verifier = new BIP340Signer();
		verifier.init(false, point);
		verifier.update(message, 0, message.length);
		return verifier.verifySignature(signature);
	}

	@Override
	public byte[] shared(SecretKey mine, PublicKey theirs) {
		ECPublicKeyParameters point = point(theirs);
		if (point == null) {
			throw NostrException.unusable("The public key " + theirs.hex() + " is no point of the curve.", "Ask for the right key.");
		}
		return x(point.getQ().multiply(mine.number()).normalize());
	}

	/** Null: no point of the curve has this x. */
	private static @Nullable ECPublicKeyParameters point(PublicKey key) {
		return BIP340Signer.decodePublicKey(key.bytes());
	}

	private static byte[] x(ECPoint normalized) {
		BigInteger x = normalized.getAffineXCoord().toBigInteger();
		return BigIntegers.asUnsignedByteArray(32, x);
	}

	/** The caller's randomness, once. */
	private static final class Given extends SecureRandom {
		private static final long serialVersionUID = 1L;
		private final byte[] bytes;

		Given(byte[] bytes) {
			this.bytes = bytes.clone();
		}

		@Override
		public void nextBytes(byte[] into) {
			System.arraycopy(bytes, 0, into, 0, into.length);
		}
	}
}
