package dev.umbra.nostr;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.bouncycastle.crypto.generators.SCrypt;

/**
 * A private key behind a password (NIP-49): {@code ncryptsec…}, by scrypt and XChaCha20-Poly1305. Both directions take a
 * second and tens of MiB, by intention: not on a thread that others wait for.
 */
public final class EncryptedKey {
	private static final String PREFIX = "ncryptsec";
	private static final byte VERSION = 2;
	/** 64 MiB, about half a second. */
	private static final int EFFORT = 16;
	/** 256 MiB: what a text of a stranger may cost us. */
	private static final int HIGHEST_EFFORT = 18;
	/** Of the key's past: whether it was ever handled carelessly is not known. */
	private static final byte UNTRACKED = 2;
	private static final SecureRandom RANDOM = new SecureRandom();

	private EncryptedKey() {
	}

	/** Whether a text means to be one. */
	public static boolean looksLikeOne(String text) {
		return text.strip().regionMatches(true, 0, PREFIX + "1", 0, PREFIX.length() + 1);
	}

	/** @param password any text, not empty; normalised, so that it may be typed on another keyboard */
	public static String encrypt(SecretKey key, String password) {
		byte[] salt = new byte[16];
		byte[] nonce = new byte[24];
		RANDOM.nextBytes(salt);
		RANDOM.nextBytes(nonce);
		return encrypt(key, password, EFFORT, salt, nonce);
	}

	static String encrypt(SecretKey key, String password, int effort, byte[] salt, byte[] nonce) {
		byte[] secret = key.bytes();
		byte[] stretched = stretched(password, effort, salt);
		try {
			byte[] hidden = poly1305(Cipher.ENCRYPT_MODE, stretched, nonce, UNTRACKED, secret);
			return Bech32.encode(PREFIX, ByteBuffer.allocate(43 + hidden.length).put(VERSION).put((byte) effort).put(salt).put(nonce)
					.put(UNTRACKED).put(hidden).array());
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("this Java has no ChaCha20-Poly1305", e);
		} finally {
			Arrays.fill(secret, (byte) 0);
			Arrays.fill(stretched, (byte) 0);
		}
	}

	/** @throws NostrException in words, if it is mistyped, of another kind, or the password is wrong */
	public static SecretKey decrypt(String text, String password) {
		Bech32.Decoded decoded = Bech32.decode(text.strip());
		ByteBuffer in = ByteBuffer.wrap(decoded.bytes());
		if (!decoded.prefix().equals(PREFIX) || in.remaining() != 91) {
			throw NostrException.unusable("This is no encrypted private key (ncryptsec).", "Copy it again, whole.");
		}
		byte version = in.get();
		int effort = in.get() & 0xFF;
		if (version != VERSION || effort < 1 || effort > HIGHEST_EFFORT) {
			throw NostrException.unusable("This encrypted key is of version " + version + " with effort " + effort + "; known here are version "
					+ VERSION + " and efforts up to " + HIGHEST_EFFORT + ".", "Export it anew, with less effort, by the program that made it.");
		}
		byte[] salt = new byte[16];
		byte[] nonce = new byte[24];
		byte[] hidden = new byte[48];
		in.get(salt).get(nonce);
		byte care = in.get();
		in.get(hidden);
		byte[] stretched = stretched(password, effort, salt);
		try {
			return new SecretKey(poly1305(Cipher.DECRYPT_MODE, stretched, nonce, care, hidden));
		} catch (AEADBadTagException e) {
			throw NostrException.unusable("The password is wrong.", "Try again.");
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("this Java has no ChaCha20-Poly1305", e);
		} finally {
			Arrays.fill(stretched, (byte) 0);
		}
	}

	private static byte[] stretched(String password, int effort, byte[] salt) {
		byte[] bytes = Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
		try {
			return SCrypt.generate(bytes, salt, 1 << effort, 8, 1, 32);
		} finally {
			Arrays.fill(bytes, (byte) 0);
		}
	}

	/** XChaCha20 is ChaCha20 with a key of its own for the first 16 bytes of the nonce. */
	private static byte[] poly1305(int mode, byte[] key, byte[] nonce, byte care, byte[] bytes) throws GeneralSecurityException {
		byte[] rest = new byte[12];
		System.arraycopy(nonce, 16, rest, 4, 8);
		Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
		cipher.init(mode, new SecretKeySpec(HChaCha20.key(key, Arrays.copyOf(nonce, 16)), "ChaCha20"), new IvParameterSpec(rest));
		cipher.updateAAD(new byte[] { care });
		return cipher.doFinal(bytes);
	}
}
