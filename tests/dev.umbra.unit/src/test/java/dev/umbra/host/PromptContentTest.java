package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.umbra.core.SessionId;
import dev.umbra.core.port.AgentRuntime.Content;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Enclosure;
import dev.umbra.testkit.FakeEntries;
import dev.umbra.testkit.Sample;

class PromptContentTest {
	private final FakeEntries entries = new FakeEntries();
	private final SessionId session = SessionId.random();
	private final PromptContent content = new PromptContent(entries, session);

	private Enclosure kept(byte[] bytes) {
		Blob blob = Blob.of(bytes);
		TestHost.done(entries.commit(new Entries.Commit(session, 1,
				List.of(new Change.SummaryPut(Sample.summary(session)), new Change.BlobPut(blob)), true, null, Set.of())));
		return new Enclosure(Enclosure.Kind.IMAGE, "a.png", "image/png", null, blob.hash(), bytes.length);
	}

	@Test
	void contextFirstThenTheTextThenWhatIsEnclosed() {
		Enclosure link = new Enclosure(Enclosure.Kind.LINK, "b", null, "file:///b", null, 0);
		assertEquals(List.of(new Content.Text("before"), new Content.Text("text"), new Content.Enclosed(link, null)),
				TestHost.done(content.of("before", "text", List.of(link))));
		assertEquals(List.of(new Content.Enclosed(link, null)), TestHost.done(content.of("", "", List.of(link))));
	}

	@Test
	void bytesAreReadWholeHoweverManyThereAre() {
		byte[] bytes = new byte[2_500_000];
		new Random(1).nextBytes(bytes);
		Enclosure image = kept(bytes);
		Content.Enclosed enclosed = (Content.Enclosed) TestHost.done(content.of("", "see", List.of(image))).get(1);
		assertArrayEquals(bytes, enclosed.bytes().bytes());
		Enclosure empty = new Enclosure(Enclosure.Kind.TEXT, "e", "text/plain", null, "0".repeat(64), 0);
		AssertionError gone = assertThrows(AssertionError.class, () -> TestHost.done(content.of("", "x", List.of(empty))));
		assertTrue(gone.getCause().getMessage().contains("contents of e"), gone.getCause().getMessage());
	}
}
