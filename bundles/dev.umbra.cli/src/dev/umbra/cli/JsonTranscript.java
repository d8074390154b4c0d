package dev.umbra.cli;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import dev.umbra.wire.EntryJson;

/** One JSON object per line. */
final class JsonTranscript implements Transcript {
	private final Terminal terminal;

	JsonTranscript(Terminal terminal) {
		this.terminal = terminal;
	}

	@Override
	public void appeared(Entry entry) {
		whole(entry);
	}

	@Override
	public void grew(long revision, EntryId entry, long offset, String text) {
		terminal.line(Codec.json(Codec.object().put("revision", revision).put("id", entry.value()).put("offset", offset)
				.put("append", text)));
	}

	@Override
	public void changed(Entry entry) {
		// it comes whole when it ends
	}

	@Override
	public void ended(Entry entry, long shown) {
		whole(entry);
	}

	private void whole(Entry entry) {
		terminal.line(Codec.json(Codec.object().put("revision", entry.revision()).set("entry", EntryJson.of(entry))));
	}

	@Override
	public void status(SessionSummary summary) {
		terminal.line(Codec.json(
				Codec.object().put("revision", summary.revision()).put("status", summary.status().word())));
	}

	@Override
	public void finished(String stopReason) {
		terminal.line(Codec.json(Codec.object().put("stopReason", stopReason)));
	}

	@Override
	public void flush() {
		terminal.flush();
	}
}
