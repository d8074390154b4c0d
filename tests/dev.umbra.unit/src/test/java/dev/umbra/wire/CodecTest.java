package dev.umbra.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.AgentId;
import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

class CodecTest {
	private final ApiSamples samples = new ApiSamples();

	@Test
	void whatIsOnlyWrittenIsTheSameOnTheLine() throws IOException {
		for (String text : List.of("plain", "\"quoted\" \\ \n\u0001\u007f", "ünïcode 漢字", "\uD83D\uDE80 and half of one \uD83D", "\uDE80", "</script>\u2028")) {
			Failure failure = new Failure(Failure.Code.FAILED, text, null);
			ObjectNode plain = JsonRpcPeer.Messages.result(Codec.parse("7"), Codec.tree(failure));
			ObjectNode written = JsonRpcPeer.Messages.result(Codec.parse("7"), Codec.written(failure));
			byte[] line = JsonLines.line(written);
			assertEquals(Codec.tree(failure).path("message"), JsonLines.parse(line, line.length).path("result").path("message"), text);
			byte[] same = JsonLines.line(plain);
			assertEquals(JsonLines.parse(same, same.length), JsonLines.parse(line, line.length));
		}
		assertThrows(IllegalArgumentException.class, () -> Codec.written(new Object()));
	}

	private static List<Method<?, ?>> methods() {
		try {
			List<Method<?, ?>> methods = new ArrayList<>();
			for (var field : Methods.class.getFields()) {
				if (Modifier.isStatic(field.getModifiers()) && field.getType() == Method.class) {
					methods.add((Method<?, ?>) field.get(null));
				}
			}
			assertTrue(methods.size() >= 20, "the methods are not seen: " + methods.size());
			return methods;
		} catch (IllegalAccessException e) {
			throw new AssertionError(e);
		}
	}

	@Test
	void everyParameterAndResultOfEveryMethodComesBackAsItWas() {
		for (Method<?, ?> method : methods()) {
			roundTrip(method.params(), method.params());
			roundTrip(method.result(), method.result());
		}
	}

	@Test
	void everyNotificationComesBackAsItWas() {
		roundTrip(Sessions.Changes.class, Sessions.Changes.class);
		roundTrip(HostEvent.class, HostEvent.class);
	}

	@Test
	void everythingTheStoreKeepsAsJsonComesBackAsItWas() {
		roundTrip(Detail.class, Detail.class);
		roundTrip(Detail.ToolContent.class, Detail.ToolContent.class);
		for (Class<?> type : List.of(SessionSummary.class, Entry.class, QueuedPrompt.class, AgentRecord.class)) {
			roundTrip(type, type);
		}
	}

	private <T> void roundTrip(Class<?> of, Class<T> as) {
		List<Object> all = samples.of(of);
		assertFalse(all.isEmpty());
		for (Object value : all) {
			assertEquals(value, Codec.read(Codec.json(value), as), () -> Codec.json(value));
			assertEquals(value, Codec.fromTree(Codec.tree(value), as));
			assertEquals(value, Codec.fromTree(Codec.parse(Codec.json(value)), as));
		}
	}

	@Test
	void membersOfAFamilyComeBackAsThemselvesToo() {
		for (Class<?> family : List.of(HostEvent.class, Detail.class, Detail.ToolContent.class, Sessions.Item.class)) {
			Set<String> types = new HashSet<>();
			for (Object value : samples.of(family)) {
				JsonNode tree = Codec.tree(value);
				assertEquals(Codec.typeName(value.getClass()), tree.path("type").asText());
				types.add(tree.path("type").asText());
				assertEquals(value, Codec.read(Codec.json(value), value.getClass()));
			}
			assertEquals(family.getPermittedSubclasses().length, types.size(), "types are different: " + types);
		}
	}

	@Test
	void namesOfMethodsAreDifferent() {
		List<String> names = new ArrayList<>(methods().stream().map(Method::name).toList());
		names.addAll(List.of(Methods.EVENT, Methods.CHANGES));
		assertEquals(names.size(), new HashSet<>(names).size());
	}

