package dev.umbra.relay;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.EventId;
import dev.umbra.nostr.UnsignedEvent;

/** Signs and hides in a way that costs nothing: for tests that are about order, not about cryptography. */
final class FakeSeal implements Seal {
	private static final String TRUE = "5a".repeat(64);
	private final PublicKey identity;
	private final Random random;

	FakeSeal(PublicKey identity, Random random) {
		this.identity = identity;
		this.random = random;
	}

	@Override
	public PublicKey identity() {
		return identity;
	}

	@Override
	public Event sign(UnsignedEvent event) {
		dev.umbra.nostr.PublicKey author = new dev.umbra.nostr.PublicKey(identity.value());
		EventId id = event.id(author);
		return new Event(id, author, event.createdAt(), event.kind(), event.tags(), event.content(), TRUE);
	}

	@Override
	public boolean verify(Event event) {
		return genuine(event);
	}

	static boolean genuine(Event event) {
		return event.signature().equals(TRUE) && event.unsigned().id(event.author()).equals(event.id());
	}

	/** Never the same twice, as with a real nonce. */
	@Override
	public String hide(String text) {
		return "hidden " + identity.value() + " " + random.nextInt() + " " + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String open(String payload) {
		String[] parts = payload.split(" ");
		if (parts.length != 4 || !parts[1].equals(identity.value())) {
			throw new FailureException(Failure.usage("not for this identity", null));
		}
		return new String(HexFormat.of().parseHex(parts[3]), StandardCharsets.UTF_8);
	}

	@Override
	public String hidden(RecordKind kind, String name) {
		return "h" + Integer.toHexString((identity.value() + kind + name).hashCode());
	}

	@Override
	public boolean hides(String name) {
		return name.matches("h[0-9a-f]{1,8}");
	}
}
