package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.TurnId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.testkit.Sample;

/** What a person sees of entries of every kind. */
class PrintedTranscriptTest {
	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final Terminal terminal = new Terminal(out, out, new ByteArrayInputStream(new byte[0]), () -> false, Map.of(), Path.of(""));
	private final PrintedTranscript transcript = new PrintedTranscript(terminal);

	private static Entry entry(EntryKind kind, EntryStatus status, String text, Detail detail) {
		return new Entry(new EntryId("e"), 1, 1, new TurnId("t"), kind, status, text, text.length(), Sample.NOON,
				status.open() ? null : Sample.NOON, detail);
	}

	private String printed() {
		terminal.flush();
		String text = out.toString(StandardCharsets.UTF_8);
		out.reset();
		return text;
	}

	private String printed(EntryKind kind, EntryStatus status, String text, Detail detail) {
		transcript.appeared(entry(kind, status, text, detail));
		return printed();
	}

	private static Detail.Tool tool(Integer exit, String signal, long leftOut) {
		return new Detail.Tool("c", "Run the tests", "execute", List.of(), List.of(new Detail.ToolContent.Terminal("t1")), null, null, false,
				null, List.of(new Detail.TerminalRun("t1", "make test", "/w", exit == null && signal == null, exit, signal, leftOut)));
	}

	@Test
	void whatACommandPrintsStreamsBelowItsTool() {
		transcript.appeared(entry(EntryKind.TOOL, EntryStatus.RUNNING, "", tool(null, null, 0)));
		assertEquals("", printed());
		transcript.grew(2, new EntryId("e"), 0, "one\ntw");
		transcript.grew(3, new EntryId("e"), 6, "o\u001b[2J\n");
		assertEquals("… Run the tests\n  one\n  two\n", printed());
		transcript.ended(entry(EntryKind.TOOL, EntryStatus.DONE, "one\ntwo\u001b[2J\nthree", tool(2, null, 2048)), 12);
		assertEquals("  three\n✓ Run the tests (exit code 2) (2 KiB of its output were not kept)\n", printed());
	}

	@Test
	void aMessageBetweenTwoPiecesOfOutputDoesNotMixWithThem() {
		transcript.appeared(entry(EntryKind.TOOL, EntryStatus.RUNNING, "one", tool(null, null, 0)));
		transcript.appeared(new Entry(new EntryId("m"), 2, 2, new TurnId("t"), EntryKind.MESSAGE, EntryStatus.RUNNING, "Well", 4,
				Sample.NOON, null, new Detail.Plain()));
		transcript.grew(3, new EntryId("e"), 3, "two");
		assertEquals("… Run the tests\n  one\nWell\n… Run the tests\n  two", printed());
	}

	@Test
	void ofOutputThatIsOverTheEndIsShown() {
		StringBuilder text = new StringBuilder();
		for (int i = 1; i <= 25; i++) {
			text.append("line ").append(i).append('\n');
		}
		String shown = printed(EntryKind.TOOL, EntryStatus.FAILED, text.toString(), tool(null, "KILL", 0));
		assertEquals("  … 5 lines before\n  line 6\n", shown.substring(0, shown.indexOf("  line 7")));
		assertEquals("  line 25\n✗ Run the tests (ended by KILL)\n", shown.substring(shown.indexOf("  line 25")));
	}

	private static Detail.Permission permission(String chosen, String client, String decided) {
		return new Detail.Permission("r", Detail.Permission.Origin.AGENT, "Push", "execute", null, null, List.of(), "git push", List.of(),
				List.of(new Detail.Option("y", "allow_once", "Allow"), new Detail.Option("n", "reject_once", "Reject")), chosen, client,
				decided);
	}

	@Test
	void whatARuleDecidedIsShownWithTheRule() {
		assertEquals("? Push (execute)\n  $ git push\n  → Reject, by rule \"no push\"\n", printed(EntryKind.PERMISSION, EntryStatus.DONE, "",
				permission("n", null, "rule \"no push\"")));
	}

	@Test
	void aQuestionIsShownOnceAndThenItsAnswer() {
		assertEquals("? Push (execute)\n  $ git push\n",
				printed(EntryKind.PERMISSION, EntryStatus.PENDING, "", permission(null, null, null)));
		transcript.ended(entry(EntryKind.PERMISSION, EntryStatus.DONE, "", permission("y", "product", null)), 0);
		assertEquals("  → Allow, by product\n", printed());
	}

	@Test
	void inputsAndLoginsAreShownWithTheirAnswers() {
		Detail.Input form = new Detail.Input("r", null, "Deploy", List.of(), null, null, null, null, null);
		assertEquals("? Deploy\n  Where to?\n", printed(EntryKind.INPUT, EntryStatus.PENDING, "Where to?", form));
		transcript.ended(entry(EntryKind.INPUT, EntryStatus.DONE, "Where to?", form.answered("accept", "{\"a\":1}", "cli")), 9);
		assertEquals("  → {\"a\":1}, by cli\n", printed());
		assertEquals("? Deploy\n  → declined, by cli\n", printed(EntryKind.INPUT, EntryStatus.DONE, "", form.answered("decline", null, "cli")));
		Detail.Login login = new Detail.Login(List.of(new Detail.LoginMethod("m", "With a key", null, false)), "m", "product");
		assertEquals("? Log in first\n  → With a key, by product\n", printed(EntryKind.INPUT, EntryStatus.DONE, "Log in first", login));
	}

	@Test
	void noticesAreToldByTheirSeverity() {
		assertEquals("· fyi\n", printed(EntryKind.NOTICE, EntryStatus.DONE, "fyi", new Detail.Notice("info")));
		assertEquals("! careful\n", printed(EntryKind.NOTICE, EntryStatus.DONE, "careful", new Detail.Notice("warning")));
		assertEquals("✗ broken\n", printed(EntryKind.NOTICE, EntryStatus.DONE, "broken", new Detail.Notice("error")));
	}

	@Test
	void mediaAndEnclosuresAreNamed() {
		Enclosure image = new Enclosure(Enclosure.Kind.IMAGE, "cat.png", "image/png", null, "hash", 2048);
		Enclosure link = new Enclosure(Enclosure.Kind.LINK, "a.txt", null, "file:///a.txt", null, 0);
		assertEquals("  [cat.png: image/png, 2 KiB]\n", printed(EntryKind.MESSAGE, EntryStatus.DONE, "", new Detail.Media(image)));
		assertEquals("> look\n  [cat.png: image/png, 2 KiB]\n  [a.txt: link]\n",
				printed(EntryKind.PROMPT, EntryStatus.DONE, "look", new Detail.Prompt(List.of(image, link))));
	}

	@Test
	void compactionIsToldWhenItBeginsAndEnds() {
		assertEquals("· the agent makes its context smaller …\n",
				printed(EntryKind.NOTICE, EntryStatus.RUNNING, "", new Detail.Compaction("c", "in_progress", null)));
		transcript.grew(2, new EntryId("e"), 0, "the summary");
		transcript.ended(entry(EntryKind.NOTICE, EntryStatus.FAILED, "the summary", new Detail.Compaction("c", "failed", "too long")), 11);
		assertEquals("✗ the agent could not make its context smaller: too long\n", printed());
	}
}
