package dev.umbra.core.catalog;

import java.time.Instant;

/**
 * What a record was before: one line of its history, restorable.
 *
 * @param nr greater for later ones; given by the store
 * @param at when it was replaced or deleted
 * @param who the client or relay that did
 */
public record Kept(long nr, Coordinate record, Instant at, Why why, String who, String content, boolean shared) {
	/** {@code CONFLICT}: an edit of this device that had not been sent and was older than what came. */
	public enum Why {
		EDITED, RECEIVED, CONFLICT, DELETED, RESTORED
	}
}
