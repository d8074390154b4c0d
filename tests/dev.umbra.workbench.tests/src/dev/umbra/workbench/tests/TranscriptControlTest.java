package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleTextEvent;
import org.eclipse.swt.accessibility.AccessibleTextExtendedListener;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** The painted transcript, as a person meets it. Runs a second time with large text on a fine screen. */
class TranscriptControlTest {
	private static final Color LIGHT = new Color(255, 255, 255);
	private static final Color DARK = new Color(31, 34, 39);
	private static final Instant TIME = Instant.parse("2026-01-01T10:00:00Z");
	private static final String MARKDOWN = "# Head\n\n**Bold** and `code` and [a link](https://example.org/) in a text that goes on until it is "
			+ "longer than one line of the window that it stands in, however wide that may be on this screen.\n\n> said\n\n* one\n* two\n\n"
			+ "```java\nint x = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";

	private static Entry entry(long ordinal, EntryKind kind, EntryStatus status, String text, Detail detail) {
		return new Entry(new EntryId("e" + ordinal), ordinal, ordinal, null, kind, status, text, text.length(), TIME, status.open() ? null : TIME, detail);
	}

	private static Entry message(long ordinal, String text) {
		return entry(ordinal, EntryKind.MESSAGE, EntryStatus.DONE, text, new Detail.Plain());
	}

	private static Entry thought(long ordinal, String text) {
		return entry(ordinal, EntryKind.THOUGHT, EntryStatus.DONE, text, new Detail.Plain());
	}

	private static Entry tool(long ordinal, EntryStatus status, Detail.ToolContent... content) {
		return entry(ordinal, EntryKind.TOOL, status, "", new Detail.Tool("call", "Call " + ordinal, "edit", List.of(), List.of(content), "{}", null, false));
	}

	private static List<Entry> messages(long from, long to) {
		return LongStream.rangeClosed(from, to).mapToObj(each -> message(each, "Message " + each)).toList();
	}

	/** Prompts, messages with everything in them, thoughts and tool calls in turn. */
	private static List<Entry> mixed(int count) {
		List<Entry> all = new ArrayList<>(count);
		for (long i = 1; i <= count; i++) {
			all.add(switch ((int) (i % 4)) {
			case 0 -> entry(i, EntryKind.PROMPT, EntryStatus.DONE, "Prompt " + i, new Detail.Prompt(List.of()));
			case 1 -> message(i, "Message " + i + "\n\n" + MARKDOWN);
			case 2 -> thought(i, "Thought " + i + "\n\nand more of it");
			default -> tool(i, EntryStatus.DONE, new Detail.ToolContent.Diff("/w/a.txt", "one\ntwo\n", "one\n2\n"));
			});
		}
		return all;
	}

	private static void with(Color background, Consumer<PaintedControl> work) {
		Window.alone(() -> {
			try (PaintedControl control = new PaintedControl(background)) {
				work.accept(control);
			}
		});
	}

	@Test
	void everyKindOfEntryIsSaidAndPainted() {
		with(LIGHT, control -> {
			int blank = PaintedControl.colours(control.picture()).size();
			List<Entry> all = new ArrayList<>(mixed(8));
			all.add(entry(9, EntryKind.PLAN, EntryStatus.RUNNING, "", new Detail.Plan(List.of(new Detail.PlanItem("A step of a plan", "high", "in_progress")))));
			all.add(entry(10, EntryKind.ERROR, EntryStatus.FAILED, "", new Detail.Fault("failed", "Something went wrong", "Try again")));
			all.add(entry(11, EntryKind.NOTICE, EntryStatus.DONE, "Take notice", new Detail.Notice("warning")));
			all.add(entry(12, EntryKind.LIFECYCLE, EntryStatus.DONE, "Session began", new Detail.Lifecycle("started")));
			all.add(entry(13, EntryKind.UNKNOWN, EntryStatus.DONE, "", new Detail.Unknown("x_new", "{\"a\":1}")));
			all.add(tool(14, EntryStatus.RUNNING, new Detail.ToolContent.Text("what a tool says")));
			all.add(message(15, "שלום مرحبا 👨‍👩‍👧‍👦 𝒳 \u0007\u202e日本語"));
			for (Entry each : all) {
				control.show(all.subList(0, (int) each.ordinal()));
			}
			String said = control.text();
			for (String words : List.of("Prompt 4", "Message 5", "int x = 1;", "Thought", "Call 7", "A step of a plan", "Something went wrong", "Take notice",
					"Session began", "x_new", "Call 14", "👨‍👩‍👧‍👦", "⟨U+202E⟩日本語")) {
				assertTrue(said.contains(words), () -> words + " in\n" + said);
			}
			assertFalse(said.contains("\u202e") || said.contains("\u0007"), said);
			int painted = PaintedControl.colours(control.picture()).size();
			assertTrue(painted > blank + 20, () -> painted + " colours");
		});
	}

