package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentInput.Stream;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Detail.ToolContent;
import dev.umbra.core.session.Enclosure;
import dev.umbra.wire.JsonTree;
import org.junit.jupiter.api.Test;

/** What single updates mean, and that nothing an agent may write is lost or believed. */
class UpdatesTest {
	private final List<String> notes = new ArrayList<>();
	private final Updates updates = new Updates(new Fields(notes::add));

	@Test
	void piecesThatAreNoTextBecomeEnclosuresWithTheirBytes() {
		Blob bytes = Blob.of(new byte[] {1, 2, 3});
		assertEquals(shown(new Enclosure(Enclosure.Kind.IMAGE, "a b.png", "image/png", "file:///x/a b.png", bytes.hash(), 3), bytes),
				piece("{'type': 'image', 'data': 'AQID', 'mimeType': 'image/png', 'uri': 'file:///x/a b.png'}"));
		assertEquals(shown(new Enclosure(Enclosure.Kind.AUDIO, "sound", "audio/wav", null, bytes.hash(), 3), bytes),
				piece("{'type': 'audio', 'data': 'AQID', 'mimeType': 'audio/wav'}"));
		assertEquals(shown(new Enclosure(Enclosure.Kind.BINARY, "x.bin", null, "file:///x.bin?v=1", bytes.hash(), 3), bytes),
				piece("{'type': 'resource', 'resource': {'uri': 'file:///x.bin?v=1', 'blob': 'AQID'}}"));
		Blob text = Blob.of("Grüße".getBytes(StandardCharsets.UTF_8));
		assertEquals(shown(new Enclosure(Enclosure.Kind.TEXT, "a.txt", "text/plain", "file:///a.txt", text.hash(), 7), text),
				piece("{'type': 'resource', 'resource': {'uri': 'file:///a.txt', 'text': 'Grüße', 'mimeType': 'text/plain'}}"));
		assertEquals(shown(new Enclosure(Enclosure.Kind.LINK, "Title", "text/html", "https://example.org/", null, 0), null),
				piece("{'type': 'resource_link', 'name': 'n', 'title': 'Title', 'uri': 'https://example.org/', 'mimeType': 'text/html'}"));
		assertEquals(shown(new Enclosure(Enclosure.Kind.IMAGE, "y.png", null, "https://example.org/y.png", null, 0), null),
				piece("{'type': 'image', 'data': '', 'uri': 'https://example.org/y.png'}"));
		assertEquals(List.of(), notes);
	}

	@Test
	void namesOfEnclosuresHideNothing() {
		AgentInput.MediaShown link = assertInstanceOf(AgentInput.MediaShown.class,
				piece("{'type': 'resource_link', 'name': 'gpj.\\u202Eexe', 'uri': 'https://example.org/'}"));
		assertEquals("gpj.⟨U+202E⟩exe", link.enclosure().name());
	}

	@Test
	void whatIsNoBase64OrNothingOrUnknownIsKeptRaw() {
		for (String block : List.of("{'type': 'image', 'data': 'not base64!', 'mimeType': 'image/png'}",
				"{'type': 'image', 'mimeType': 'image/png'}", "{'type': 'resource', 'resource': 'r'}", "{'type': 'resource_link'}",
				"{'type': 'smell', 'x': 1}")) {
			AgentInput.UnknownUpdate unknown = assertInstanceOf(AgentInput.UnknownUpdate.class, piece(block), block);
			assertEquals("agent_message_chunk", unknown.name());
			assertEquals(json(block).toString(), JsonTree.parse(unknown.raw()).path("content").toString());
		}
	}

	@Test
	void whatIsTooLargeIsKeptWithoutItsBytes() {
		ObjectNode block = JsonNodeFactory.instance.objectNode().put("type", "image").put("mimeType", "image/png");
		block.put("data", Base64.getEncoder().encodeToString(new byte[Media.MAX_BYTES]));
		assertEquals(Media.MAX_BYTES, assertInstanceOf(AgentInput.MediaShown.class, one(chunk(block))).enclosure().bytes());
		block.put("data", Base64.getEncoder().encodeToString(new byte[Media.MAX_BYTES + 1]));
		AgentInput.UnknownUpdate unknown = assertInstanceOf(AgentInput.UnknownUpdate.class, one(chunk(block)));
		assertTrue(unknown.raw().contains("27962028 characters left out") && unknown.raw().length() < 500, unknown.raw().length() + "");
	}