	@Test
	void whatAnOlderHostDoesNotTellIsNothing() {
		for (String whole : List.of("", ",\"whole\":null")) {
			Detail.Tool tool = Codec.read("""
					{"type":"tool","call":"c1","title":"Read","kind":"read","locations":[],"content":[],"orphan":false%s}""".formatted(whole),
					Detail.Tool.class);
			assertEquals(0, tool.whole());
			assertEquals(List.of(), tool.terminals());
		}
		Sessions.Attached attached = samples.of(Sessions.Attached.class).stream().map(Sessions.Attached.class::cast).findFirst().orElseThrow();
		ObjectNode older = (ObjectNode) Codec.tree(attached);
		older.remove("open");
		assertEquals(List.of(), Codec.read(older.toString(), Sessions.Attached.class).open());
	}

	@Test
	void whatOnlyANewerHostKnowsIsShownGenerically() {
		Entry entry = Codec.read("""
				{"id":"e1","ordinal":1,"revision":2,"kind":"hologram","status":"shimmering","text":"hi","length":2,
				"created":"2030-01-02T03:04:05Z","detail":{"type":"hologram","depth":3}}""", Entry.class);
		assertEquals(EntryKind.UNKNOWN, entry.kind());
		assertEquals(EntryStatus.DONE, entry.status());
		Detail.Unknown kept = assertInstanceOf(Detail.Unknown.class, entry.detail());
		assertEquals("hologram", kept.name());
		assertEquals("{\"type\":\"hologram\",\"depth\":3}", kept.raw());
		assertEquals(kept, Codec.read(Codec.json(kept), Detail.class), "and travels on as it is");

		Detail.Tool tool = assertInstanceOf(Detail.Tool.class, Codec.read("""
				{"type":"tool","call":"c","title":"t","kind":"read","locations":[],"orphan":false,
				"content":[{"type":"smell","of":"roses"},{"type":"text","text":"seen"}]}""", Detail.class));
		assertEquals(List.of(new Detail.ToolContent.Other("smell", "{\"type\":\"smell\",\"of\":\"roses\"}"),
				new Detail.ToolContent.Text("seen")), tool.content());
		assertEquals(SessionStatus.IDLE, Codec.read("\"dreaming\"", SessionStatus.class));
		assertEquals(AgentState.READY, Codec.read("\"meditating\"", AgentState.class));
		assertEquals(Cause.Kind.SYSTEM, Codec.read("{\"kind\":\"oracle\",\"who\":\"x\"}", Cause.class).kind());
	}

	@Test
	void aToolCallOfAnOlderHostKeepsItsWholeOutput() {
		Detail read = Codec.read("{\"type\":\"tool\",\"call\":\"c\",\"title\":\"Read\",\"kind\":\"read\",\"locations\":[],\"content\":[],\"orphan\":false}",
				Detail.class);
		assertEquals(new Detail.Tool("c", "Read", "read", List.of(), List.of(), null, null, false), read);
	}

	@Test
	void whatAsksForSomethingUnknownIsAMistake() {
		assertThrows(IllegalArgumentException.class, () -> Codec.read("\"explode\"", Sessions.CloseMode.class));
		assertThrows(IllegalArgumentException.class, () -> Codec.read("{\"type\":\"comet\",\"epoch\":\"e\",\"revision\":1}", HostEvent.class));
		assertThrows(IllegalArgumentException.class, () -> Codec.read("{\"type\":\"replace\"}", Sessions.Item.class));
	}

	@Test
	void unknownMembersAreIgnoredAnywhere() {
		for (Method<?, ?> method : methods()) {
			for (Object value : samples.of(method.result())) {
				JsonNode tree = Codec.tree(value);
				addUnknown(tree);
				assertEquals(value, Codec.fromTree(tree, method.result()), tree::toString);
			}
		}
	}

	private static void addUnknown(JsonNode tree) {
		tree.forEach(CodecTest::addUnknown);
		// what is open by design (the values of a map) is not a record
		boolean map = tree.isObject() && tree.fieldNames().hasNext() && tree.fieldNames().next().startsWith("KEY_");
		if (tree instanceof ObjectNode object && !map) {
			object.putObject("madeInTheFuture").put("x", 1);
		}
	}

