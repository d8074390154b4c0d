package dev.umbra.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.testkit.Sample;

class EntryJsonTest {
	private static Entry entry(EntryKind kind, Detail detail) {
		return new Entry(new EntryId("e1"), 3, 7, null, kind, EntryStatus.DONE, "text", 4, Sample.NOON, Sample.NOON, detail);
	}

	@Test
	void theDocumentedFieldsAreAlwaysThere() {
		ObjectNode json = EntryJson.of(Sample.message("e1", 3, EntryStatus.RUNNING, "so far"));
		List<String> names = new ArrayList<>();
		json.fieldNames().forEachRemaining(names::add);
		assertEquals(List.of("id", "ordinal", "revision", "turn", "kind", "status", "text", "title", "toolKind", "diffs",
				"error", "options", "created", "ended"), names);
		assertEquals("message", json.path("kind").asText());
		assertEquals("running", json.path("status").asText());
		assertEquals("turn-1", json.path("turn").asText());
		assertTrue(json.path("title").isNull());
		assertTrue(json.path("ended").isNull());
	}

	@Test
	void aToolIsFlat() {
		ObjectNode json = EntryJson.of(entry(EntryKind.TOOL,
				new Detail.Tool("c1", "Write x", "edit", List.of(new Detail.Location("/x", 4)),
						List.of(new Detail.ToolContent.Diff("/x", null, "new"), new Detail.ToolContent.Text("out")), "{}", null,
						true)));
		assertEquals("Write x", json.path("title").asText());
		assertEquals("edit", json.path("toolKind").asText());
		assertEquals("[{\"path\":\"/x\",\"oldText\":null,\"newText\":\"new\"}]", json.path("diffs").toString());
		assertEquals("[{\"type\":\"text\",\"text\":\"out\"}]", json.path("content").toString());
		assertEquals("{}", json.path("rawInput").asText());
		assertFalse(json.has("rawOutput"));
		assertTrue(json.path("orphan").asBoolean());
	}

	@Test
	void aPermissionHasItsOptionsAsInTheAttentionList() {
		ObjectNode json = EntryJson.of(entry(EntryKind.PERMISSION,
				new Detail.Permission("r", Detail.Permission.Origin.HOST, "Write x", "edit", null, new EntryId("t"),
						List.of("/x"), "rm x", List.of(), List.of(new Detail.Option("o1", "allow_once", "Allow")), "o1", "cli")));
		assertEquals("[{\"option\":\"o1\",\"kind\":\"allow_once\",\"name\":\"Allow\"}]", json.path("options").toString());
		assertEquals("host", json.path("origin").asText());
		assertEquals("rm x", json.path("command").asText());
		assertEquals("cli", json.path("answeredBy").asText());
		assertEquals("t", json.path("tool").asText());
		assertTrue(json.path("diffs").isNull());
	}

	@Test
	void theOtherKindsAreToldToo() {
		assertEquals("{\"code\":\"exit 1\",\"message\":\"died\",\"hint\":null}", EntryJson
				.of(entry(EntryKind.ERROR, new Detail.Fault("exit 1", "died", null))).path("error").toString());
		assertEquals("closed", EntryJson.of(entry(EntryKind.LIFECYCLE, new Detail.Lifecycle("closed"))).path("event").asText());
		assertEquals("[{\"content\":\"a\",\"priority\":\"high\",\"status\":\"pending\"}]", EntryJson
				.of(entry(EntryKind.PLAN, new Detail.Plan(List.of(new Detail.PlanItem("a", "high", "pending")))))
				.path("items").toString());
		assertEquals("{\"a\":1}",
				EntryJson.of(entry(EntryKind.UNKNOWN, new Detail.Unknown("news", "{\"a\":1}"))).path("raw").asText());
	}
}
