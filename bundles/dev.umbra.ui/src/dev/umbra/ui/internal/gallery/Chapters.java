package dev.umbra.ui.internal.gallery;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;

/**
 * What the gallery shows: every kind of entry, every detail an entry can have, every status that occurs, and text that is hard
 * to show. Pure.
 */
final class Chapters {
	static final String FOLDER = Path.of("/work/weather").toAbsolutePath().toString();
	private static final SessionId SESSION = new SessionId("gallery");

	private Chapters() {
	}

	static List<Chapter> all() {
		Shelf shelf = new Shelf();
		Said.fill(shelf);
		Written.fill(shelf);
		Coded.fill(shelf);
		Called.fill(shelf);
		Changed.fill(shelf);
		Asked.fill(shelf);
		Told.fill(shelf);
		Odd.fill(shelf);
		return shelf.end();
	}

	/** The entries as those of a session that nothing happens in. */
	static SessionSnapshot snapshot(List<Entry> entries) {
		Instant time = entries.getFirst().created();
		SessionSummary summary = new SessionSummary(SESSION, new AgentId("gallery"), "gallery", "", false, SessionStatus.IDLE, FOLDER, List.of(),
				null, null, null, null, null, Offer.NONE, Map.of(), List.of(), null, null, null, null, Usage.NONE, 0, false, false, 1, time, time, null);
		return new SessionSnapshot(SESSION, "gallery", 1, summary, entries, false, true, null);
	}
}
