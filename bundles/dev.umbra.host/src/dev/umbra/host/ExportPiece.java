package dev.umbra.host;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.Entry;
import dev.umbra.wire.Blotter;

/** One piece of a document while it is filled. Waits for the store; on one thread of its own. */
final class ExportPiece {
	/** A piece is full at so many UTF-16 code units; what was begun may go a little beyond. */
	static final int FULL = 768 * 1024;
	/** So much of a text is read at a time, UTF-16 code units. */
	private static final int RANGE = 128 * 1024;
	/** So much of a picture, bytes; of three bytes become four characters. */
	private static final int PICTURE_RANGE = 3 * 64 * 1024;
	private static final int ENTRIES = 16;
	private final Entries entries;
	private final SessionId session;
	private final ExportForm form;
	private final Blotter blotter;
	private final StringBuilder out = new StringBuilder();

	ExportPiece(Entries entries, SessionId session, ExportForm form, Blotter blotter) {
		this.entries = entries;
		this.session = session;
		this.form = form;
		this.blotter = blotter;
	}

	void add(String text) {
		out.append(text);
	}

	String text() {
		return out.toString();
	}

	private boolean full() {
		return out.length() >= FULL;
	}

	/** @return where the next piece begins, or null if the document is done */
	@Nullable ExportPlace fill(ExportPlace from) {
		ExportPlace at = from;
		while (at.ordinal() <= at.last()) {
			Entries.Slice slice = entries.byOrdinal(session, at.ordinal() - 1, ENTRIES, 0).toCompletableFuture().join();
			if (slice.entries().isEmpty()) {
				break;
			}
			for (Entry entry : slice.entries()) {
				if (entry.ordinal() > at.last()) {
					return end();
				}
				// an entry that is gone since the last piece is not gone on with
				ExportPlace here = entry.ordinal() == at.ordinal() ? at : at.before(entry.ordinal(), 0, at.state());
				if (full()) {
					return here;
				}
				ExportPlace stopped = entry(entry, here);
				if (stopped != null) {
					return stopped;
				}
				form.entryDone();
				at = here.before(entry.ordinal() + 1, form.pictures(entry, room(here)), form.state());
			}
		}
		return end();
	}

	private static long room(ExportPlace at) {
		return ExportForm.PICTURES - at.pictures();
	}

	private @Nullable ExportPlace end() {
		out.append(form.foot());
		return null;
	}

	/** @return where the next piece goes on in this entry, or null if it is done */
	private @Nullable ExportPlace entry(Entry entry, ExportPlace from) {
		List<ExportForm.Part> parts = form.parts(entry, room(from));
		for (int i = from.part(); i < parts.size(); i++) {
			long offset = i == from.part() ? from.offset() : 0;
			if (full()) {
				return from.in(i, offset, form.state());
			}
			long next = switch (parts.get(i)) {
			case ExportForm.Part.Words(String words) -> words(words, offset);
			case ExportForm.Part.Body(ExportForm.Frame frame) -> body(frame, offset, at -> entries.text(session, entry.id(), at, RANGE));
			case ExportForm.Part.Whole() -> body(ExportForm.Frame.OUTPUT, offset, at -> entries.output(session, entry.id(), at, RANGE));
			case ExportForm.Part.Picture(String blob) -> picture(blob, offset);
			};
			if (next >= 0) {
				return from.in(i, next, form.state());
			}
		}
		return null;
	}

	/** @return where it stopped, or −1 at the end */
	private long words(String words, long offset) {
		int from = (int) Math.min(offset, words.length());
		int to = Math.min(words.length(), from + Math.max(2, FULL - out.length()));
		if (to < words.length() && Character.isHighSurrogate(words.charAt(to - 1))) {
			to--;
		}
		out.append(words, from, to);
		return to < words.length() ? to : -1;
	}

	/** As {@link #words}. It stops where no secret has begun, so that the next piece finds what began there. */
	private long body(ExportForm.Frame frame, long offset, LongFunction<CompletionStage<Optional<Entries.Text>>> text) {
		Blotter.Stream stream = blotter.stream();
		long at = offset;
		while (true) {
			Optional<Entries.Text> read = text.apply(at).toCompletableFuture().join();
			String range = read.map(Entries.Text::text).orElse("");
			if (at + range.length() < read.map(Entries.Text::length).orElse(0L)) {
				range = form.uncut(frame, range);
			}
			if (range.isEmpty()) {
				out.append(form.text(frame, string(stream.rest()), true));
				return -1;
			}
			byte[] bytes = range.getBytes(StandardCharsets.UTF_8);
			out.append(form.text(frame, string(stream.next(bytes, bytes.length)), false));
			at += range.length();
			long clear = at - stream.held().length();
			if (full() && clear > offset) {
				return clear;
			}
		}
	}

	/** Whole lines, where there is one: else without half a character at its end, or half a line end. */
	static String uncut(String range) {
		int lines = range.lastIndexOf('\n') + 1;
		if (lines > 0) {
			return range.substring(0, lines);
		}
		char end = range.isEmpty() ? ' ' : range.charAt(range.length() - 1);
		return range.length() > 1 && (Character.isHighSurrogate(end) || end == '\r') ? range.substring(0, range.length() - 1) : range;
	}

	private static String string(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private long picture(String blob, long offset) {
		long at = offset;
		while (!full()) {
			Optional<Entries.Bytes> read = entries.blob(session, blob, at, PICTURE_RANGE).toCompletableFuture().join();
			byte[] bytes = read.map(Entries.Bytes::bytes).orElse(new byte[0]);
			out.append(Base64.getEncoder().encodeToString(bytes));
			at += bytes.length;
			if (bytes.length == 0 || at >= read.map(Entries.Bytes::length).orElse(0L)) {
				return -1;
			}
		}
		return at;
	}
}
