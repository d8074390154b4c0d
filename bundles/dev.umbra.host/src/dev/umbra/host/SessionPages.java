package dev.umbra.host;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Position;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions.BlobRange;
import dev.umbra.core.api.Sessions.Page;
import dev.umbra.core.api.Sessions.Read;
import dev.umbra.core.api.Sessions.ReadBlob;
import dev.umbra.core.api.Sessions.ReadEntry;
import dev.umbra.core.api.Sessions.ReadOutput;
import dev.umbra.core.api.Sessions.ReadText;
import dev.umbra.core.api.Sessions.TextRange;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.Entry;

/** What is read of sessions, from the store alone: pages of entries, ranges of texts, outputs and bytes. Any thread. */
final class SessionPages {
	/** The host's own page: so many entries, and so many UTF-16 code units of text. */
	static final int PAGE = 192;
	static final long PAGE_TEXT = 1L << 20;
	private static final int MOST = 10_000;
	/** UTF-16 code units of a text in one answer. */
	private static final int TEXT_RANGE = 1 << 20;
	/** Bytes of an enclosure in one answer; in base64 a third more. */
	private static final int BLOB_RANGE = 786_432;
	private final HostParts parts;

	SessionPages(HostParts parts) {
		this.parts = parts;
	}

	CompletionStage<Page> entries(SessionId id, Read p) {
		int limit = p.limit() <= 0 ? PAGE : Math.min(p.limit(), MOST);
		if (p.newest()) {
			return (p.before() == null ? parts.entries().newest(id, limit, FeedItems.MAX_TEXT)
					: parts.entries().newestBefore(id, p.before(), limit, FeedItems.MAX_TEXT))
							.thenApply(slice -> newest(id, slice));
		}
		if (p.before() != null) {
			throw new FailureException(Failure.usage("\"before\" goes only with \"newest\".", null));
		}
		if (p.after() == null && p.limit() <= 0) {
			return parts.entries().byOrdinal(id, p.fromOrdinal(), limit, FeedItems.MAX_TEXT)
					.thenApply(slice -> page(id, slice, false, true));
		}
		Position after = p.after() == null ? new Position(parts.epoch(), 0) : Position.parse(p.after(), parts.epoch());
		boolean foreign = !after.epoch().equals(parts.epoch());
		return parts.entries().byRevision(id, foreign ? 0 : after.revision(), limit, FeedItems.MAX_TEXT)
				.thenCompose(slice -> after.revision() <= slice.revision() || foreign
						? CompletableFuture.completedFuture(page(id, slice, foreign, false))
						: parts.entries().byRevision(id, 0, limit, FeedItems.MAX_TEXT)
								.thenApply(whole -> page(id, whole, true, false)));
	}

	/** The newest within the text budget: what is cut off is older, and is asked for by {@code before}. */
	private Page newest(SessionId id, Entries.Slice slice) {
		List<Entry> kept = newest(slice.entries());
		long next = kept.isEmpty() ? 0 : kept.getLast().ordinal();
		return new Page(id, parts.epoch(), slice.revision(), new Position(parts.epoch(), slice.revision()).toString(), next,
				slice.more() || kept.size() < slice.entries().size(), false, kept);
	}

	/** The last of these entries within the text budget, at least one. */
	static List<Entry> newest(List<Entry> entries) {
		int from = entries.size();
		long size = 0;
		while (from > 0) {
			size += FeedItems.weight(entries.get(from - 1));
			if (size > PAGE_TEXT && from < entries.size()) {
				break;
			}
			from--;
		}
		return entries.subList(from, entries.size());
	}

	/** Cuts a page to its text budget; one by revision is cut only between revisions. */
	private Page page(SessionId id, Entries.Slice slice, boolean reset, boolean byOrdinal) {
		List<Entry> entries = slice.entries();
		int keep = 0;
		long size = 0;
		for (int i = 0; i < entries.size(); i++) {
			size += FeedItems.weight(entries.get(i));
			boolean boundary = byOrdinal || i + 1 == entries.size()
					|| entries.get(i + 1).revision() != entries.get(i).revision();
			if (boundary && (keep == 0 || size <= PAGE_TEXT)) {
				keep = i + 1;
			}
		}
		List<Entry> kept = entries.subList(0, keep);
		boolean more = slice.more() || keep < entries.size();
		long lastOrdinal = kept.isEmpty() ? 0 : kept.getLast().ordinal();
		long next = byOrdinal || !more ? slice.revision() : kept.getLast().revision();
		return new Page(id, parts.epoch(), slice.revision(), new Position(parts.epoch(), next).toString(), lastOrdinal,
				more, reset, kept);
	}

	CompletionStage<Entry> entry(SessionId id, ReadEntry p) {
		return parts.entries().entry(id, p.entry(), FeedItems.MAX_TEXT).thenApply(found -> found.orElseThrow(() -> new FailureException(
				Failure.notFound("There is no entry " + p.entry() + " in session " + id + ".", ""))));
	}

	CompletionStage<TextRange> text(SessionId id, ReadText p) {
		return parts.entries().text(id, p.entry(), Math.max(0, p.offset()), Math.clamp(p.limit(), 1, TEXT_RANGE))
				.thenApply(found -> {
					Entries.Text text = found.orElseThrow(() -> new FailureException(
							Failure.notFound("There is no entry " + p.entry() + " in session " + id + ".", "")));
					return new TextRange(p.entry(), text.offset(), text.text(), text.length());
				});
	}

	CompletionStage<TextRange> output(SessionId id, ReadOutput p) {
		return parts.entries().output(id, p.entry(), Math.max(0, p.offset()), Math.clamp(p.limit(), 1, TEXT_RANGE))
				.thenApply(found -> {
					Entries.Text text = found.orElseThrow(() -> new FailureException(Failure.notFound(
							"Nothing more than what it shows was kept of the entry " + p.entry() + " in session " + id + ".",
							"See it with: umbra session entries " + id)));
					return new TextRange(p.entry(), text.offset(), text.text(), text.length());
				});
	}

	CompletionStage<BlobRange> blob(SessionId id, ReadBlob p) {
		return parts.entries().blob(id, p.blob(), Math.max(0, p.offset()), Math.clamp(p.limit(), 1, BLOB_RANGE))
				.thenApply(found -> {
					Entries.Bytes range = found.orElseThrow(() -> new FailureException(
							Failure.notFound("There is nothing enclosed as " + p.blob() + " in session " + id + ".", "")));
					return new BlobRange(p.blob(), range.offset(), Base64.getEncoder().encodeToString(range.bytes()),
							range.length());
				});
	}
}
