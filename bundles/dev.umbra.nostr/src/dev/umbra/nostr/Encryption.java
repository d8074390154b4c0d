package dev.umbra.nostr;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * NIP-44, version 2: what two keys say to each other so that nobody else can read it; a key may talk to itself. ChaCha20 with
 * padding that hides the length, and HMAC-SHA-256. Any thread; a conversation's key is computed once and kept in the object.
 */
public final class Encryption {
	/** Bytes of UTF-8 that one payload can carry. */
	public static final int LONGEST = 65535;
	private static final int VERSION = 2;
	private static final int SHORTEST_PAYLOAD = 99;
	private static final int LONGEST_PAYLOAD = 65603;
	private static final SecureRandom RANDOM = new SecureRandom();
	private final byte[] conversation;

	/** @throws NostrException if the public key is no point of the curve */
	public Encryption(Schnorr schnorr, SecretKey mine, PublicKey theirs) {
		this(Digests.hmacSha256("nip44-v2".getBytes(StandardCharsets.US_ASCII), schnorr.shared(mine, theirs)));
	}

	/** @param conversation the conversation's key, 32 bytes */
	Encryption(byte[] conversation) {
		this.conversation = conversation.clone();
	}

	/**
	 * @param text 1 to {@value #LONGEST} bytes of UTF-8
	 * @return Base64
	 * @throws NostrException if the text is empty, or too long
	 */
	public String encrypt(String text) {
		byte[] nonce = new byte[32];
		RANDOM.nextBytes(nonce);
		return encrypt(text, nonce);
	}

	String encrypt(String text, byte[] nonce) {
		byte[] plain = Canonical.checked("text", text).getBytes(StandardCharsets.UTF_8);
		if (plain.length == 0 || plain.length > LONGEST) {
			throw NostrException.unusable("A text of " + plain.length + " bytes cannot be encrypted: it must have 1 to " + LONGEST + ".",
					"Shorten it.");
		}
		byte[] padded = new byte[2 + padded(plain.length)];
		padded[0] = (byte) (plain.length >> 8);
		padded[1] = (byte) plain.length;
		System.arraycopy(plain, 0, padded, 2, plain.length);
		MessageKeys keys = MessageKeys.of(conversation, nonce);
		byte[] hidden = keys.chaCha20(padded);
		byte[] mac = Digests.hmacSha256(keys.mac, nonce, hidden);
		ByteBuffer payload = ByteBuffer.allocate(1 + nonce.length + hidden.length + mac.length);
		payload.put((byte) VERSION).put(nonce).put(hidden).put(mac);
		return Base64.getEncoder().encodeToString(payload.array());
	}

	/** @throws NostrException if it is not for this conversation, was changed, or is of a version that we do not know */
	public String decrypt(String payload) {
		byte[] bytes = decoded(payload);
		int end = bytes.length - 32;
		byte[] nonce = Arrays.copyOfRange(bytes, 1, 33);
		byte[] hidden = Arrays.copyOfRange(bytes, 33, end);
		MessageKeys keys = MessageKeys.of(conversation, nonce);
		if (!MessageDigest.isEqual(Digests.hmacSha256(keys.mac, nonce, hidden), Arrays.copyOfRange(bytes, end, bytes.length))) {
			throw unreadable("it was changed on its way, or is not for this key");
		}
		byte[] padded = keys.chaCha20(hidden);
		int length = (padded[0] & 0xFF) << 8 | padded[1] & 0xFF;
		if (length == 0 || 2 + length > padded.length || padded.length != 2 + padded(length) || !zero(padded, 2 + length)) {
			throw unreadable("its padding is wrong");
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(padded, 2, length)).toString();
		} catch (CharacterCodingException e) {
			throw unreadable("it is not UTF-8");
		}
	}

	private static byte[] decoded(String payload) {
		if (payload.startsWith("#")) {
			throw unreadable("it is of a version that is not known here");
		}
		if (payload.length() < 132 || payload.length() > 87472) {
			throw unreadable("it has " + payload.length() + " characters, and no payload has");
		}
		byte[] bytes;
		try {
			bytes = Base64.getDecoder().decode(payload);
		} catch (IllegalArgumentException e) {
			throw unreadable("it is not Base64");
		}
		if (bytes.length < SHORTEST_PAYLOAD || bytes.length > LONGEST_PAYLOAD) {
			throw unreadable("it has " + bytes.length + " bytes, and no payload has");
		}
		if (bytes[0] != VERSION) {
			throw unreadable("it is of version " + bytes[0] + ", known here is " + VERSION);
		}
		return bytes;
	}

	private static boolean zero(byte[] bytes, int from) {
		int bits = 0;
		for (int i = from; i < bytes.length; i++) {
			bits |= bytes[i];
		}
		return bits == 0;
	}

	/** How long a text of so many bytes becomes: 32, then steps that grow with it. */
	static int padded(int length) {
		if (length <= 32) {
			return 32;
		}
		int next = Integer.highestOneBit(length - 1) << 1;
		int chunk = next <= 256 ? 32 : next / 8;
		return chunk * ((length - 1) / chunk + 1);
	}

	private static NostrException unreadable(String why) {
		return NostrException.unusable("An encrypted text cannot be read: " + why + ".",
				"Check that this identity is the one that it was written for.");
	}

	/** The keys of one message: HKDF-Expand of the conversation's key. */
	record MessageKeys(byte[] cipher, byte[] nonce, byte[] mac) {
		static MessageKeys of(byte[] conversation, byte[] nonce) {
			byte[] all = new byte[96];
			byte[] block = {};
			for (int i = 0; i < 3; i++) {
				block = Digests.hmacSha256(conversation, block, nonce, new byte[] { (byte) (i + 1) });
				System.arraycopy(block, 0, all, 32 * i, 32);
			}
			return new MessageKeys(Arrays.copyOf(all, 32), Arrays.copyOfRange(all, 32, 44), Arrays.copyOfRange(all, 44, 76));
		}

		/** Encrypts, and decrypts what was encrypted. */
		byte[] chaCha20(byte[] bytes) {
			// not by the Java's own providers: of those one is looked up for each message
			ChaCha7539Engine chaCha = new ChaCha7539Engine();
			chaCha.init(true, new ParametersWithIV(new KeyParameter(cipher), nonce));
			byte[] out = new byte[bytes.length];
			chaCha.processBytes(bytes, 0, bytes.length, out, 0);
			return out;
		}
	}
}
