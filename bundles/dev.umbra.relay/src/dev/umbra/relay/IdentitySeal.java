package dev.umbra.relay;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.nostr.Encryption;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Schnorr;
import dev.umbra.nostr.SecretKey;
import dev.umbra.nostr.Signatures;
import dev.umbra.nostr.UnsignedEvent;

/** {@link Seal} of an identity whose private key is on this device. The key is held as long as the connection lives. */
final class IdentitySeal implements Seal {
	private static final String PURPOSE = "umbra: names of records";
	private static final int NAME_BYTES = 16;
	private static final Pattern HIDDEN = Pattern.compile("[0-9a-f]{32}");
	private final PublicKey identity;
	private final SecretKey key;
	private final Signatures signatures;
	private final Encryption encryption;
	private final byte[] naming;

	/** @throws dev.umbra.core.FailureException in words, if this is no key */
	IdentitySeal(Schnorr schnorr, SecretKey key) {
		this.key = key;
		this.signatures = new Signatures(schnorr);
		dev.umbra.nostr.PublicKey own = schnorr.publicKey(key);
		this.identity = new PublicKey(own.hex());
		this.encryption = new Encryption(schnorr, key, own);
		this.naming = hmac(key.bytes(), PURPOSE);
	}

	@Override
	public PublicKey identity() {
		return identity;
	}

	@Override
	public Event sign(UnsignedEvent event) {
		return signatures.sign(event, key);
	}

	@Override
	public boolean verify(Event event) {
		return signatures.verify(event);
	}

	@Override
	public String hide(String text) {
		return encryption.encrypt(text);
	}

	@Override
	public String open(String payload) {
		return encryption.decrypt(payload);
	}

	@Override
	public String hidden(RecordKind kind, String name) {
		return HexFormat.of().formatHex(Arrays.copyOf(hmac(naming, kind.nostr() + ":" + name), NAME_BYTES));
	}

	@Override
	public boolean hides(String name) {
		return HIDDEN.matcher(name).matches();
	}

	private static byte[] hmac(byte[] key, String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		} catch (NoSuchAlgorithmException | InvalidKeyException e) {
			throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
		}
	}
}
