package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Entry;

/**
 * The known entries of a transcript, one below the other. An entry has rows only when somebody looks at it, and gives them up
 * when enough others were looked at since: what is kept of the rest is a height. An entry that is the same object as before is not
 * looked at again. Pure; not shared between threads.
 */
final class Content {
	/** Entries that have rows: more than any screen shows. */
	private static final int MOST_BLOCKS = 512;

	/** An entry. Its rows, if there are any, may be those of an older state of it: then they are not {@code fresh}. */
	private static final class Item {
		Entry entry;
		@Nullable Block block;
		/** What is known of its text, for the next time; only while there are rows. */
		@Nullable MarkdownParts parts;
		boolean fresh;
		/** Some of its text is left to be read: its rows are not yet all. */
		boolean reading;
		/** Of its text as {@link Content#text} tells it; -1: not counted. */
		int chars = -1;

		Item(Entry entry) {
			this.entry = entry;
		}

		void become(Entry now) {
			entry = now;
			fresh = false;
			chars = -1;
		}

		void giveUpRows() {
			block = null;
			parts = null;
			fresh = false;
			reading = false;
		}
	}

	private final Ruler ruler;
	private List<Item> items = new ArrayList<>();
	private Heights heights = new Heights();
	private Folding folding = Folding.START;
	/** One of those that have rows is not read to its end. */
	private boolean reading;
	private final Map<Item, Item> withRows = new LinkedHashMap<>(64, 0.75f, true) {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<Item, Item> eldest) {
			boolean tooMany = size() > MOST_BLOCKS;
			if (tooMany) {
				eldest.getKey().giveUpRows();
			}
			return tooMany;
		}
	};

	Content(Ruler ruler) {
		this.ruler = ruler;
	}

	/**
	 * @param entries by ordinal
	 * @return false if all are what they were
	 */
	boolean show(List<Entry> entries) {
		boolean changed = false;
		int known = 0;
		while (known < items.size() && known < entries.size()) {
			Item item = items.get(known);
			Entry entry = entries.get(known);
			if (item.entry != entry) {
				if (item.entry.ordinal() != entry.ordinal()) {
					break;
				}
				item.become(entry);
				changed = true;
			}
			known++;
		}
		if (known < items.size()) {
			merge(entries);
			return true;
		}
		for (Entry entry : entries.subList(known, entries.size())) {
			items.add(new Item(entry));
			heights.add(ruler.estimate(entry));
			changed = true;
		}
		return changed;
	}

	/** Entries came before others, or went. */
	private void merge(List<Entry> entries) {
		List<Item> now = new ArrayList<>(entries.size());
		int[] known = new int[entries.size()];
		int old = 0;
		for (Entry entry : entries) {
			while (old < items.size() && items.get(old).entry.ordinal() < entry.ordinal()) {
				withRows.remove(items.get(old++));
			}
			if (old < items.size() && items.get(old).entry.ordinal() == entry.ordinal()) {
				Item item = items.get(old);
				if (item.entry != entry) {
					item.become(entry);
				}
				known[now.size()] = heights.get(old);
				now.add(item);
				old++;
			} else {
				known[now.size()] = ruler.estimate(entry);
				now.add(new Item(entry));
			}
		}
		while (old < items.size()) {
			withRows.remove(items.get(old++));
		}
		items = now;
		heights = new Heights(known);
	}

	Folding folding() {
		return folding;
	}

	void fold(Folding now) {
		if (!now.equals(folding)) {
			folding = now;
			items.forEach(item -> {
				item.fresh = false;
				item.chars = -1;
			});
		}
	}

	int size() {
		return items.size();
	}

	Entry entry(int index) {
		return items.get(index).entry;
	}

	/** From the first to the last of these, as they are now. */
	List<Entry> entries(int from, int to) {
		return items.subList(from, to).stream().map(item -> item.entry).toList();
	}

	/** Of the entry of this ordinal, or of the first after it; {@link #size} if there is none. */
	int indexOf(long ordinal) {
		int low = 0;
		int high = items.size();
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (items.get(middle).entry.ordinal() < ordinal) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	/** -1 if it is not here. */
	int indexOf(EntryId id) {
		for (int i = items.size() - 1; i >= 0; i--) {
			if (items.get(i).entry.id().equals(id)) {
				return i;
			}
		}
		return -1;
	}

	/** The rows of an entry as it is now, kept for a while. */
	Block block(int index) {
		Item item = items.get(index);
		Block block = item.block;
		if (block == null || !item.fresh) {
			MarkdownParts parts = item.parts == null ? new MarkdownParts(new LongText(LongText.STEP)) : item.parts;
			item.parts = parts;
			List<Row> rows = folding.rows(item.entry, parts);
			item.reading = parts.reading();
			reading |= item.reading;
			block = block == null ? Block.of(rows, ruler.width(), ruler::estimate) : block.with(rows, ruler::estimate);
			item.block = block;
			item.fresh = true;
			heights.set(index, block.total());
		}
		withRows.put(item, item);
		return block;
	}

	/** Whether there is a very long text that was looked at and is not read to its end: {@link #readOn} goes on with it. */
	boolean reading() {
		return reading;
	}

	/** The next look at what is not read to its end takes a step in it; what nobody looks at waits. */
	void readOn() {
		reading = false;
		withRows.keySet().forEach(item -> item.fresh &= !item.reading);
	}

	/** The rows of an entry as it is now, all of them; they are not kept. */
	List<Row> rows(int index) {
		Item item = items.get(index);
		Block block = item.block;
		return block != null && item.fresh && !item.reading ? block.rows() : folding.rows(item.entry, new MarkdownParts());
	}

	/** Of a piece of an entry, measured. */
	int height(int index, int piece) {
		Block block = block(index);
		if (!block.isMeasured(piece, ruler.width())) {
			block.measured(piece, ruler.height(block.piece(piece)));
			heights.set(index, block.total());
		}
		return block.height(piece);
	}

	/** All is to be measured again: fonts changed. */
	void forgetHeights() {
		withRows.keySet().forEach(item -> {
			if (item.block != null) {
				item.block.forgetAll();
			}
		});
	}

	/** Points above a piece, as far as is known. */
	long above(int index, int piece) {
		return heights.above(index) + block(index).above(piece);
	}

	long above(int index) {
		return heights.above(index);
	}

	int height(int index) {
		return heights.get(index);
	}

	/** The entry at {@code y}; -1 if there is none at all. */
	int at(long y) {
		return heights.at(y);
	}

	long total() {
		return heights.total();
	}

	/** UTF-16 code units of {@link #text(int)}. */
	int chars(int index) {
		Item item = items.get(index);
		if (item.chars < 0) {
			item.chars = rows(index).stream().mapToInt(row -> said(row).length() + 1).sum();
		}
		return item.chars;
	}

	/** All that an entry says, each row ended by a line feed; gaps are empty lines. */
	String text(int index) {
		StringBuilder text = new StringBuilder();
		rows(index).forEach(row -> text.append(said(row)).append('\n'));
		return text.toString();
	}

	static String said(Row row) {
		return row.isGap() ? "" : row.text();
	}
}
