package dev.umbra.nostr;

import java.util.List;
import java.util.Optional;

/**
 * An event as it travels (NIP-01). Its parts have the right shape; whether id and signature are true, only
 * {@link Signatures#verify} knows.
 *
 * @param createdAt seconds since 1970, as its author says
 * @param signature 64 bytes, 128 lower-case hexadecimal digits
 */
public record Event(EventId id, PublicKey author, long createdAt, int kind, List<Tag> tags, String content, String signature) {
	/** @throws NostrException if the signature is not 64 bytes in hexadecimal */
	public Event {
		tags = List.copyOf(tags);
		Canonical.checked("content", content);
		Hex.checked("signature", signature, 64);
	}

	/** What its author signed. */
	public UnsignedEvent unsigned() {
		return new UnsignedEvent(createdAt, kind, tags, content);
	}

	/** The value of the first tag of that name. */
	public Optional<String> first(String name) {
		for (Tag tag : tags) {
			if (tag.name().equals(name)) {
				return Optional.of(tag.value());
			}
		}
		return Optional.empty();
	}

	/** The values of all tags of that name, in order. */
	public List<String> all(String name) {
		return tags.stream().filter(tag -> tag.name().equals(name)).map(Tag::value).toList();
	}

	/** The event as JSON in canonical form: members in the order of NIP-01, no spaces, nothing escaped that need not be. */
	public String json() {
		return Canonical.json(this);
	}
}
