package dev.umbra.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.api.Sessions.Item;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.GrowingText;
import dev.umbra.core.session.SessionSummary;

/** What a commit's changes look like to those who follow: entries with their text, the summary apart. */
final class FeedItems {
	/** An entry shows so much of its text here; the whole is read by {@code sessions/text}. UTF-16 code units. */
	static final int MAX_TEXT = 64 * 1024;

	/** A longer piece of text is not sent, only that it is there. UTF-16 code units. */
	private static final int MAX_APPEND = 512 * 1024;

	private FeedItems() {
	}

	/**
	 * @param before the state the changes were made from: it knows the texts that an entry only refers to
	 * @param now the state after them
	 */
	static SessionFeed.Committed of(SessionState before, List<Change> changes, SessionState now) {
		long revision = now.summary().revision();
		SessionSummary summary = null;
		List<Item> items = new ArrayList<>();
		Map<EntryId, GrowingText> texts = new HashMap<>();
		long size = 200;
		for (Change change : changes) {
			switch (change) {
			case Change.SummaryPut put -> summary = put.summary();
			case Change.QueuePut put -> size += 100;
			case Change.OutputAppended whole -> size += 100; // read on demand, not sent
			case Change.BlobPut put -> size += 100; // read by its hash, not sent
			case Change.TextAppended append -> {
				texts.merge(append.entry(), known(before, append.entry()).append(append.text()),
						(old, fresh) -> old.append(append.text()));
				Entry grown = now.open().get(append.entry());
				if (append.text().length() > MAX_APPEND && grown != null) {
					// longer than a message should be: who wants it reads it in ranges
					Entry beginning = beginning(grown, texts.get(append.entry())).withRevision(revision);
					items.add(new Item.Upsert(beginning));
					size += weight(beginning);
				} else {
					items.add(new Item.Append(append.entry(), revision, append.offset(), append.text()));
					size += append.text().length() + 100;
				}
			}
			case Change.EntryPut put -> {
				Entry entry = put.entry();
				if (entry.length() > entry.text().length()) {
					entry = beginning(entry, texts.getOrDefault(entry.id(), known(before, entry.id())));
				} else {
					texts.put(entry.id(), GrowingText.of(entry.text()));
					entry = entry.withTextCut(cut(entry.text()));
				}
				items.add(new Item.Upsert(entry));
				size += weight(entry);
			}
			}
		}
		return new SessionFeed.Committed(revision, summary, items, size);
	}

	private static Entry beginning(Entry entry, GrowingText text) {
		return entry.withTextCut(cut(text.toString()));
	}

	private static GrowingText known(SessionState state, EntryId entry) {
		@Nullable
		GrowingText text = state.texts().get(entry);
		return text == null ? GrowingText.EMPTY : text;
	}

	/** Rough size of an entry on its way, in UTF-16 code units. */
	static long weight(Entry entry) {
		return entry.text().length() + 200L + switch (entry.detail()) {
		case Detail.Tool tool -> weight(tool.content()) + weight(tool.rawInput()) + weight(tool.rawOutput());
		case Detail.Permission permission -> weight(permission.content()) + weight(permission.command());
		case Detail.Unknown unknown -> unknown.raw().length();
		case Detail.Plan plan -> plan.items().stream().mapToLong(item -> item.content().length() + 50L).sum();
		case Detail.Input input -> 500L * input.fields().size() + weight(input.content());
		case Detail.Prompt prompt -> 200L * prompt.enclosures().size();
		case Detail.Plain plain -> 0;
		case Detail.Media media -> 200;
		case Detail.Notice notice -> 0;
		case Detail.Compaction compaction -> weight(compaction.error());
		case Detail.Login login -> 200L * login.methods().size();
		case Detail.Fault fault -> fault.message().length();
		case Detail.Lifecycle lifecycle -> 0;
		};
	}

	private static long weight(List<Detail.ToolContent> content) {
		long weight = 0;
		for (Detail.ToolContent each : content) {
			weight += 100L + switch (each) {
			case Detail.ToolContent.Text text -> text.text().length();
			case Detail.ToolContent.Diff diff -> weight(diff.oldText()) + diff.newText().length();
			case Detail.ToolContent.Terminal terminal -> 0;
			case Detail.ToolContent.Media media -> 200;
			case Detail.ToolContent.Other other -> other.raw().length();
			};
		}
		return weight;
	}

	private static long weight(@Nullable String text) {
		return text == null ? 0 : text.length();
	}

	/** A beginning that splits no code point. */
	static String cut(String text) {
		return cut(text, MAX_TEXT);
	}

	/** @param most UTF-16 code units */
	static String cut(String text, int most) {
		if (text.length() <= most) {
			return text;
		}
		return text.substring(0, most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
	}
}
