package dev.umbra.core.catalog;

import java.time.Instant;

/**
 * A record of the catalog as it is kept, and as it is projected to the wire: nothing in it is of this device, nothing secret.
 *
 * @param content canonical JSON ({@link PersonaContent}, {@link TeamContent}, {@link AgentContent}), members we do not know at the end
 * @param shared whether others may read it; personas only, carried by a tag
 * @param version counts this record's changes on this device, from 1; given by the store, whatever a write says
 * @param createdAt seconds since 1970 of the event that made it what it is, or of the edit on this device
 * @param event id of that event, 64 hexadecimal digits; empty after an edit on this device
 * @param created when this device had it first
 * @param updated when this device changed it last
 */
public record CatalogRecord(Coordinate at, String content, boolean shared, long version, long createdAt, String event,
		Instant created, Instant updated) {
	/**
	 * An edit on this device. It is dated after what it changes, whatever the clock says: else a relay that gives back an earlier edit of
	 * this device, or one of a device whose clock is ahead, would undo it.
	 */
	public CatalogRecord edited(String newContent, boolean nowShared, Instant now) {
		return new CatalogRecord(at, newContent, nowShared, version, Math.max(now.getEpochSecond(), createdAt + 1), "", created, now);
	}
}