	@Test
	void absentPartsAreLeftOut() {
		String json = Codec.json(new Sessions.Get("abcd", null));
		assertEquals("{\"session\":\"abcd\"}", json);
		assertEquals(new Sessions.Get("abcd", null), Codec.read("{\"session\":\"abcd\",\"ifRevision\":null}", Sessions.Get.class));
	}

	@Test
	void formsAreThoseOfTheDocument() {
		assertEquals("\"2030-01-02T03:04:05Z\"", Codec.json(Instant.parse("2030-01-02T03:04:05Z")));
		assertEquals("\"PT1M30S\"", Codec.json(Duration.ofSeconds(90)));
		assertEquals("\"s-1\"", Codec.json(new SessionId("s-1")));
		assertEquals("\"keep_running\"", Codec.json(Sessions.CloseMode.KEEP_RUNNING));
		assertEquals("{}", Codec.json(new Nothing()));
		assertEquals("{\"type\":\"lifecycle\",\"event\":\"closed\"}", Codec.json(new Detail.Lifecycle("closed")));
	}

	@Test
	void wordsOfEnumsAreReadInAnyCase() {
		for (String word : List.of("stop", "STOP", "Stop")) {
			assertEquals(Sessions.CloseMode.STOP, Codec.read("\"" + word + "\"", Sessions.CloseMode.class));
		}
	}

	@Test
	void badValuesAreRefusedInWords() {
		refused("{\"command\":\"c\",\"session\":\"s\",\"mode\":\"explode\",\"client\":\"x\"}", Sessions.Close.class, "Close", "explode");
		refused("{\"command\":\"\",\"session\":\"s\",\"client\":\"x\"}", Sessions.Cancel.class, "Cancel", "command id");
		refused("{\"command\":{},\"session\":\"s\",\"client\":\"x\"}", Sessions.Cancel.class, "Cancel");
		refused("{\"all\":null}", Sessions.ListAll.class, "ListAll", "all");
		refused("{\"all\":[1]}", Sessions.ListAll.class, "ListAll");
		refused("[]", Sessions.Get.class, "Get");
		refused("null", Sessions.Get.class, "null is not a Get");
		refused("{", Sessions.Get.class, "Get");
		refused("\"2030-13-01T00:00:00Z\"", Instant.class, "Instant");
		refused("{\"type\":\"neverHeardOf\"}", Sessions.Item.class, "Item");
		refused("{\"event\":\"x\"}", Detail.class, "Detail", "type");
	}

	@Test
	void badNameOfAVariableIsRefusedInItsOwnWords() {
		String json = "{\"command\":\"/x\",\"args\":[],\"env\":{\"1A\":\"x\"},\"envMode\":\"login\",\"autostart\":false,\"keepRunning\":false}";
		refused(json, DeviceLayer.class, "not a name for an environment variable: \"1A\"");
	}

	private static void refused(String json, Class<?> type, String... words) {
		IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Codec.read(json, type), json);
		for (String word : words) {
			assertTrue(e.getMessage().contains(word), () -> "no \"" + word + "\" in: " + e.getMessage());
		}
		assertFalse(e.getMessage().contains("com.fasterxml"), e::getMessage);
	}

	@Test
	void whatIsNoJsonIsRefusedInWords() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Codec.parse("{]")).getMessage().startsWith("not JSON"));
	}

	@Test
	void missingListsAndMapsAreRefusedInWordsNotByNullPointers() {
		refused("{\"command\":\"c\",\"agent\":\"a\",\"cwd\":\"/\",\"title\":\"\"}", Sessions.Create.class, "Create", "a required member is missing");
		refused("{}", Host.Settings.class, "Settings", "a required member is missing");
	}

	@Test
	void idsOfDifferentKindsAreTheSameOnTheWire() {
		assertEquals(new AgentId("x"), Codec.read("\"x\"", AgentId.class));
		assertEquals(new CommandId("7"), Codec.read("7", CommandId.class), "a number is taken as its text");
	}

	@Test
	void longTextsFit() {
		String text = "\u00e9".repeat(9 * 1024 * 1024);
		Sessions.TextRange range = new Sessions.TextRange(new EntryId("e"), 0, text, text.length());
		assertEquals(range, Codec.read(Codec.json(range), Sessions.TextRange.class));
	}
}
