package dev.umbra.nostr;

import java.util.Optional;

/**
 * Names a replaceable or addressable record, whatever its present event is: written {@code kind:owner:d} (NIP-01).
 *
 * @param d the {@code d} tag's value; empty for replaceable kinds
 */
public record Coordinate(int kind, PublicKey owner, String d) {
	public Coordinate {
		Canonical.checked("d tag", d);
		if (kind < 0 || kind > Kind.HIGHEST) {
			throw new IllegalArgumentException("no kind: " + kind);
		}
	}

	/** The coordinate that an event is at; empty for kinds that have none. */
	public static Optional<Coordinate> of(Event event) {
		return switch (Kind.keeping(event.kind())) {
		case REPLACEABLE -> Optional.of(new Coordinate(event.kind(), event.author(), ""));
		case ADDRESSABLE -> Optional.of(new Coordinate(event.kind(), event.author(), event.first("d").orElse("")));
		case REGULAR, EPHEMERAL -> Optional.empty();
		};
	}

	/** Reads an {@code a} tag's value; empty if it is none. The {@code d} part may have colons. */
	public static Optional<Coordinate> parse(String text) {
		String[] parts = text.split(":", 3);
		if (parts.length < 3 || !parts[0].matches("0|[1-9][0-9]{0,4}") || !Hex.is(parts[1], 32)) {
			return Optional.empty();
		}
		int kind = Integer.parseInt(parts[0]);
		return kind > Kind.HIGHEST ? Optional.empty() : Optional.of(new Coordinate(kind, new PublicKey(parts[1]), parts[2]));
	}

	@Override
	public String toString() {
		return kind + ":" + owner.hex() + ":" + d;
	}
}
