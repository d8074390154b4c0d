package dev.umbra.core.catalog;

import java.util.Optional;

/** The kinds of records of the catalog, with the Nostr kinds that carry them. */
public enum RecordKind {
	PERSONA(30175), TEAM(30176), AGENT(30177);

	private final int nostr;

	RecordKind(int nostr) {
		this.nostr = nostr;
	}

	public int nostr() {
		return nostr;
	}

	/** Empty for kinds that are none of the catalog's. */
	public static Optional<RecordKind> of(int nostr) {
		for (RecordKind kind : values()) {
			if (kind.nostr == nostr) {
				return Optional.of(kind);
			}
		}
		return Optional.empty();
	}
}
