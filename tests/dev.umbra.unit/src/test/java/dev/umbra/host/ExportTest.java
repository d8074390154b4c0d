package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Sessions.Format;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Codec;
import dev.umbra.wire.EntryJson;

class ExportTest {
	private static final SessionId SESSION = new SessionId("session-1");
	private static final String SECRET = "hunter22&<co>";
	private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> &amp; \"q\" 'q' \u0007\u202E]]> ```";
	@TempDir
	Path home;
	private TestHost host;
	private long revision = 1;
	private long ordinal;

	@BeforeEach
	void begin() {
		AgentRecord plain = Sample.agent(Sample.AGENT, "demo");
		host = new TestHost(home).with(new AgentRecord(plain.id(), plain.definition(), plain.device(), List.of("API_KEY"), false,
				Sample.NOON, Sample.NOON));
		TestHost.done(host.secrets.put(Sample.AGENT, Map.of("API_KEY", SECRET)));
		commit();
	}

	private void commit(Change... changes) {
		List<Change> all = new ArrayList<>(List.of(changes));
		all.add(new Change.SummaryPut(
				Sample.summary(SESSION).edit().title("The # <b>title</b> " + SECRET).revision(revision).build()));
		TestHost.done(host.entries.commit(new Entries.Commit(SESSION, revision++, all, true, null, Set.of())));
	}

	private Entry entry(EntryKind kind, String text, Detail detail) {
		ordinal++;
		return new Entry(new EntryId("entry-" + ordinal), ordinal, revision, new TurnId("turn-1"), kind, EntryStatus.DONE, text,
				text.length(), Sample.NOON, Sample.NOON, detail);
	}

	private void said(EntryKind kind, String text) {
		commit(new Change.EntryPut(entry(kind, text, new Detail.Plain())));
	}

	private static Detail.Tool tool(String title, Detail.ToolContent... content) {
		return new Detail.Tool("call", title, "edit", List.of(new Detail.Location("/work/" + HOSTILE, 3)), List.of(content),
				"{\"key\":\"" + HOSTILE.replace("\"", "\\\"") + "\"}", null, false);
	}

	private Sessions.Exported piece(Format format, @Nullable String from) {
		return TestHost.value(host.sessions.export(new Sessions.Export(SESSION.value(), format, from)));
	}

	private List<String> pieces(Format format) {
		List<String> pieces = new ArrayList<>();
		String next = null;
		do {
			Sessions.Exported piece = piece(format, next);
			pieces.add(piece.text());
			next = piece.next();
		} while (next != null);
		return pieces;
	}

	private String document(Format format) {
		return String.join("", pieces(format));
	}

	@Test
	void htmlLetsNothingOfASessionMeanAnythingToABrowser() {
		said(EntryKind.PROMPT, HOSTILE);
		said(EntryKind.MESSAGE, HOSTILE);
		said(EntryKind.THOUGHT, HOSTILE);
		commit(new Change.EntryPut(entry(EntryKind.TOOL, HOSTILE, tool(HOSTILE, new Detail.ToolContent.Text(HOSTILE),
				new Detail.ToolContent.Diff(HOSTILE, HOSTILE, "x\n" + HOSTILE), new Detail.ToolContent.Other(HOSTILE, HOSTILE)))));
		commit(new Change.EntryPut(entry(EntryKind.ERROR, HOSTILE, new Detail.Fault("1", HOSTILE, HOSTILE))));
		commit(new Change.EntryPut(entry(EntryKind.UNKNOWN, "", new Detail.Unknown(HOSTILE, HOSTILE))));
		commit(new Change.EntryPut(entry(EntryKind.PLAN, "", new Detail.Plan(List.of(new Detail.PlanItem(HOSTILE, "high", "pending"))))));
		String html = document(Format.HTML);
		assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
		assertFalse(html.contains("<script") || html.contains("<img") || html.contains("onerror=alert(2)>") || html.contains("\u202E")
				|| html.contains("\u0007"), html);
		assertEquals(1, html.split("<b>", -1).length, "the title is escaped, too");
		assertTrue(html.contains("default-src 'none'") && !html.contains("unsafe-inline") && !html.contains("http://")
				&& !html.contains("https://"));
		assertTrue(html.endsWith("</html>\n"));
	}