	@Test
	void aToolCallCarriesItsNameAndItsImages() {
		AgentInput.ToolUpdate tool = assertInstanceOf(AgentInput.ToolUpdate.class, one(json("""
				{'sessionUpdate': 'tool_call', 'toolCallId': 'c', 'title': 'Look', 'name': 'screenshot', 'content': [
				  {'type': 'content', 'content': {'type': 'image', 'data': 'AQID', 'mimeType': 'image/png'}},
				  {'type': 'content', 'content': {'type': 'image', 'data': '*', 'mimeType': 'image/png'}},
				  {'type': 'content', 'content': {'type': 'resource_link', 'name': 'n', 'uri': 'file:///n'}}]}""")));
		Blob bytes = Blob.of(new byte[] {1, 2, 3});
		assertEquals("screenshot", tool.name());
		assertEquals(List.of(bytes), tool.blobs());
		assertEquals(new ToolContent.Media(new Enclosure(Enclosure.Kind.IMAGE, "image", "image/png", null, bytes.hash(), 3)),
				tool.content().get(0));
		assertInstanceOf(ToolContent.Other.class, tool.content().get(1));
		assertInstanceOf(ToolContent.Media.class, tool.content().get(2));
	}

	@Test
	void whatThePersonSaidCountsInAReplayOnly() {
		JsonNode said = json("{'sessionUpdate': 'user_message_chunk', 'messageId': 'm', 'content': {'type': 'text', 'text': 'hi'}}");
		assertEquals(List.of(), updates.of(said));
		assertEquals(List.of(new AgentInput.Chunk(Stream.USER, "m", "hi")), updates.replayed(said));
	}

	@Test
	void noticesKeepTheirSeverity() {
		assertEquals(new AgentInput.NoticeShown("Slow: wait", "warning"),
				one(json("{'sessionUpdate': 'notice', 'severity': 'warning', 'title': 'Slow', 'description': 'wait'}")));
		assertEquals(new AgentInput.NoticeShown("Slow", "info"), one(json("{'sessionUpdate': 'notice', 'title': 'Slow'}")));
		assertInstanceOf(AgentInput.UnknownUpdate.class, one(json("{'sessionUpdate': 'notice', 'severity': 'error'}")));
	}

	@Test
	void aSummaryThatIsLeftOutIsUnchangedAndAnEmptyOneIsNone() {
		assertEquals(new AgentInput.CompactionChanged("k", "in_progress", null, null),
				one(json("{'sessionUpdate': 'compaction_update', 'compactionId': 'k', 'status': 'in_progress'}")));
		assertEquals(new AgentInput.CompactionChanged("k", "completed", "so [link n]far", null), one(json("""
				{'sessionUpdate': 'compaction_update', 'compactionId': 'k', 'status': 'completed', 'summary': [
				  {'type': 'text', 'text': 'so '}, {'type': 'resource_link', 'name': 'n', 'uri': 'file:///n'}, {'type': 'text', 'text': 'far'}]}""")));
		assertEquals(new AgentInput.CompactionChanged("k", "failed", "", "no room"), one(json(
				"{'sessionUpdate': 'compaction_update', 'compactionId': 'k', 'status': 'failed', 'summary': null, 'error': 'no room'}")));
		assertEquals(new AgentInput.CompactionText("k", "more"), one(json("""
				{'sessionUpdate': 'compaction_summary_chunk', 'compactionId': 'k', 'content': {'type': 'text', 'text': 'more'}}""")));
		assertInstanceOf(AgentInput.UnknownUpdate.class,
				one(json("{'sessionUpdate': 'compaction_summary_chunk', 'content': {'type': 'text', 'text': 'more'}}")));
	}

	@Test
	void listsThatAreNoneAreKeptRaw() {
		for (String kind : List.of("available_commands_update", "config_option_update", "plan")) {
			assertInstanceOf(AgentInput.UnknownUpdate.class, one(json("{'sessionUpdate': '" + kind + "'}")), kind);
		}
		AgentInput.UnknownUpdate nameless = assertInstanceOf(AgentInput.UnknownUpdate.class, one(json("{'x': 1}")));
		assertEquals("", nameless.name());
		assertNull(updates.of(json("{'sessionUpdate': 'session_info_update', 'title': null}")).stream().findFirst().orElse(null));
	}

	private AgentInput piece(String block) {
		return one(chunk(json(block)));
	}

	private static JsonNode chunk(JsonNode block) {
		return JsonNodeFactory.instance.objectNode().put("sessionUpdate", "agent_message_chunk").put("messageId", "m")
				.set("content", block);
	}

	private AgentInput one(JsonNode update) {
		List<AgentInput> inputs = updates.of(update);
		assertEquals(1, inputs.size(), update.path("sessionUpdate").asText());
		return inputs.getFirst();
	}

	private static AgentInput shown(Enclosure enclosure, Blob blob) {
		return new AgentInput.MediaShown(Stream.MESSAGE, "m", enclosure, blob);
	}

	private static JsonNode json(String text) {
		return JsonTree.parse(text.replace('\'', '"').replace('\n', ' '));
	}
}
