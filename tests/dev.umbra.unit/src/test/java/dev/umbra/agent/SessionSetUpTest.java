package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import dev.umbra.core.Failure;
import dev.umbra.core.agent.ForeignSession;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.port.AgentInput.Chunk;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Offer;

/** How sessions begin, come back, change and go: with real processes that say exactly what a test needs. */
class SessionSetUpTest {
	private static final String OPTIONS = """
			"configOptions": [
			  {"id": "mode", "name": "Mode", "category": "mode", "type": "select", "currentValue": "ask",
			    "options": [{"value": "ask", "name": "Ask", "description": "each time"}]},
			  {"id": "m", "name": "Model", "category": "model", "type": "select", "currentValue": "big",
			    "options": [{"group": "g", "name": "Group", "options": [{"value": "big", "name": "Big"}]}]},
			  {"id": "fast", "name": "Fast", "type": "boolean", "currentValue": true},
			  {"id": "dial", "name": "Dial", "type": "knob", "currentValue": 7}]""";

	@TempDir
	Path folder;

	@Test
	void whatIsAdvertisedIsExactlyWhatWeHaveAndWhatIsSaidBackBecomesFacts() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("""
					{"capabilities": {"loadSession": true, "promptCapabilities": {"image": true, "audio": true, "embeddedContext": true},
					  "sessionCapabilities": {"list": {}, "close": {}, "delete": {}, "resume": null}, "auth": {"logout": {}}},
					 "authMethods": [{"id": "t", "name": "In a terminal", "type": "terminal", "args": ["login"]}, {"id": "a", "name": "Web"}]}""");
			assertEquals("{\"fs\":{\"readTextFile\":true,\"writeTextFile\":true},\"terminal\":true,"
					+ "\"session\":{\"configOptions\":{\"boolean\":{}},\"notices\":{},\"compaction\":{}},"
					+ "\"elicitation\":{\"form\":{},\"url\":{}},\"auth\":{\"terminal\":true}}",
					agents.sent("initialize").getFirst().path("clientCapabilities").toString());
			assertEquals(new AgentRuntime.Facts(null, null, true, false, true, true, true, true, true, true, true,
					List.of(new Detail.LoginMethod("t", "In a terminal", null, true), new Detail.LoginMethod("a", "Web", null, false))),
					link.facts());
		}
	}

	@Test
	void aNewSessionOffersItsModesOptionsAndWhatPromptsMayCarry() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("""
					{"capabilities": {"promptCapabilities": {"image": true}}, "on": {"session/new": [[{"answer": {"sessionId": "s",
					  "modes": {"currentModeId": "calm", "availableModes": [{"id": "calm", "name": "Calm"}, {"id": "wild"}]}, %s}}]]}}"""
					.formatted(OPTIONS));
			AgentRuntime.Opened opened = Agents.get(link.open(folder, List.of()));
			assertEquals("calm big null", opened.mode() + " " + opened.model() + " " + opened.effort());
			assertEquals(new Offer(List.of(new Offer.Mode("calm", "Calm", null), new Offer.Mode("wild", "wild", null)),
					List.of(new Offer.Option("mode", "Mode", null, "mode", "select", "ask",
							List.of(new Offer.Choice("ask", "Ask", "each time", null))),
							new Offer.Option("m", "Model", null, "model", "select", "big",
									List.of(new Offer.Choice("big", "Big", null, "Group"))),
							new Offer.Option("fast", "Fast", null, null, "boolean", "true", List.of()),
							new Offer.Option("dial", "Dial", null, null, "knob", "7", List.of())),
					List.of(), true, false, false), opened.offer());
		}
	}

	@Test
	void serversOfToolsAreHandedOnAsTheAgentCanReachThemAndOthersAreNamed() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("{\"capabilities\": {\"mcpCapabilities\": {\"http\": true}}}");
			Agents.get(link.open(new AgentRuntime.Opening(folder, List.of(folder),
					List.of(new McpServer.Stdio("files", "/bin/files", List.of("-v"), Map.of("B", "2", "A", "1")),
							new McpServer.Http("web", "https://example.org", Map.of("Key", "k")),
							new McpServer.Sse("old", "https://example.org/sse", Map.of()))), known -> {
							}));
			assertEquals("[{\"name\":\"files\",\"command\":\"/bin/files\",\"args\":[\"-v\"],"
					+ "\"env\":[{\"name\":\"A\",\"value\":\"1\"},{\"name\":\"B\",\"value\":\"2\"}]},"
					+ "{\"type\":\"http\",\"name\":\"web\",\"url\":\"https://example.org\",\"headers\":[{\"name\":\"Key\",\"value\":\"k\"}]}]",
					agents.sent("session/new").getFirst().path("mcpServers").toString());
			assertTrue(agents.sent("session/new").getFirst().path("additionalDirectories").isMissingNode());
			assertTrue(agents.heard.notes().stream().anyMatch(words -> words.contains("\"old\"") && words.contains("by sse")),
					agents.heard.notes().toString());
		}
	}

	@Test
	void anAdoptedConversationComesAsHistoryInOrderAndHowThingsStandComesAsNews() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("{\"capabilities\": {\"loadSession\": true}, \"on\": {\"session/load\": [["
					+ replay() + ", {\"answer\": {}}, " + chunk("agent_message_chunk", "live") + "]]}}");
			Agents.get(link.adopt("ses-1", Agents.opening(folder), known -> agents.heard.note("known " + known.acpSession())));
			agents.heard.awaitText("live");
			assertEquals(new Heard.Note("known ses-1"), agents.heard.all().getFirst());
			assertEquals(List.of(new AgentInput.Replayed(new Chunk(AgentInput.Stream.USER, null, "asked")),
					new AgentInput.Replayed(new Chunk(AgentInput.Stream.MESSAGE, null, "answered")),
					new AgentInput.CommandsOffered(List.of(new Offer.Command("go", "Goes", "where"))),
					new Chunk(AgentInput.Stream.MESSAGE, null, "live")), agents.heard.inputs());
		}
	}

	@Test
	void aLoadDropsHistoryButKeepsHowThingsStand() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("{\"capabilities\": {\"loadSession\": true}, \"on\": {\"session/load\": [["
					+ replay() + ", {\"answer\": {}}, " + chunk("agent_message_chunk", "live") + "]]}}");
			Agents.get(link.reopen("ses-1", Agents.opening(folder), known -> agents.heard.note("known " + known.acpSession())));
			agents.heard.awaitText("live");
			assertEquals(new Heard.Note("known ses-1"), agents.heard.all().getFirst());
			assertEquals(List.of(new AgentInput.CommandsOffered(List.of(new Offer.Command("go", "Goes", "where"))),
					new Chunk(AgentInput.Stream.MESSAGE, null, "live")), agents.heard.inputs());
		}
	}

	@Test
	void aModeOfBackThenDoesNotOverruleTheAnswerToTheLoad() throws Exception {
		String mode = "{\"update\": {\"sessionUpdate\": \"current_mode_update\", \"currentModeId\": \"%s\"}}";
		String modes = "\"modes\": {\"currentModeId\": \"calm\", \"availableModes\": [{\"id\": \"calm\", \"name\": \"Calm\"}]}";
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("{\"capabilities\": {\"loadSession\": true}, \"on\": {\"session/load\": [["
					+ mode.formatted("wild") + ", {\"answer\": {" + modes + "}}, " + mode.formatted("after") + "], ["
					+ mode.formatted("kept") + ", {\"answer\": {}}, " + chunk("agent_message_chunk", "end") + "]]}}");
			assertEquals("calm", Agents.get(link.reopen("ses-1", Agents.opening(folder), known -> {
			})).mode());
			agents.heard.await(AgentInput.ModeChanged.class);
			Agents.get(link.adopt("ses-1", Agents.opening(folder), known -> {
			}));
			agents.heard.awaitText("end");
			assertEquals(List.of(new AgentInput.ModeChanged("after"), new AgentInput.ModeChanged("kept"),
					new Chunk(AgentInput.Stream.MESSAGE, null, "end")), agents.heard.inputs());
		}
	}

	@Test
	void aResumeReplaysNothingSoWhatComesBeforeItsAnswerIsNews() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("{\"capabilities\": {\"sessionCapabilities\": {\"resume\": {}}},"
					+ " \"on\": {\"session/resume\": [[" + chunk("agent_message_chunk", "early") + ", {\"answer\": {}}, "
					+ chunk("agent_message_chunk", "late") + "]]}}");
			Agents.get(link.reopen("ses-1", Agents.opening(folder), known -> agents.heard.note("known " + known.acpSession())));
			agents.heard.awaitText("late");
			assertEquals(new Heard.Note("known ses-1"), agents.heard.all().getFirst());
			assertEquals(List.of("early", "late"), agents.heard.texts());
		}
	}

	@Test
	void aResumeThatIsRefusedTurnsIntoALoadButALoginIsWantedAtOnce() throws Exception {
		String can = "{\"capabilities\": {\"loadSession\": true, \"sessionCapabilities\": {\"resume\": {}}},"
				+ " \"authMethods\": [{\"id\": \"web\", \"name\": \"Web\"}], \"on\": {\"session/resume\": "
				+ "[[{\"error\": {\"code\": -32603, \"message\": \"lost\"}}], [{\"error\": {\"code\": -32000, \"message\": \"who?\"}}]]}}";
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted(can);
			Agents.get(link.reopen("ses-1", Agents.opening(folder), known -> {
			}));
			assertEquals(1, agents.sent("session/load").size());
			CompletableFuture<?> second = link.reopen("ses-1", Agents.opening(folder), known -> {
			}).toCompletableFuture();
			AgentRuntime.LoginWanted wanted = assertInstanceOf(AgentRuntime.LoginWanted.class,
					assertThrows(ExecutionException.class, () -> Agents.get(second)).getCause());
			assertEquals(List.of(new Detail.LoginMethod("web", "Web", null, false)), wanted.methods());
			assertEquals(1, agents.sent("session/load").size());
		}
	}

	@Test
	void whatIsGivenUpIsToldToTheAgent() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("""
					{"authMethods": [{"id": "web", "name": "Web"}, {"id": "tty", "name": "Tty", "type": "terminal"}],
					 "on": {"authenticate": [[{"await": "session/cancel", "count": 99}]],
					  "$/cancel_request": [[
					    {"line": "{\\"jsonrpc\\":\\"2.0\\",\\"error\\":{\\"code\\":-32601,\\"data\\":\\"$/cancel_request\\"}}"},
					    {"update": {"sessionUpdate": "session_info_update", "title": "heard"}}]]}}""");
			Agents.get(link.open(folder, List.of()));
			link.authenticate("web").toCompletableFuture().cancel(true);
			agents.heard.await(AgentInput.TitleChanged.class);
			assertEquals("{\"requestId\":3}", agents.sent("$/cancel_request").getFirst().toString());
			assertEquals("{\"methodId\":\"web\"}", agents.sent("authenticate").getFirst().toString());
			assertTrue(Agents.failure(link.authenticate("tty")).message().contains("in a terminal"));
			assertTrue(Agents.failure(link.authenticate("nix")).message().contains("it offers: web, tty"));
			assertEquals(1, agents.sent("authenticate").size());
			assertEquals(List.of(), agents.heard.notes());
		}
	}

	@Test
	void aSetUpThatIsNotAnsweredInTimeIsCancelledAndFailsInWords() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted(agents.setting.with(Duration.ofSeconds(3)), """
					{"on": {"session/new": [[{"await": "session/cancel", "count": 99}], [{"answer": {"sessionId": "ses-1"}}]],
					  "$/cancel_request": [[{"update": {"sessionUpdate": "session_info_update", "title": "heard"}}]]}}""");
			assertTrue(Agents.failure(link.open(folder, List.of())).message().contains("did not answer session/new within 3 s"));
			Agents.get(link.open(folder, List.of()));
			assertEquals("{\"requestId\":2}", agents.sent("$/cancel_request").getFirst().toString());
		}
	}

	@Test
	void aSessionThatComesTooLateIsClosedAgain() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("""
					{"capabilities": {"sessionCapabilities": {"close": {}}}, "on": {
					  "session/new": [[{"await": "$/cancel_request"}, {"answer": {"sessionId": "late"}}], [{"answer": {"sessionId": "ses-1"}}]],
					  "session/close": [[{"answer": {}}, {"update": {"sessionUpdate": "session_info_update", "title": "closed"}}]]}}""");
			CompletableFuture<?> first = link.open(folder, List.of(), known -> agents.heard.note("known")).toCompletableFuture();
			Agents.get(link.open(folder, List.of()));
			first.cancel(true);
			agents.heard.await(AgentInput.TitleChanged.class);
			assertEquals("[{\"sessionId\":\"late\"}]", agents.sent("session/close").toString());
			assertEquals(List.of(), agents.heard.notes());
		}
	}

	@Test
	void whatIsAskedForASessionThatDoesNotComeBackIsAnswered() throws Exception {
		String ask = "{\"ask\": \"session/request_permission\", \"id\": %d, \"params\": {\"sessionId\": \"%s\", \"options\": []}, \"go\": true}, "
				+ "{\"error\": {\"code\": -32603, \"message\": \"gone\"}}, {\"answered\": %d}, "
				+ "{\"update\": {\"sessionUpdate\": \"session_info_update\", \"title\": \"answered %d\"}}";
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("{\"capabilities\": {\"loadSession\": true}, \"on\": {\"session/new\": "
					+ "[[{\"answer\": {\"sessionId\": \"ses-1\"}}], [" + ask.formatted(7, "never", 7, 7) + "]], \"session/load\": [["
					+ ask.formatted(8, "lost", 8, 8) + "]]}}");
			Agents.get(link.open(folder, List.of()));
			Agents.failure(link.open(folder, List.of()));
			agents.heard.await(item -> item instanceof Heard.Input in && in.input().equals(new AgentInput.TitleChanged("answered 7")));
			Agents.failure(link.reopen("lost", Agents.opening(folder), known -> {
			}));
			agents.heard.await(item -> item instanceof Heard.Input in && in.input().equals(new AgentInput.TitleChanged("answered 8")));
			assertEquals(-32602, agents.answered("7").getFirst().path("error").path("code").intValue());
			assertEquals(-32602, agents.answered("8").getFirst().path("error").path("code").intValue());
		}
	}

	@Test
	void whatIsAskedForAnotherSessionThanTheNewOneIsAnswered() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("""
					{"on": {"session/new": [[{"ask": "session/request_permission", "id": 7, "go": true,
					    "params": {"sessionId": "never", "options": []}},
					  {"answer": {"sessionId": "ses-1"}}, {"answered": 7},
					  {"update": {"sessionUpdate": "session_info_update", "title": "answered"}}]]}}""");
			Agents.get(link.open(folder, List.of()));
			agents.heard.await(AgentInput.TitleChanged.class);
			assertEquals(-32602, agents.answered("7").getFirst().path("error").path("code").intValue());
		}
	}

	@Test
	void aRequestThatCameTooEarlyAndFindsNoRoomIsAnswered() {
		EarlyInput early = new EarlyInput();
		List<String> dropped = new ArrayList<>();
		early.add("ses-1", 1, () -> dropped.add("handed on"), () -> dropped.add("answered"));
		for (int i = 0; i < EarlyInput.MAX; i++) {
			early.add("ses-1", 1, () -> {
			});
		}
		assertEquals(List.of("answered"), dropped);
		assertEquals(EarlyInput.MAX, early.take("ses-1").size());
		assertTrue(String.valueOf(early.takeDropped()).startsWith("1 updates"));
	}

	@Test
	void sessionsAreListedPageByPageUntilAPageRepeats() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("""
					{"capabilities": {"sessionCapabilities": {"list": {}}}, "on": {"session/list": [
					  [{"answer": {"sessions": [{"sessionId": "a", "cwd": "/x", "title": "A", "updatedAt": "2026-01-01T00:00:00Z"}], "nextCursor": "2"}}],
					  [{"answer": {"sessions": [{"sessionId": "b", "cwd": "/x"}, {"cwd": "/none"}], "nextCursor": "2"}}]]}}""");
			assertEquals(List.of(new ForeignSession("a", "/x", "A", "2026-01-01T00:00:00Z"),
					new ForeignSession("b", "/x", null, null)), Agents.get(link.sessions("/x")));
			assertEquals("[{\"cwd\":\"/x\"}, {\"cwd\":\"/x\",\"cursor\":\"2\"}]", agents.sent("session/list").toString());
		}
	}

	@Test
	void whatAnAgentCannotIsSaidAndClosingForgetsTheSessionInAnyCase() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("{\"on\": {\"session/prompt\": [[" + chunk("agent_message_chunk", "stray")
					+ ", {\"answer\": {\"stopReason\": \"end_turn\"}}]]}}");
			Agents.get(link.open(folder, List.of()));
			assertTrue(Agents.failure(link.sessions(null)).message().contains("cannot list"));
			assertTrue(Agents.failure(link.deleteSession("ses-1")).message().contains("cannot delete"));
			assertTrue(Agents.failure(link.logout()).message().contains("cannot log out"));
			assertTrue(Agents.failure(link.adopt("x", Agents.opening(folder), known -> {
			})).message().contains("cannot load"));
			Agents.get(link.closeSession("ses-1"));
			Agents.prompt(link, "to nobody");
			agents.heard.await(item -> item instanceof Heard.Note note && note.words().contains("not open here"));
			assertEquals(List.of(), agents.sent("session/close"));
			assertEquals(List.of(), agents.heard.texts());
		}
	}

	@Test
	void whatAnAgentCanIsAskedOfIt() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("""
					{"capabilities": {"sessionCapabilities": {"close": {}, "delete": {}}, "auth": {"logout": {}}}, "on": {
					  "session/close": [[{"answer": {}}]], "session/delete": [[{"answer": {}}]],
					  "logout": [[{"error": {"code": -32603, "message": "not you"}}]]}}""");
			Agents.get(link.open(folder, List.of()));
			Agents.get(link.closeSession("ses-1"));
			Agents.get(link.deleteSession("other"));
			assertTrue(Agents.failure(link.logout()).message().contains("refused logout: -32603 not you"));
			assertEquals("[{\"sessionId\":\"ses-1\"}] [{\"sessionId\":\"other\"}]",
					agents.sent("session/close") + " " + agents.sent("session/delete"));
		}
	}

	@Test
	void modeAndOptionsAreSetAndWhatChangedIsNews() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.scripted("""
					{"on": {"session/new": [[{"answer": {"sessionId": "ses-1", %1$s}}]], "session/set_mode": [[{"answer": {}}]],
					  "session/set_config_option": [[{"answer": {"configOptions": [{"id": "mode", "name": "Mode", "category": "mode",
					    "type": "select", "currentValue": "wild", "options": []}]}}]]}}""".formatted(OPTIONS));
			Agents.get(link.open(folder, List.of()));
			Agents.get(link.setMode("ses-1", "calm"));
			assertEquals(List.of(new AgentInput.ModeChanged("calm")), agents.heard.inputs());
			assertEquals(Failure.Code.USAGE, Agents.failure(link.setOption("ses-1", "fast", "perhaps")).code());
			assertTrue(Agents.failure(link.setOption("ses-1", "dial", "8")).message().contains("knob"));
			Agents.get(link.setOption("ses-1", "fast", "false"));
			Agents.get(link.setOption("ses-1", "mode", "wild"));
			assertEquals("[{\"sessionId\":\"ses-1\",\"configId\":\"fast\",\"type\":\"boolean\",\"value\":false},"
					+ " {\"sessionId\":\"ses-1\",\"configId\":\"mode\",\"value\":\"wild\"}]",
					agents.sent("session/set_config_option").toString());
			assertEquals(new AgentInput.ModeChanged("wild"), agents.heard.inputs().getLast());
			assertEquals("wild", agents.heard.await(AgentInput.OptionsOffered.class).options().getFirst().value());
			assertNull(agents.heard.inputs().stream().filter(AgentInput.UnknownUpdate.class::isInstance).findFirst().orElse(null));
		}
	}

	private static String replay() {
		return chunk("user_message_chunk", "asked") + ", " + chunk("agent_message_chunk", "answered") + ", "
				+ "{\"update\": {\"sessionUpdate\": \"available_commands_update\", \"availableCommands\": "
				+ "[{\"name\": \"go\", \"description\": \"Goes\", \"input\": {\"hint\": \"where\"}}]}}";
	}

	private static String chunk(String kind, String text) {
		return "{\"update\": {\"sessionUpdate\": \"" + kind + "\", \"content\": {\"type\": \"text\", \"text\": \"" + text + "\"}}}";
	}
}
