package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.AgentRuntime.Content;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Enclosure.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A prompt goes to each agent as that agent takes it. */
class PromptContentTest {
	private static final AgentRuntime.Facts ALL = facts(true);
	private static final AgentRuntime.Facts NONE = facts(false);
	private static final Blob BYTES = Blob.of(new byte[] {1, 2, 3});
	private static final Blob TEXT = Blob.of("ä".getBytes(StandardCharsets.UTF_8));

	private final List<String> leftOut = new ArrayList<>();

	@Test
	void contentsGoWhereTheyAreTaken() {
		assertEquals("[{\"type\":\"text\",\"text\":\"look\"}]", blocks(ALL, new Content.Text("look")));
		assertEquals("[{\"type\":\"image\",\"data\":\"AQID\",\"mimeType\":\"image/jpeg\",\"uri\":\"file:///p.jpg\"}]",
				blocks(ALL, enclosed(Kind.IMAGE, "p.jpg", "image/jpeg", "file:///p.jpg", BYTES)));
		assertEquals("[{\"type\":\"image\",\"data\":\"AQID\",\"mimeType\":\"image/png\"}]",
				blocks(ALL, enclosed(Kind.IMAGE, "pasted", null, null, BYTES)));
		assertEquals("[{\"type\":\"audio\",\"data\":\"AQID\",\"mimeType\":\"audio/ogg\"}]",
				blocks(ALL, enclosed(Kind.AUDIO, "s.ogg", "audio/ogg", "file:///s.ogg", BYTES)));
		assertEquals("[{\"type\":\"resource\",\"resource\":{\"uri\":\"file:///a.txt\",\"mimeType\":\"text/plain\",\"text\":\"ä\"}}]",
				blocks(ALL, enclosed(Kind.TEXT, "a.txt", "text/plain", "file:///a.txt", TEXT)));
		assertEquals("[{\"type\":\"resource\",\"resource\":{\"uri\":\"attachment:///my%20notes.txt\",\"text\":\"ä\"}}]",
				blocks(ALL, enclosed(Kind.TEXT, "my notes.txt", null, null, TEXT)));
		assertEquals("[{\"type\":\"resource\",\"resource\":{\"uri\":\"file:///a.bin\",\"blob\":\"AQID\"}}]",
				blocks(ALL, enclosed(Kind.BINARY, "a.bin", null, "file:///a.bin", BYTES)));
		assertEquals(List.of(), leftOut);
	}

	@Test
	void elseTheirAddressGoesAndWhatHasNoneIsNamed() {
		assertEquals("[{\"type\":\"resource_link\",\"name\":\"p.jpg\",\"uri\":\"file:///p.jpg\",\"mimeType\":\"image/jpeg\",\"size\":3}]",
				blocks(NONE, enclosed(Kind.IMAGE, "p.jpg", "image/jpeg", "file:///p.jpg", BYTES)));
		assertEquals("[{\"type\":\"resource_link\",\"name\":\"d\",\"uri\":\"https://example.org/d\"}]",
				blocks(ALL, enclosed(Kind.LINK, "d", null, "https://example.org/d", null)));
		assertEquals("[{\"type\":\"resource_link\",\"name\":\"a.txt\",\"uri\":\"file:///a.txt\"}]",
				blocks(ALL, enclosed(Kind.TEXT, "a.txt", null, "file:///a.txt", null)));
		assertEquals(List.of(), leftOut);
		assertEquals("[{\"type\":\"text\",\"text\":\"and\"}]", blocks(NONE, enclosed(Kind.IMAGE, "pasted", null, null, BYTES),
				new Content.Text("and"), enclosed(Kind.LINK, "nowhere", null, null, null)));
		assertEquals(List.of("Not sent: pasted. The agent takes no images in prompts, and there is no address to send instead.",
				"Not sent: nowhere. The agent takes no links without an address."), leftOut);
	}

	private String blocks(AgentRuntime.Facts agent, Content... content) {
		return PromptContent.blocks(List.of(content), agent, leftOut::add).toString();
	}

	private static Content enclosed(Kind kind, String name, @Nullable String type, @Nullable String uri, @Nullable Blob blob) {
		return new Content.Enclosed(
				new Enclosure(kind, name, type, uri, blob == null ? null : blob.hash(), blob == null ? 0 : blob.bytes().length), blob);
	}

	private static AgentRuntime.Facts facts(boolean takes) {
		return new AgentRuntime.Facts(null, null, false, false, false, false, false, false, takes, takes, takes, List.of());
	}
}
