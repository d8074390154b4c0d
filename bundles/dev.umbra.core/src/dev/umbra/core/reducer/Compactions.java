package dev.umbra.core.reducer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** The agent makes its context smaller, in a turn or between two; the summary it goes on with grows. */
final class Compactions {
	private static final String UNDER_WAY = "in_progress";
	private final Deciding d;

	Compactions(Deciding deciding) {
		d = deciding;
	}

	void changed(AgentInput.CompactionChanged changed) {
		Entry known = open(changed.compaction());
		Detail.Compaction detail = new Detail.Compaction(changed.compaction(), changed.state(), changed.error());
		EntryStatus status = switch (changed.state()) {
		case "completed" -> EntryStatus.DONE;
		case "failed" -> EntryStatus.FAILED;
		case "cancelled" -> EntryStatus.CANCELLED;
		default -> EntryStatus.RUNNING;
		};
		String summary = changed.summary() == null ? "" : changed.summary();
		if (known == null) {
			d.endStream();
			d.add(EntryKind.NOTICE, status, summary, detail);
			return;
		}
		// what was streamed is the beginning of the summary; one that begins otherwise is the same said in other words
		String said = summary.isEmpty() ? "" : d.draft.texts.get(known.id()).toString();
		if (summary.startsWith(said)) {
			d.append(known.id(), summary.substring(said.length()));
		}
		Entry now = d.draft.open.get(known.id()).withDetail(detail);
		d.put(status.open() ? now : now.withEnd(status, d.given.now()));
	}

	void text(AgentInput.CompactionText text) {
		Entry known = open(text.compaction());
		if (known != null) {
			d.append(known.id(), text.text());
		} else if (!text.text().isEmpty()) {
			d.endStream();
			d.add(EntryKind.NOTICE, EntryStatus.RUNNING, text.text(),
					new Detail.Compaction(text.compaction(), UNDER_WAY, null));
		}
	}

	private @Nullable Entry open(String compaction) {
		for (Entry entry : d.draft.open.values()) {
			if (entry.detail() instanceof Detail.Compaction known && known.compaction().equals(compaction)) {
				return entry;
			}
		}
		return null;
	}
}