	@Test
	void ofAHundredThousandEntriesNoMoreIsHeldThanOfAThousand() {
		with(LIGHT, control -> {
			control.show(mixed(1_000));
			int end = control.resources();
			control.scrollTo(0.5);
			int middle = control.resources();
			control.show(mixed(100_000));
			assertTrue(Math.abs(control.resources() - middle) <= 20, () -> middle + " and " + control.resources());
			for (int i = 0; i < 20; i++) {
				control.scrollTo(i * 7 % 20 / 20.0);
			}
			assertTrue(Math.abs(control.resources() - middle) <= 20, () -> middle + " and " + control.resources());
			control.call("toEnd");
			control.shell.setSize(700, 600);
			control.shell.setSize(900, 700);
			assertTrue(Math.abs(control.resources() - end) <= 20, () -> end + " and " + control.resources());
			assertTrue(control.isAtEnd());
		});
	}

	@Test
	void aResizeKeepsWhatIsReadWhereItIs() {
		with(LIGHT, control -> {
			control.show(mixed(2_000));
			control.scrollTo(0.4);
			EntryId before = control.position();
			for (int width : new int[] { 700, 400, 1_000, 900 }) {
				control.shell.setSize(width, 700);
				control.painted();
				assertEquals(before, control.position());
			}
		});
	}

	@Test
	void theEndIsFollowedOnlyWhileItIsInView() {
		with(LIGHT, control -> {
			control.show(messages(1, 200));
			assertTrue(control.isAtEnd());
			assertFalse(control.toEnd().getVisible());
			control.show(messages(1, 210));
			assertTrue(control.isAtEnd());
			control.scrollTo(0.5);
			EntryId read = control.position();
			control.show(messages(1, 213));
			assertEquals(read, control.position());
			assertTrue(control.toEnd().getVisible());
			assertTrue(control.toEnd().getText().endsWith("3 new"), control.toEnd()::getText);
			Window.press(control.toEnd());
			assertTrue(control.isAtEnd());
			assertNull(control.position());
			assertFalse(control.toEnd().getVisible());
		});
	}

	@Test
	void olderEntriesAreAskedForInTimeAndMoveNothing() {
		with(LIGHT, control -> {
			control.show(messages(301, 500), true);
			assertEquals(List.of(), control.wanted);
			control.scrollTo(0.02);
			assertTrue(control.wanted.contains("wantOlder"), control.wanted::toString);
			EntryId read = control.position();
			control.show(messages(251, 500), true);
			assertEquals(read, control.position());
		});
	}

	@Test
	void whereSomebodyWasIsFoundWhenItComes() {
		with(LIGHT, control -> {
			control.show(messages(301, 500), true);
			control.call("goTo", new EntryId("e120"));
			assertEquals(List.of("wantOlder"), control.wanted);
			control.show(messages(201, 500), true);
			assertEquals(List.of("wantOlder", "wantOlder"), control.wanted);
			control.show(messages(101, 500), true);
			assertEquals(new EntryId("e120"), control.position());
		});
	}

	@Test
	void whatTheMouseDragsOverIsCopiedAcrossEntries() {
		with(LIGHT, control -> {
			control.show(messages(1, 3));
			control.mouse(SWT.MouseDown, 0, 2, 1, 0);
			control.mouse(SWT.MouseMove, 800, 300, 0, SWT.BUTTON1);
			control.mouse(SWT.MouseUp, 800, 300, 1, SWT.BUTTON1);
			control.call("copy");
			assertEquals("Message 1\n\nMessage 2\n\nMessage 3\n", control.copied());
		});
	}

