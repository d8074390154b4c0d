package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

class TranscriptTextTest {
	/** A control that applies edits, and notices a row whose old look would stay on the screen. */
	private static final class Screen {
		private final StringBuilder text = new StringBuilder();
		private final List<Line> lines = new ArrayList<>();
		/** What each line looked like when it was last laid out. */
		private final List<Row> painted = new ArrayList<>();

		void apply(List<Edit> edits) {
			for (Edit edit : edits) {
				List<Line> place = lines.subList(edit.line(), edit.line() + edit.removed());
				place.clear();
				lines.addAll(edit.line(), edit.lines());
				if (edit.length() > 0 || !edit.text().isEmpty()) {
					replace(edit);
				}
			}
			for (int i = 0; i < lines.size(); i++) {
				assertEquals(lines.get(i).row(), painted.get(i), "line " + i + " still has its old look");
			}
		}

		/** As a text control does it: the lines that the change touches are laid out anew, the others move. */
		private void replace(Edit edit) {
			int first = (int) text.substring(0, edit.offset()).chars().filter(c -> c == '\n').count();
			int gone = (int) text.substring(edit.offset(), edit.offset() + edit.length()).chars().filter(c -> c == '\n').count();
			int come = (int) edit.text().chars().filter(c -> c == '\n').count();
			text.replace(edit.offset(), edit.offset() + edit.length(), edit.text());
			for (int i = 0; i < gone; i++) {
				painted.remove(Math.min(first + 1, painted.size() - 1));
			}
			for (int i = 0; i < come; i++) {
				painted.add(Math.min(first + 1, painted.size()), Row.GAP);
			}
			for (int i = first; i <= first + come && i < lines.size() && i < painted.size(); i++) {
				painted.set(i, lines.get(i).row());
			}
		}

		String shown() {
			return text.toString();
		}
	}

	private static String rendered(List<Entry> entries, Set<EntryId> toggled) {
		StringBuilder all = new StringBuilder();
		for (Entry entry : entries) {
			EntryRows.of(entry, toggled.contains(entry.id()), Links.NONE).forEach(row -> all.append(row.text()).append('\n'));
		}
		return all.toString();
	}

	private static Entry message(long ordinal, String text) {
		return Entries.plain(ordinal, EntryKind.MESSAGE, EntryStatus.RUNNING, text);
	}

	@Test
	void aGrowingMessageChangesOnlyItsEnd() {
		TranscriptText model = new TranscriptText();
		Entry prompt = Entries.plain(1, EntryKind.PROMPT, EntryStatus.DONE, "hello");
		Entry before = message(2, "First paragraph.\n\nThe second one gro");
		model.show(List.of(prompt, before), Set.of(), Links.NONE);
		int length = rendered(List.of(prompt, before), Set.of()).length();

		List<Edit> edits = model.show(List.of(prompt, before.withText("First paragraph.\n\nThe second one grows on")), Set.of(), Links.NONE);

		assertEquals(1, edits.size());
		Edit edit = edits.getFirst();
		assertEquals("ws on", edit.text());
		assertEquals(0, edit.length());
		assertEquals(length - "\n \n".length(), edit.offset());
	}

	@Test
	void theSameEntriesChangeNothing() {
		TranscriptText model = new TranscriptText();
		List<Entry> entries = List.of(message(1, "a"), message(2, "b"));
		assertEquals(1, model.show(entries, Set.of(), Links.NONE).size(), "one edit for the first page");
		assertTrue(model.show(new ArrayList<>(entries), Set.of(), Links.NONE).isEmpty());
	}

	@Test
	void anEntryThatOnlyLooksOtherwiseIsLaidOutAnew() {
		Screen screen = new Screen();
		TranscriptText model = new TranscriptText();
		Entry plan = Entries.of(1, EntryKind.TOOL, EntryStatus.DONE, "", Entries.tool("Same", null));
		screen.apply(model.show(List.of(plan, message(2, "*word* end")), Set.of(), Links.NONE));
		screen.apply(model.show(List.of(plan, message(2, "**word** end")), Set.of(), Links.NONE));
		assertEquals(rendered(List.of(plan, message(2, "**word** end")), Set.of()), screen.shown());
	}

	@Test
	void olderEntriesComeInFront() {
		Screen screen = new Screen();
		TranscriptText model = new TranscriptText();
		Entry newest = message(9, "newest");
		screen.apply(model.show(List.of(newest), Set.of(), Links.NONE));
		List<Entry> all = List.of(message(7, "seven"), message(8, "eight"), newest);
		List<Edit> edits = model.show(all, Set.of(), Links.NONE);
		assertEquals(List.of(0), edits.stream().map(Edit::offset).toList());
		screen.apply(edits);
		assertEquals(rendered(all, Set.of()), screen.shown());
	}

