package dev.umbra.nostr;

/** An event's id: the SHA-256 of what it says (NIP-01), as 64 lower-case hexadecimal digits. */
public record EventId(String hex) implements Comparable<EventId> {
	/** @throws NostrException if it is not 32 bytes in lower-case hexadecimal */
	public EventId {
		Hex.checked("event id", hex, 32);
	}

	/** The lower of two ids wins where two events of one coordinate are of the same second. */
	@Override
	public int compareTo(EventId other) {
		return hex.compareTo(other.hex);
	}

	@Override
	public String toString() {
		return hex;
	}
}
