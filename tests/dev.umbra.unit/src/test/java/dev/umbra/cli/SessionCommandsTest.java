package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.SessionSummaryBuilder;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/** {@code umbra session …} and what goes along with a prompt. */
class SessionCommandsTest {
	private static final SessionId SESSION = new SessionId("5e551011-0000-4000-8000-000000000000");
	private static final Offer OFFER = new Offer(List.of(new Offer.Mode("plan", "Plan first", null), new Offer.Mode("code", "Code", null)),
			List.of(new Offer.Option("m", "Model", null, "model", "select", "fast",
					List.of(new Offer.Choice("fast", "Fast one", null, null), new Offer.Choice("deep", "Deep one", null, "Big"))),
					new Offer.Option("think", "Thinking", null, "thought_level", "select", "low",
							List.of(new Offer.Choice("low", "Low", null, null), new Offer.Choice("high", "High", null, null))),
					new Offer.Option("web", "Search the web", null, null, "boolean", "false", List.of()),
					new Offer.Option("odd", "Odd", null, null, "from_the_future", "1", List.of())),
			List.of(new Offer.Command("compact", "Makes the context smaller", null)), true, false, true);
	private Typist typist;

	@BeforeEach
	void open(@TempDir Path folder) {
		typist = new Typist(folder);
		typist.host.answer(Methods.SESSIONS_CREATE, new Sessions.Ref(SESSION)).answer(Methods.SESSIONS_SETTINGS, new Done())
				.answer(Methods.SESSIONS_RESUME, new Done())
				.answer(Methods.SESSIONS_PROMPT, new Sessions.Prompted(new TurnId("turn-1"), "started"));
		session(Sample.summary(SESSION).edit().offer(OFFER));
	}

	@AfterEach
	void close() {
		typist.close();
	}

	private void session(SessionSummaryBuilder summary) {
		SessionSummary built = summary.build();
		typist.host.answer(Methods.SESSIONS_GET, new Sessions.One("epoch", 3, built))
				.answer(Methods.SESSIONS_LIST, new Sessions.Listing("epoch", List.of(built)));
	}

	private String chosen(String pair) {
		typist.ok("session", "set", "5e55", pair);
		JsonNode asked = typist.host.asked(Methods.SESSIONS_SETTINGS).getLast();
		return asked.path("key").asText() + " -> " + asked.path("value").asText();
	}

	@Test
	void modesAndOptionsAreChosenByIdOrName() {
		assertEquals("mode -> plan", chosen("mode=plan"));
		assertEquals("mode -> plan", chosen("mode=plan first"));
		assertEquals("option:m -> deep", chosen("m=deep"));
		assertEquals("option:m -> deep", chosen("model=Deep One"));
		assertEquals("option:think -> high", chosen("effort=high"));
		assertEquals("option:web -> true", chosen("web=yes"));
		typist.ok("session", "set", "5e55", "mode=code", "--json");
		assertEquals("{\"session\":\"" + SESSION + "\",\"key\":\"mode\",\"value\":\"code\"}\n", typist.out());
	}

	@Test
	void whatIsNotOfferedIsUsageWithWhatIs() {
		assertTrue(typist.fails(2, "session", "set", "5e55", "mode=fly").contains("plan, code"), typist.err());
		assertTrue(typist.fails(2, "session", "set", "5e55", "colour=red").contains("m, think, web, odd"), typist.err());
		assertTrue(typist.fails(2, "session", "set", "5e55", "m=slow").contains("fast, deep"), typist.err());
		typist.fails(2, "session", "set", "5e55", "mode");
		assertTrue(typist.fails(5, "session", "set", "5e55", "odd=2").contains("from_the_future"), typist.err());
		assertTrue(typist.host.asked(Methods.SESSIONS_SETTINGS).isEmpty());
	}

	@Test
	void beforeTheAgentHasOfferedAnythingAnythingMayBeWished() {
		session(Sample.summary(SESSION).edit());
		assertEquals("mode -> plan", chosen("mode=plan"));
		assertEquals("option:m -> deep", chosen("m=deep"));
	}

	@Test
	void anAgentMayNotChooseItsOwnMode() {
		typist.asAgent();
		typist.fails(5, "session", "set", "5e55", "mode=code");
		assertTrue(typist.host.asked(Methods.SESSIONS_SETTINGS).isEmpty());
	}

