package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Entry;

/**
 * The text of a transcript, and what must change in it when there is a new snapshot. Entries that are the same object as
 * before are not looked at; of the others, only rows that differ are replaced, and of the first and the last of these only
 * the characters that differ. So a message that grows costs its own last rows, and what a person has selected above stays.
 * Pure; not shared between threads.
 */
final class TranscriptText {
	/** @param rows without the line feeds, which {@code chars} counts */
	private record Block(Entry entry, boolean toggled, List<Row> rows, int chars, MarkdownParts parts) {
		static Block of(Entry entry, boolean toggled, Links links, MarkdownParts parts) {
			List<Row> rows = EntryRows.of(entry, toggled, links, parts);
			return new Block(entry, toggled, rows, rows.stream().mapToInt(row -> row.text().length() + 1).sum(), parts);
		}
	}

	private List<Block> blocks = List.of();
	private Links links = Links.NONE;

	/**
	 * @param entries by ordinal
	 * @param toggled entries that are shown the other way than they are by themselves
	 * @return in order; empty if nothing that can be seen changed
	 */
	List<Edit> show(List<Entry> entries, Set<EntryId> toggled, Links newLinks) {
		boolean same = newLinks.equals(links);
		links = newLinks;
		Edits edits = new Edits();
		List<Block> now = new ArrayList<>(entries.size());
		int old = 0;
		for (Entry entry : entries) {
			while (old < blocks.size() && blocks.get(old).entry().ordinal() < entry.ordinal()) {
				edits.replace(blocks.get(old++), List.of(), entry.id());
			}
			boolean flipped = toggled.contains(entry.id());
			Block before = old < blocks.size() && blocks.get(old).entry().ordinal() == entry.ordinal() ? blocks.get(old++) : null;
			if (before != null && before.entry() == entry && before.toggled() == flipped && same) {
				edits.keep(before);
				now.add(before);
				continue;
			}
			Block block = Block.of(entry, flipped, links, before == null ? new MarkdownParts() : before.parts());
			now.add(block);
			edits.replace(before == null ? new Block(entry, flipped, List.of(), 0, block.parts()) : before, block.rows(), entry.id());
		}
		while (old < blocks.size()) {
			Block gone = blocks.get(old++);
			edits.replace(gone, List.of(), gone.entry().id());
		}
		blocks = now;
		return edits.all();
	}

	/** Whether an entry is among those shown. */
	boolean has(EntryId id) {
		return blocks.stream().anyMatch(block -> block.entry().id().equals(id));
	}

	/** Collects edits while walking from the beginning to the end; neighbours become one. */
	private static final class Edits {
		private final List<Edit> done = new ArrayList<>();
		/** Where the walk is, in the text as it becomes. */
		private int line;
		private int offset;
		/** Rows that are to be replaced, not yet an edit, beginning where the walk was before them. */
		private final List<Row> out = new ArrayList<>();
		private final List<Line> in = new ArrayList<>();

		void keep(Block block) {
			flush();
			line += block.rows().size();
			offset += block.chars();
		}

		void replace(Block before, List<Row> after, EntryId id) {
			List<Row> rows = before.rows();
			int head = 0;
			while (head < rows.size() && head < after.size() && same(rows.get(head), after.get(head))) {
				head++;
			}
			int tail = 0;
			while (tail < rows.size() - head && tail < after.size() - head
					&& same(rows.get(rows.size() - 1 - tail), after.get(after.size() - 1 - tail))) {
				tail++;
			}
			if (head > 0) {
				keepRows(rows.subList(0, head));
			}
			out.addAll(rows.subList(head, rows.size() - tail));
			for (int i = head; i < after.size() - tail; i++) {
				in.add(new Line(id, i, after.get(i)));
			}
			if (tail > 0) {
				int from = after.size() - tail;
				if (rows.size() != after.size()) {
					// their places in the entry changed, their text did not
					renumber(id, from, after.subList(from, after.size()));
				}
				keepRows(after.subList(from, after.size()));
			}
		}

		/** Most rows of a text that grows are the same objects. */
		private static boolean same(Row a, Row b) {
			return a == b || a.equals(b);
		}

		private void keepRows(List<Row> rows) {
			flush();
			line += rows.size();
			for (Row row : rows) {
				offset += row.text().length() + 1;
			}
		}

		/** An edit of no characters, for the places of the rows alone. */
		private void renumber(EntryId id, int from, List<Row> rows) {
			flush();
			List<Line> lines = new ArrayList<>(rows.size());
			for (int i = 0; i < rows.size(); i++) {
				lines.add(new Line(id, from + i, rows.get(i)));
			}
			done.add(new Edit(line, rows.size(), lines, offset, 0, ""));
		}

		private void flush() {
			if (out.isEmpty() && in.isEmpty()) {
				return;
			}
			String before = text(out);
			String after = text(in.stream().map(Line::row).toList());
			int head = 0;
			int tail = 0;
			if (!out.isEmpty() && !in.isEmpty()) {
				// each row that differs must lose or get a character, else its old look would stay
				head = sharedBeginning(out.getFirst().text(), in.getFirst().row().text());
				tail = 1 + sharedEnd(out.getLast().text(), in.getLast().row().text(),
						out.size() == 1 || in.size() == 1 ? head : 0);
				if (before.length() - head - tail <= 0 && after.length() - head - tail <= 0) {
					head = 0;
					tail = 0;
				}
			}
			done.add(new Edit(line, out.size(), in, offset + head, before.length() - head - tail,
					after.substring(head, after.length() - tail)));
			line += in.size();
			offset += after.length();
			out.clear();
			in.clear();
		}

		private static int sharedBeginning(String a, String b) {
			int most = Math.min(a.length(), b.length());
			int i = 0;
			while (i < most && a.charAt(i) == b.charAt(i)) {
				i++;
			}
			return i > 0 && Character.isHighSurrogate(a.charAt(i - 1)) ? i - 1 : i;
		}

		/** @param taken characters at the beginning that are spoken for */
		private static int sharedEnd(String a, String b, int taken) {
			int most = Math.min(a.length(), b.length()) - taken;
			int i = 0;
			while (i < most && a.charAt(a.length() - 1 - i) == b.charAt(b.length() - 1 - i)) {
				i++;
			}
			return i > 0 && Character.isLowSurrogate(a.charAt(a.length() - i)) ? i - 1 : i;
		}

		private static String text(List<Row> rows) {
			StringBuilder text = new StringBuilder();
			rows.forEach(row -> text.append(row.text()).append('\n'));
			return text.toString();
		}

		List<Edit> all() {
			flush();
			return List.copyOf(done);
		}
	}
}