	@Test
	void linesKnowTheirEntryAndTheirPlaceInIt() {
		Screen screen = new Screen();
		TranscriptText model = new TranscriptText();
		screen.apply(model.show(List.of(message(1, "a"), message(2, "b")), Set.of(), Links.NONE));
		screen.apply(model.show(List.of(message(1, "a\n\nnew"), message(2, "b")), Set.of(), Links.NONE));
		for (int i = 0; i < screen.lines.size(); i++) {
			Line line = screen.lines.get(i);
			int index = i;
			assertEquals(line.index() == 0 ? 0 : screen.lines.get(index - 1).index() + 1, line.index());
		}
		assertSame(Row.GAP, screen.lines.getLast().row());
	}

	/** Random sessions: what the edits make of the text is what rendering everything anew gives, and no line keeps an old look. */
	@Test
	void editsOfAnyStreamGiveTheTextThatRenderingAnewGives() {
		for (int seed = 0; seed < 40; seed++) {
			Random random = new Random(seed);
			Screen screen = new Screen();
			TranscriptText model = new TranscriptText();
			List<Entry> entries = new ArrayList<>();
			Set<EntryId> toggled = new HashSet<>();
			long lowest = 1_000;
			for (int step = 0; step < 40; step++) {
				lowest = change(random, entries, toggled, lowest);
				int from = random.nextInt(4) == 0 && !entries.isEmpty() ? random.nextInt(entries.size()) : 0;
				List<Entry> shown = List.copyOf(entries.subList(from, entries.size()));
				screen.apply(model.show(shown, Set.copyOf(toggled), Links.NONE));
				assertEquals(rendered(shown, toggled), screen.shown(), "seed " + seed + ", step " + step);
			}
		}
	}

	private static long change(Random random, List<Entry> entries, Set<EntryId> toggled, long lowest) {
		long first = lowest;
		switch (random.nextInt(6)) {
		case 0 -> entries.add(entry(random, entries.isEmpty() ? 1_000 : entries.getLast().ordinal() + 1));
		case 1 -> {
			if (entries.isEmpty()) {
				return first;
			}
			for (int i = random.nextInt(3); i >= 0; i--) {
				entries.addFirst(entry(random, entries.getFirst().ordinal() - 1));
			}
		}
		case 2 -> {
			if (!entries.isEmpty()) {
				EntryId id = entries.get(random.nextInt(entries.size())).id();
				if (!toggled.remove(id)) {
					toggled.add(id);
				}
			}
		}
		case 3 -> {
			if (!entries.isEmpty() && random.nextInt(5) == 0) {
				entries.remove(random.nextInt(entries.size()));
			}
		}
		default -> {
			for (int at : new TreeSet<>(random.ints(2, 0, Math.max(1, entries.size())).boxed().toList())) {
				if (at < entries.size()) {
					entries.set(at, changed(random, entries.get(at)));
				}
			}
		}
		}
		return first;
	}

	private static Entry changed(Random random, Entry entry) {
		return switch (entry.kind()) {
		case MESSAGE, THOUGHT, PROMPT -> random.nextInt(6) == 0 ? entry(random, entry.ordinal()) : entry.withText(entry.text() + words(random));
		default -> entry(random, entry.ordinal());
		};
	}

	private static Entry entry(Random random, long ordinal) {
		EntryStatus status = EntryStatus.values()[random.nextInt(EntryStatus.values().length)];
		return switch (random.nextInt(6)) {
		case 0 -> Entries.plain(ordinal, EntryKind.PROMPT, EntryStatus.DONE, words(random));
		case 1 -> Entries.plain(ordinal, EntryKind.THOUGHT, status, words(random) + words(random));
		case 2 -> Entries.of(ordinal, EntryKind.TOOL, status, "", Entries.tool("Edit a.txt", "{\"a\":\"" + random.nextInt(3) + "\"}",
				new Detail.ToolContent.Diff("/a.txt", words(random), words(random))));
		case 3 -> Entries.of(ordinal, EntryKind.PLAN, status, "",
				new Detail.Plan(List.of(new Detail.PlanItem(words(random), "low", random.nextBoolean() ? "completed" : "pending"))));
		default -> Entries.plain(ordinal, EntryKind.MESSAGE, status, words(random) + words(random));
		};
	}

	private static String words(Random random) {
		String[] pieces = { "word ", "**bold** ", "*it", "`code` ", "\n", "\n\n", "- item\n", "> quote\n", "```\ncode\n```\n", "# head\n", "👍", " ",
				"| a | b |\n|---|---|\n| 1 | 2 |\n", "aaa", "\u202E", "\u001B[1m" };
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(5); i >= 0; i--) {
			text.append(pieces[random.nextInt(pieces.length)]);
		}
		return text.toString();
	}
}
