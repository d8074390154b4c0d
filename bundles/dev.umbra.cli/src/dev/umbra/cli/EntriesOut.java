package dev.umbra.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.wire.Codec;
import dev.umbra.wire.EntryJson;

/** Where {@code session entries} goes: written as it is read, so that a long session needs no memory. */
sealed interface EntriesOut {
	/** @param first the first page, before its entries */
	void begin(Sessions.Page first);

	void entry(Entry entry);

	void end(Sessions.Page last);

	/**
	 * One document. When everything is read, {@code next} is the position of the first page: what changed while the others
	 * were read comes again, rather than not at all.
	 */
	record Json(Call call, boolean all, boolean[] any) implements EntriesOut {
		Json(Call call, boolean all) {
			this(call, all, new boolean[1]);
		}

		@Override
		public void begin(Sessions.Page first) {
			ObjectNode head = Codec.object().put("session", first.session().value()).put("epoch", first.epoch())
					.put("revision", first.revision())
					.put("next", all ? first.epoch() + ":" + first.revision() : first.next())
					.put("more", !all && first.more());
			if (!all) {
				head.put("reset", first.reset());
			}
			String text = Codec.json(head);
			call.terminal().print(text.substring(0, text.length() - 1) + ",\"entries\":[");
		}

		@Override
		public void entry(Entry entry) {
			call.terminal().print((any[0] ? "," : "") + Codec.json(EntryJson.of(entry)));
			any[0] = true;
		}

		@Override
		public void end(Sessions.Page last) {
			call.terminal().line("]}");
		}
	}

	/** For people. @param paged say how to go on */
	record Printed(Call call, boolean paged, PrintedTranscript transcript) implements EntriesOut {
		Printed(Call call, boolean paged) {
			this(call, paged, new PrintedTranscript(call.terminal()));
		}

		@Override
		public void begin(Sessions.Page first) {
			if (first.entries().isEmpty()) {
				call.line(paged ? "Nothing new." : "No entries yet. Begin: umbra prompt "
						+ SessionCommands.shortId(first.session().value()) + " TEXT --follow");
			}
		}

		@Override
		public void entry(Entry entry) {
			transcript.appeared(entry);
		}

		@Override
		public void end(Sessions.Page last) {
			transcript.finished("end_turn");
			if (paged) {
				call.terminal().note((last.more() ? "more: --after " : "next: --after ") + last.next());
			}
		}
	}
}
