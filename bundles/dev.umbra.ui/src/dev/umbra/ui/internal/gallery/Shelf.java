package dev.umbra.ui.internal.gallery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** Makes entries, one after the other. Not shared between threads. */
final class Shelf {
	private static final Instant TIME = Instant.parse("2026-01-01T10:00:00Z");
	private static final Detail PLAIN = new Detail.Plain();

	private final List<Chapter> chapters = new ArrayList<>();
	private final List<Entry> open = new ArrayList<>();
	private String title = "";
	private long ordinal;

	/** The chapter before ends. */
	void begin(String newTitle) {
		end();
		title = newTitle;
		say("# " + newTitle);
	}

	List<Chapter> end() {
		if (!open.isEmpty()) {
			chapters.add(new Chapter(title, open));
			open.clear();
		}
		return chapters;
	}

	/** What the next entry is to show, said by the agent. */
	void say(String markdown) {
		put(EntryKind.MESSAGE, EntryStatus.DONE, markdown);
	}

	EntryId put(EntryKind kind, EntryStatus status, String text) {
		return put(kind, status, text, PLAIN);
	}

	EntryId put(EntryKind kind, EntryStatus status, String text, Detail detail) {
		ordinal++;
		EntryId id = new EntryId("gallery-" + ordinal);
		open.add(new Entry(id, ordinal, ordinal, null, kind, status, text, text.length(), TIME, status.open() ? null : TIME, detail));
		return id;
	}
}
