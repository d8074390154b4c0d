package dev.umbra.nostr;

import java.math.BigInteger;
import java.security.SecureRandom;

import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.BIP340Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** {@link Schnorr} by Bouncy Castle. */
@Component(service = Schnorr.class)
public final class BouncySchnorr implements Schnorr {
	private static final SecureRandom RANDOM = new SecureRandom();

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