	@Test
	void theStyleSheetIsTheOneThatThePolicyNames() throws Exception {
		String html = document(Format.HTML);
		String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
		String hash = Base64.getEncoder()
				.encodeToString(java.security.MessageDigest.getInstance("SHA-256").digest(style.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
		assertTrue(html.contains("style-src 'sha256-" + hash + "'"));
	}

	@Test
	void picturesAreInTheDocumentAsFarAsTheyAreSmallAndPictures() {
		byte[] bytes = new byte[500_000];
		new Random(1).nextBytes(bytes);
		Blob small = Blob.of(bytes);
		commit(new Change.BlobPut(small), new Change.EntryPut(entry(EntryKind.PROMPT, "Look", new Detail.Prompt(List.of(
				new Enclosure(Enclosure.Kind.IMAGE, "cat.png", "image/png", null, small.hash(), bytes.length),
				new Enclosure(Enclosure.Kind.IMAGE, "evil.svg", "image/svg+xml", null, small.hash(), bytes.length),
				new Enclosure(Enclosure.Kind.IMAGE, "huge.png", "image/png", null, "00", 50_000_000),
				new Enclosure(Enclosure.Kind.LINK, "far.png", "image/png", "https://example.org/far.png", null, 0))))));
		String html = document(Format.HTML);
		assertTrue(html.contains("src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(bytes) + "\""));
		assertEquals(2, html.split("<img", -1).length, "only one is shown");
		assertTrue(html.contains("evil.svg") && html.contains("huge.png") && html.contains("far.png"));
		assertTrue(document(Format.MD).contains("cat.png, image/png, 500000 bytes"));
	}

	@Test
	void aLongSessionIsWholeHoweverItIsCut() {
		StringBuilder long1 = new StringBuilder();
		for (int i = 0; long1.length() < 1_200_000; i++) {
			long1.append("Zeile ").append(i).append(" 🦊 \"q\"\r\n");
		}
		said(EntryKind.PROMPT, "begin");
		said(EntryKind.MESSAGE, long1.toString());
		said(EntryKind.MESSAGE, "🦊".repeat(450_000));
		for (int i = 0; i < 100; i++) {
			commit(new Change.EntryPut(entry(EntryKind.TOOL, "out " + i, tool("t" + i, new Detail.ToolContent.Text("y".repeat(10_000))))));
		}
		for (Format format : Format.values()) {
			List<String> pieces = pieces(format);
			assertTrue(pieces.size() > 3, format + ": " + pieces.size());
			assertTrue(pieces.stream().allMatch(piece -> piece.length() <= 1_100_000), format + " has a piece too long");
		}
		JsonNode json = Codec.parse(document(Format.JSON));
		List<Entry> transcript = host.entries.transcript(SESSION);
		assertEquals(transcript.size(), json.path("entries").size());
		for (int i = 0; i < transcript.size(); i++) {
			assertEquals(Codec.json(EntryJson.of(transcript.get(i))), Codec.json(json.path("entries").get(i)), "entry " + i);
		}
		String markdown = document(Format.MD);
		assertTrue(markdown.contains(long1.toString().replace("\r\n", "\n")));
		assertTrue(markdown.contains("🦊".repeat(450_000)));
		String html = document(Format.HTML);
		assertEquals(transcript.size(), html.split("<article ", -1).length - 1);
		assertEquals(transcript.size(), html.split("</article>", -1).length - 1);
		// one line of that length is several paragraphs
		assertTrue(html.replace("</p>\n<p>", "").contains("🦊".repeat(450_000)));
	}

	@Test
	void htmlSetsMessagesAsTheMarkdownTheyAre() {
		said(EntryKind.PROMPT, "do *this*\nand that");
		said(EntryKind.MESSAGE, "# Head\n\n* one\n* **two**\n\n| a | b |\n|---|---|\n| 1 | ~~2~~ |\n\n```java\nif (a < b) {}\n```\n");
		String html = document(Format.HTML);
		assertTrue(html.contains("do *this*\nand that"), "what a person types stays as it is");
		assertTrue(html.contains("<h1>Head</h1>") && html.contains("<li><strong>two</strong></li>") && html.contains("<td>1</td>")
				&& html.contains("<del>2</del>") && html.contains("<code class=\"language-java\">if (a &lt; b) {}\n</code>"), html);
	}

	@Test
	void linksLeadToTheWebOrNowhereAndPicturesAreNotFetched() {
		said(EntryKind.MESSAGE, "[ok](https://example.org/a?b=c&d \"t\") [mail](mailto:a@b.c) [bad](javascript:alert) [BAD](JaVaScRiPt:x) "
				+ "[file](file:///etc/passwd) [data](data:text/html,x) [rel](//evil.example/x) ![seen](https://example.org/p.png) ![](data:image/png;base64,xx) "
				+ "<https://auto.example/> &#x202E;&#7;&lt;b&gt;");
		String html = document(Format.HTML);
		assertEquals(List.of("https://example.org/a?b=c&amp;d", "mailto:a@b.c", "https://example.org/p.png", "https://auto.example/"),
				java.util.regex.Pattern.compile("href=\"([^\"]*)\"").matcher(html).results().map(found -> found.group(1)).toList());
		assertTrue(html.contains("bad (javascript:alert)") && html.contains("file (file:///etc/passwd)"));
		assertFalse(html.contains("<img") || html.contains("<b>") || html.contains("\u202E") || html.contains("\u0007"));
		assertTrue(html.contains("⟨U+202E⟩"));
	}

	@Test
	void whatIsNestedWithoutEndIsStillADocument() {
		said(EntryKind.MESSAGE, "> ".repeat(50_000) + "deep\n\n" + "*a **b ".repeat(20_000) + "\n\n" + "[".repeat(50_000) + "\n\n"
				+ "* ".repeat(2_000) + "x\n");
		assertTrue(document(Format.HTML).contains("deep"));
	}

	@Test
	void aLongMessageIsCutBetweenItsBlocks() {
		StringBuilder text = new StringBuilder("~~~~\n");
		for (int i = 0; i < 30_000; i++) {
			text.append("  code # ").append(i).append("\n\n");
		}
		text.append("~~~~\n\n");
		for (int i = 0; i < 30_000; i++) {
			text.append("* item ").append(i).append("\n\n  more of it\n\nParagraph ").append(i).append("\ngoes on\n\n");
		}
		said(EntryKind.MESSAGE, text.toString());
		List<String> pieces = pieces(Format.HTML);
		assertTrue(pieces.size() > 1, "cut: " + pieces.size());
		String html = String.join("", pieces);
		assertEquals(30_000, html.split("<li>", -1).length - 1);
		assertEquals(90_000, html.split("<p>", -1).length - 1, "no paragraph is cut in two");
		assertEquals(30_000, html.split("<p>more of it</p>\n</li>", -1).length - 1, "what belongs to an item stands in it");
		assertFalse(html.contains("<h1>code"), "code is code on both sides of a cut");
		for (int i = 0; i < 30_000; i += 997) {
			assertTrue(html.contains("  code # " + i + "\n"), "line " + i);
		}
	}

	@Test
	void aToolCallIsThereWithTheWholeOfItsOutput() {
		String whole = ("line <&> " + SECRET + "\n").repeat(60_000);
		Entry tool = entry(EntryKind.TOOL, "the beginning … the end", new Detail.Tool("call", "Run", "execute", List.of(), List.of(), null, null,
				false, null, List.of(), whole.length()));
		commit(new Change.EntryPut(tool), new Change.OutputAppended(tool.id(), 0, whole));
		String clean = whole.replace(SECRET, "⟨secret API_KEY⟩");
		JsonNode json = Codec.parse(document(Format.JSON));
		assertEquals(clean, json.path("entries").get(0).path("wholeOutput").asText());
		assertEquals("the beginning … the end", json.path("entries").get(0).path("text").asText());
		assertTrue(document(Format.MD).contains(("    " + clean.lines().findFirst().orElseThrow() + "\n").repeat(60_000)));
		assertTrue(document(Format.HTML).contains("<pre dir=\"auto\">" + clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</pre>"));
	}

	@Test
	void secretsAreBlottedOutWhereverTheyAreAndWhereverTheDocumentIsCut() {
		Random random = new Random(5);
		StringBuilder text = new StringBuilder();
		while (text.length() < 1_000_000) {
			text.append("x".repeat(random.nextInt(40))).append(SECRET);
		}
		said(EntryKind.MESSAGE, text.toString());
		said(EntryKind.PROMPT, "use " + SECRET);
		commit(new Change.EntryPut(entry(EntryKind.TOOL, "out " + SECRET, tool("with " + SECRET,
				new Detail.ToolContent.Text(SECRET), new Detail.ToolContent.Diff("/" + SECRET, SECRET, "now " + SECRET)))));
		for (Format format : Format.values()) {
			String document = document(format);
			assertFalse(document.contains("hunter22"), format + " shows the secret");
			assertTrue(document.contains("⟨secret API"), format.toString());
		}
		Codec.parse(document(Format.JSON));
	}

	@Test
	void aValueThatIsAWordOfJsonDoesNotBreakIt() {
		TestHost.done(host.secrets.put(Sample.AGENT, Map.of("API_KEY", "null")));
		said(EntryKind.MESSAGE, "the null is null");
		JsonNode json = Codec.parse(document(Format.JSON));
		assertEquals("the ⟨secret API_KEY⟩ is ⟨secret API_KEY⟩", json.path("entries").get(0).path("text").asText());
	}

	@Test
	void markdownKeepsWhatIsSaidAndClosesWhatItLeavesOpen() {
		said(EntryKind.MESSAGE, "# Head\n\n~~~~ java\ncode\n~~~\n");
		said(EntryKind.PROMPT, "and *then*");
		commit(new Change.EntryPut(entry(EntryKind.TOOL, "# no head\n\u001b[2Jmore", tool("T", new Detail.ToolContent.Text("a ```` b")))));
		String markdown = document(Format.MD);
		assertTrue(markdown.startsWith("# The \\# \\<b\\>title\\</b\\> ⟨secret API\\_KEY⟩\n"), markdown);
		assertTrue(markdown.contains("# Head\n\n~~~~ java\ncode\n~~~\n~~~~\n"), markdown);
		assertTrue(markdown.contains("## You\n\n*2030-01-02T12:00:00Z*\n\nand *then*\n"), markdown);
		assertTrue(markdown.contains("    # no head\n    ⟨U+001B⟩[2Jmore\n"), markdown);
		assertTrue(markdown.contains("`````\na ```` b\n`````"), markdown);
	}

	@Test
	void whatComesWhileADocumentIsMadeIsNotInIt() {
		said(EntryKind.MESSAGE, "first " + "x".repeat(1_000_000));
		Sessions.Exported first = piece(Format.JSON, null);
		said(EntryKind.MESSAGE, "later");
		StringBuilder whole = new StringBuilder(first.text());
		for (String next = first.next(); next != null;) {
			Sessions.Exported piece = piece(Format.JSON, next);
			whole.append(piece.text());
			next = piece.next();
		}
		assertEquals(1, Codec.parse(whole.toString()).path("entries").size());
	}

	@Test
	void anEmptySessionIsADocumentToo() {
		assertEquals(0, Codec.parse(document(Format.JSON)).path("entries").size());
		assertTrue(document(Format.HTML).contains("<main>\n</main>"));
		assertNull(piece(Format.MD, null).next());
	}

	@Test
	void aPlaceThatIsNoneAndASessionThatIsNoneAreRefused() {
		assertEquals(Failure.Code.USAGE,
				TestHost.failure(host.sessions.export(new Sessions.Export(SESSION.value(), Format.MD, "here"))).code());
		assertEquals(Failure.Code.NOT_FOUND,
				TestHost.failure(host.sessions.export(new Sessions.Export("nowhere", Format.MD, null))).code());
	}
}