	@Test
	void wordsAndRowsAreTakenWhole() {
		with(LIGHT, control -> {
			control.show(List.of(message(1, "first second")));
			int y = control.shell.getFont().getFontData()[0].getHeight() / 2;
			control.mouse(SWT.MouseDown, 20, y, 2, 0);
			control.mouse(SWT.MouseUp, 20, y, 2, SWT.BUTTON1);
			control.call("copy");
			assertEquals("first", control.copied());
			control.mouse(SWT.MouseDown, 20, y, 3, 0);
			control.mouse(SWT.MouseUp, 20, y, 3, SWT.BUTTON1);
			control.call("copy");
			assertEquals("first second", control.copied());
		});
	}

	@Test
	void keysSelectWhatIsOutOfViewToo() {
		with(LIGHT, control -> {
			control.show(messages(1, 150));
			control.key(SWT.HOME, SWT.MOD1);
			assertEquals(new EntryId("e1"), control.position());
			control.key(SWT.END, SWT.MOD1 | SWT.SHIFT);
			assertTrue(control.isAtEnd());
			control.key('c', SWT.MOD1);
			String copied = control.copied();
			assertTrue(copied.startsWith("Message 1\n") && copied.endsWith("Message 150"), copied);
			control.key(SWT.ARROW_UP, 0);
			control.key(SWT.HOME, 0);
			control.key(SWT.ARROW_RIGHT, SWT.SHIFT);
			control.key('c', SWT.MOD1);
			assertEquals("M", control.copied());
		});
	}

	@Test
	void aSelectionStaysWhatItIsWhileMoreComes() {
		with(LIGHT, control -> {
			control.show(messages(101, 200), true);
			control.key('a', SWT.MOD1);
			control.show(messages(51, 230), true);
			control.key('c', SWT.MOD1);
			assertTrue(control.copied().startsWith("Message 101\n"), control::copied);
			assertTrue(control.copied().endsWith("Message 200\n"), control::copied);
		});
	}

	@Test
	void allIsCopiedNotOnlyWhatWasPainted() {
		with(LIGHT, control -> {
			control.show(messages(1, 3_000));
			control.call("copyAll");
			control.until("the copy", () -> control.copied().endsWith("Message 3000\n\n"));
			assertEquals(control.text(), control.copied());
		});
	}

	@Test
	void tabGoesToWhatLeadsSomewhereAndEnterFollows() {
		with(LIGHT, control -> {
			control.show(List.of(message(1, "text"), thought(2, "Hidden\n\nsecret words"), message(3, "last")));
			control.key(SWT.HOME, SWT.MOD1);
			assertFalse(control.tab(true));
			control.key(SWT.CR, 0);
			assertTrue(control.text().contains("secret words"), control::text);
			control.key(' ', 0);
			assertFalse(control.text().contains("secret words"), control::text);
			assertTrue(control.tab(true));
		});
	}

	@Test
	void aPlaceIsFoundWhereItIsFoldedAway() {
		with(LIGHT, control -> {
			List<Entry> all = new ArrayList<>(messages(1, 300));
			all.set(99, thought(100, "Hidden\n\nA needle\n\nand a NEEDLE"));
			control.show(all);
			control.call("mark", "needle");
			assertEquals(2, control.call("goToPlace", new EntryId("e100"), 1));
			assertFalse(control.isAtEnd());
			control.key('c', SWT.MOD1);
			assertEquals("NEEDLE", control.copied());
			assertEquals(0, control.call("goToPlace", new EntryId("e7"), 0));
			assertEquals(new EntryId("e7"), control.position());
		});
	}

	@Test
	void marksAreSeen() {
		with(LIGHT, control -> {
			control.show(messages(1, 5));
			Set<Integer> before = PaintedControl.colours(control.picture());
			control.call("mark", "MESSAGE");
			assertNotEquals(before, PaintedControl.colours(control.picture()));
			control.call("mark", "");
			assertEquals(before, PaintedControl.colours(control.picture()));
		});
	}

