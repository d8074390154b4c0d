package dev.umbra.ui.internal.transcript;

import java.time.Instant;
import java.util.List;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** Entries for tests; the id is made from the ordinal. */
final class Entries {
	static final Instant TIME = Instant.parse("2026-01-01T10:00:00Z");

	private Entries() {
	}

	static Entry plain(long ordinal, EntryKind kind, EntryStatus status, String text) {
		return of(ordinal, kind, status, text, new Detail.Plain());
	}

	static Entry of(long ordinal, EntryKind kind, EntryStatus status, String text, Detail detail) {
		return new Entry(new EntryId("e" + ordinal), ordinal, ordinal, null, kind, status, text, text.length(), TIME,
				status.open() ? null : TIME, detail);
	}

	static Detail.Tool tool(String title, String rawInput, Detail.ToolContent... content) {
		return new Detail.Tool("call", title, "edit", List.of(), List.of(content), rawInput, null, false);
	}

	static String text(List<Row> rows) {
		return String.join("\n", rows.stream().map(row -> row.isGap() ? "" : row.text()).toList());
	}

	static Face face(Row row, String words) {
		int at = row.text().indexOf(words);
		return row.runs().stream().filter(run -> at >= run.start() && at < run.end()).map(Run::face).findFirst().orElse(Face.PLAIN);
	}
}
