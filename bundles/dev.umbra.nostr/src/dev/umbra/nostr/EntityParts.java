package dev.umbra.nostr;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The parts of the longer forms: each a number that says what it is, a length, and its bytes; unknown ones are passed over. */
final class EntityParts {
	private static final int SPECIAL = 0;
	private static final int RELAY = 1;
	private static final int AUTHOR = 2;
	private static final int KIND = 3;
	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final List<byte[]> relays = new ArrayList<>();
	private byte @Nullable [] special;
	private byte @Nullable [] author;
	private byte @Nullable [] kind;

	EntityParts() {
	}

	EntityParts(byte[] bytes) {
		ByteBuffer in = ByteBuffer.wrap(bytes);
		while (in.remaining() >= 2) {
			int type = in.get() & 0xFF;
			byte[] value = new byte[in.get() & 0xFF];
			if (value.length > in.remaining()) {
				throw cut();
			}
			in.get(value);
			keep(type, value);
		}
		if (in.hasRemaining()) {
			throw cut();
		}
	}

	private void keep(int type, byte[] value) {
		switch (type) {
		case SPECIAL -> special = special == null ? value : special;
		case RELAY -> relays.add(value);
		case AUTHOR -> author = author == null ? value : author;
		case KIND -> kind = kind == null ? value : kind;
		default -> {
			// NIP-19: what is not known is ignored
		}
		}
	}

	private static NostrException cut() {
		return NostrException.unusable("A part of this text is missing.", "Copy it again, whole.");
	}

	byte[] special() {
		if (special == null) {
			throw cut();
		}
		return special;
	}

	List<String> relays() {
		return relays.stream().map(EntityParts::utf8).toList();
	}

	@Nullable
	PublicKey author() {
		return author == null ? null : new PublicKey(Hex.of(whole(author)));
	}

	@Nullable
	Integer kind() {
		if (kind == null) {
			return null;
		}
		if (kind.length != 4 || ByteBuffer.wrap(kind).getInt() < 0 || ByteBuffer.wrap(kind).getInt() > Kind.HIGHEST) {
			throw NostrException.unusable("The kind in this text is none.", "Copy it again, whole.");
		}
		return ByteBuffer.wrap(kind).getInt();
	}

	Bech32Entity.Address address() {
		PublicKey owner = author();
		Integer number = kind();
		if (owner == null || number == null) {
			throw cut();
		}
		return new Bech32Entity.Address(new Coordinate(number, owner, utf8(special())), relays());
	}

	private static String utf8(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		} catch (CharacterCodingException e) {
			throw NostrException.unusable("A part of this text is not UTF-8.", "Copy it again, whole.");
		}
	}

	private EntityParts put(int type, byte[] value) {
		if (value.length > 255) {
			throw NostrException.unusable("A part of " + value.length + " bytes does not fit into such a text: 255 do.", "Use a shorter one.");
		}
		out.write(type);
		out.write(value.length);
		out.writeBytes(value);
		return this;
	}

	EntityParts special(byte[] value) {
		return put(SPECIAL, value);
	}

	EntityParts relays(List<String> all) {
		all.forEach(relay -> put(RELAY, relay.getBytes(StandardCharsets.UTF_8)));
		return this;
	}

	EntityParts author(@Nullable PublicKey key) {
		return key == null ? this : put(AUTHOR, key.bytes());
	}

	EntityParts kind(@Nullable Integer number) {
		return number == null ? this : put(KIND, ByteBuffer.allocate(4).putInt(number).array());
	}

	String as(String prefix) {
		return Bech32.encode(prefix, out.toByteArray());
	}

	/** The bytes of a key or an id. */
	static byte[] whole(byte[] bytes) {
		if (bytes.length != 32) {
			throw NostrException.unusable("This has " + bytes.length + " bytes, and a key or an event id has 32.", "Copy it again, whole.");
		}
		return bytes;
	}
}