	@Test
	void showTellsWhatThereIsToChoose() {
		session(Sample.summary(SESSION).edit().offer(OFFER).wanted(Map.of("option:m", "deep")));
		JsonNode json = typist.ok("session", "show", "5e55", "--json").json();
		assertEquals("{\"mode\":\"plan\",\"name\":\"Plan first\",\"description\":null}", json.path("offer").path("modes").path(0).toString());
		assertEquals("{\"value\":\"deep\",\"name\":\"Deep one\",\"description\":null,\"group\":\"Big\"}",
				json.path("offer").path("options").path(0).path("choices").path(1).toString());
		assertEquals("compact", json.path("offer").path("commands").path(0).path("command").asText());
		assertTrue(json.path("offer").path("images").asBoolean());
		assertEquals("{\"option:m\":\"deep\"}", json.path("wanted").toString());
		String text = typist.ok("session", "show", "5e55").out();
		assertTrue(text.contains("modes:      plan, code\n") && text.contains("m=fast (Model: fast, deep)")
				&& text.contains("chosen:     m=deep\n") && text.contains("commands:   /compact\n"), text);
	}

	@Test
	void listTellsStatusesAndWhatIsQueued() {
		session(Sample.summary(SESSION).edit().status(SessionStatus.PENDING).queued(2));
		assertTrue(typist.ok("session", "list").out().contains("pending, 2 queued"), typist.out());
	}

	@Test
	void aSessionTakesServersOfToolsAndOneThatTheAgentHas() throws IOException {
		Files.writeString(typist.folder.path().resolve("m.json"), "{\"mcpServers\":{\"web\":{\"url\":\"https://w\"}}}");
		typist.ok("session", "new", "--agent", "demo", "--mcp", "m.json", "--load", "acp-7", "--json");
		JsonNode create = typist.host.asked(Methods.SESSIONS_CREATE).getLast();
		assertEquals(new McpServer.Http("web", "https://w", Map.of()), Codec.fromTree(create.path("mcp").path(0), McpServer.class));
		assertEquals("acp-7", create.path("acpSession").asText());
		Files.writeString(typist.folder.path().resolve("m.json"), "[{\"name\":\"web\"}]");
		assertTrue(typist.fails(2, "session", "new", "--agent", "demo", "--mcp", "m.json").contains("entry 1 (web)"), typist.err());
	}

	@Test
	void aSessionIsResumed() {
		session(Sample.summary(SESSION).edit().status(SessionStatus.IDLE));
		typist.ok("session", "resume", "5e55", "--json");
		assertEquals("idle", typist.json().path("status").asText());
		assertEquals("5e55", typist.host.asked(Methods.SESSIONS_RESUME).getLast().path("session").asText());
	}

	@Test
	void filesAndLinksGoWithAPrompt() throws IOException {
		Path image = Files.write(typist.folder.path().resolve("cat.png"), new byte[] { 1 });
		typist.ok("prompt", "5e55", "look", "--image", "cat.png", "--image", image.toString(), "--link", ".");
		JsonNode enclosures = typist.host.asked(Methods.SESSIONS_PROMPT).getLast().path("enclosures");
		assertEquals(3, enclosures.size());
		assertEquals(image.toString(), enclosures.path(0).path("path").asText());
		assertEquals(enclosures.path(0), enclosures.path(1));
		assertTrue(enclosures.path(2).path("link").asBoolean());
		typist.ok("prompt", "5e55", "--image", "cat.png");
		assertEquals("", typist.host.asked(Methods.SESSIONS_PROMPT).getLast().path("text").asText());
		assertTrue(typist.fails(2, "prompt", "5e55", "look", "--image", "dog.png").contains("There is no file"), typist.err());
		assertTrue(typist.fails(2, "prompt", "5e55", "look", "--image", ".").contains("There is no file"), typist.err());
		typist.fails(2, "prompt", "5e55");
		typist.fails(2, "run", "--preset", "demo");
	}

	@Test
	void theStatusOfTheHostTellsTurnsAndTheirLimit() {
		typist.host.answer(Methods.HOST_STATUS, new Host.Status(1, Sample.NOON, "1", "1.2", "epoch", 1, "ready", 12, 8, 8, 3, 1, 2, 1, "/h",
				"/s", 0, 0));
		String text = typist.ok("host", "status").out();
		assertTrue(text.contains("turns:      8 running of at most 8, 3 waiting for a place\n"), text);
		assertTrue(text.contains("sessions:   12, 1 waiting for you\n"), text);
		JsonNode json = typist.ok("host", "status", "--json").json();
		assertEquals(8, json.path("turnLimit").asInt());
		assertEquals(3, json.path("waitingTurns").asInt());
	}
}