	@Test
	void aScreenReaderReadsAllOfItAndHearsWhereTheCaretIs() {
		with(LIGHT, control -> {
			control.show(messages(1, 400));
			AccessibleTextExtendedListener text = Names.text(control.canvas());
			AccessibleTextEvent count = new AccessibleTextEvent(control.canvas());
			text.getCharacterCount(count);
			assertEquals(control.text().length(), count.count);
			AccessibleTextEvent all = new AccessibleTextEvent(control.canvas());
			all.type = ACC.TEXT_BOUNDARY_ALL;
			all.end = count.count;
			text.getText(all);
			assertEquals(control.text(), all.result);
			control.key(SWT.HOME, SWT.MOD1);
			control.key(SWT.ARROW_DOWN, 0);
			AccessibleTextEvent caret = new AccessibleTextEvent(control.canvas());
			text.getCaretOffset(caret);
			assertEquals("Message 1\n\n".length(), caret.offset);
			AccessibleTextEvent line = new AccessibleTextEvent(control.canvas());
			line.type = ACC.TEXT_BOUNDARY_LINE;
			line.start = line.end = caret.offset;
			text.getText(line);
			assertEquals("Message 2\n", line.result);
			AccessibleTextEvent bounds = new AccessibleTextEvent(control.canvas());
			bounds.start = bounds.end = caret.offset;
			text.getTextBounds(bounds);
			AccessibleTextEvent point = new AccessibleTextEvent(control.canvas());
			point.x = bounds.x;
			point.y = bounds.y + bounds.height / 2;
			text.getOffsetAtPoint(point);
			assertEquals(caret.offset, point.offset);
			control.key('a', SWT.MOD1);
			AccessibleTextEvent selected = new AccessibleTextEvent(control.canvas());
			text.getSelection(selected);
			assertEquals(0, selected.start);
			assertEquals(control.text().length() - 1, selected.end);
		});
	}

	private static Entry image(long ordinal) {
		return entry(ordinal, EntryKind.MESSAGE, EntryStatus.DONE, "",
				new Detail.Media(new Enclosure(Enclosure.Kind.IMAGE, "Image " + ordinal, "image/png", null, "blob" + ordinal, 1_000)));
	}

	@Test
	void anImageIsShownWhenItIsHereAndSaidInWordsAllTheTime() {
		with(LIGHT, control -> {
			List<Entry> all = new ArrayList<>(messages(1, 5));
			all.add(image(6));
			control.show(all);
			control.until("the image", () -> PaintedControl.red(control.picture()));
			assertEquals(List.of("picture"), control.wanted);
			assertTrue(control.text().contains("Image 6"), control::text);
			assertTrue(control.isAtEnd());
		});
	}

	@Test
	void ofManyImagesAFewAreHeld() {
		with(LIGHT, control -> {
			control.show(mixed(20));
			int before = control.resources();
			control.show(LongStream.rangeClosed(1, 60).mapToObj(TranscriptControlTest::image).toList());
			for (int i = 0; i <= 12; i++) {
				control.scrollTo(i / 12.0);
				control.until("an image", () -> PaintedControl.red(control.picture()));
			}
			assertTrue(control.wanted.stream().filter("picture"::equals).count() >= 20, () -> control.wanted.size() + " were asked for");
			assertTrue(control.resources() <= before + 20, () -> before + " and " + control.resources());
		});
	}

	/** In percent of what is painted. */
	private static long dark(PaintedControl control) {
		ImageData picture = control.picture();
		long dark = 0;
		for (int y = 0; y < picture.height; y++) {
			for (int x = 0; x < picture.width; x++) {
				RGB colour = picture.palette.getRGB(picture.getPixel(x, y));
				dark += colour.red + colour.green + colour.blue < 3 * 96 ? 1 : 0;
			}
		}
		return 100 * dark / ((long) picture.width * picture.height);
	}

	@Test
	void itIsDarkWhereTheThemeIsAndFollowsItsChange() {
		with(DARK, control -> {
			control.show(mixed(40));
			assertTrue(dark(control) > 80, () -> dark(control) + " % of it are dark");
			EntryId read = control.position();
			control.background(LIGHT);
			assertTrue(dark(control) < 20, () -> dark(control) + " % of it are dark");
			assertEquals(read, control.position());
			control.background(DARK);
			assertTrue(dark(control) > 80, () -> dark(control) + " % of it are dark");
		});
	}

	@Test
	void aMillionCharactersInOneLineAreReadFromBothEnds() {
		with(LIGHT, control -> {
			control.show(List.of(message(1, "begin " + "word ".repeat(200_000) + "end")));
			assertTrue(control.isAtEnd());
			control.key(SWT.HOME, SWT.MOD1);
			control.key(SWT.ARROW_RIGHT, SWT.SHIFT | SWT.MOD1);
			control.key('c', SWT.MOD1);
			control.until("the copy", () -> control.copied().equals("begin "));
			assertTrue(control.resources() < 200, () -> control.resources() + " resources");
		});
	}
}
