package dev.umbra.nostr;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Keys, events and records in the form in which people pass them on (NIP-19): a prefix that says what it is, and a checksum.
 * Never on the wire.
 */
public sealed interface Bech32Entity {
	/** {@code npub…}. */
	record Npub(PublicKey key) implements Bech32Entity {
		@Override
		public String text() {
			return Bech32.encode("npub", key.bytes());
		}
	}

	/** {@code nsec…}: for exports that a person asked for. */
	record Nsec(SecretKey key) implements Bech32Entity {
		@Override
		public String text() {
			return Bech32.encode("nsec", key.bytes());
		}
	}

	/** {@code note…}. */
	record Note(EventId event) implements Bech32Entity {
		@Override
		public String text() {
			return Bech32.encode("note", Hex.bytes(event.hex()));
		}
	}

	/** {@code nprofile…}. @param relays where it may be found */
	record Profile(PublicKey key, List<String> relays) implements Bech32Entity {
		public Profile {
			relays = List.copyOf(relays);
		}

		@Override
		public String text() {
			return new EntityParts().special(key.bytes()).relays(relays).as("nprofile");
		}
	}

	/** {@code nevent…}. */
	record EventAt(EventId event, List<String> relays, @Nullable PublicKey author, @Nullable Integer kind) implements Bech32Entity {
		public EventAt {
			relays = List.copyOf(relays);
		}

		@Override
		public String text() {
			return new EntityParts().special(Hex.bytes(event.hex())).relays(relays).author(author).kind(kind).as("nevent");
		}
	}

	/** {@code naddr…}. */
	record Address(Coordinate coordinate, List<String> relays) implements Bech32Entity {
		public Address {
			relays = List.copyOf(relays);
		}

		@Override
		public String text() {
			return new EntityParts().special(coordinate.d().getBytes(StandardCharsets.UTF_8)).relays(relays).author(coordinate.owner())
					.kind(coordinate.kind()).as("naddr");
		}
	}

	String text();

	/** @throws NostrException in words, if it is mistyped or none of these */
	static Bech32Entity parse(String text) {
		Bech32.Decoded decoded = Bech32.decode(text.strip());
		byte[] bytes = decoded.bytes();
		return switch (decoded.prefix()) {
		case "npub" -> new Npub(new PublicKey(Hex.of(EntityParts.whole(bytes))));
		case "nsec" -> new Nsec(new SecretKey(EntityParts.whole(bytes)));
		case "note" -> new Note(new EventId(Hex.of(EntityParts.whole(bytes))));
		case "nprofile" -> {
			EntityParts values = new EntityParts(bytes);
			yield new Profile(new PublicKey(Hex.of(EntityParts.whole(values.special()))), values.relays());
		}
		case "nevent" -> {
			EntityParts values = new EntityParts(bytes);
			yield new EventAt(new EventId(Hex.of(EntityParts.whole(values.special()))), values.relays(), values.author(), values.kind());
		}
		case "naddr" -> new EntityParts(bytes).address();
		default -> throw NostrException.unusable("A text that begins with “" + decoded.prefix() + "1” is not known here.",
				"Known are npub, nsec, note, nprofile, nevent and naddr.");
		};
	}

	/** A public key as a person gives it: npub, nprofile, or hexadecimal. @throws NostrException in words */
	static PublicKey publicKey(String text) {
		String given = text.strip();
		if (Hex.is(given, 32)) {
			return new PublicKey(given);
		}
		return switch (parse(given)) {
		case Npub npub -> npub.key();
		case Profile profile -> profile.key();
		case Nsec nsec -> throw NostrException.unusable("This is a private key (nsec), and a public one (npub) is wanted.",
				"Give the npub, and keep the nsec to yourself.");
		case Note note -> throw noKey();
		case EventAt event -> throw noKey();
		case Address address -> throw noKey();
		};
	}

	/** A private key as a person gives it: nsec, or hexadecimal. @throws NostrException in words */
	static SecretKey secretKey(String text) {
		String given = text.strip();
		if (Hex.is(given, 32)) {
			return SecretKey.ofHex(given);
		}
		if (parse(given) instanceof Nsec nsec) {
			return nsec.key();
		}
		throw NostrException.unusable("This is no private key.", "Give the text that begins with nsec1.");
	}

	private static NostrException noKey() {
		return NostrException.unusable("This names an event or a record, not a person.", "Give the text that begins with npub1.");
	}
}
