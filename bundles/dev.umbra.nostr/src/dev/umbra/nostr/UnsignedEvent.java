package dev.umbra.nostr;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is to be said, before anyone has signed it.
 *
 * @param createdAt seconds since 1970, as they are signed: 0 to 2^53 − 1
 * @param kind 0 to 65535
 */
public record UnsignedEvent(long createdAt, int kind, List<Tag> tags, String content) {
	static final long LATEST = (1L << 53) - 1;

	public UnsignedEvent {
		tags = List.copyOf(tags);
		Canonical.checked("content", content);
		if (createdAt < 0 || createdAt > LATEST || kind < 0 || kind > Kind.HIGHEST) {
			throw new IllegalArgumentException("no event: created_at " + createdAt + ", kind " + kind);
		}
	}

	/** The id that it has when {@code author} signs it. */
	public EventId id(PublicKey author) {
		return new EventId(Hex.of(hash(author)));
	}

	byte[] hash(PublicKey author) {
		return Digests.sha256(Canonical.serialised(author, this).getBytes(StandardCharsets.UTF_8));
	}
}
