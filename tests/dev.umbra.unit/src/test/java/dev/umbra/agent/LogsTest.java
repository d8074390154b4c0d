package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.wire.Blotter;
import dev.umbra.wire.Junk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log and the traffic of an agent: bounded, pushed, kept over restarts, without a secret anywhere. */
class LogsTest {
	private static final String SECRET = "s3cr\"t-välue";
	private static final Blotter CLEAR = Blotter.of(Map.of());

	@TempDir
	Path folder;

	@Test
	void ofTooManyLinesTheNewestAreKeptAndTheLostAreCounted() {
		LogRing ring = new LogRing();
		for (int i = 1; i <= LogRing.MAX_LINES + 500; i++) {
			add(ring, "line " + i);
		}
		AgentLog all = ring.read(0, 0);
		assertEquals(LogRing.MAX_LINES, all.lines().size());
		assertEquals(500, all.lost());
		assertEquals("line 501", all.lines().getFirst().text());
		AgentLog page = ring.read(600, 2);
		assertEquals(List.of(601L, 602L), page.lines().stream().map(AgentLog.Line::number).toList());
		assertEquals(602, page.next());
		assertEquals(0, page.lost());
		assertEquals(new AgentLog(List.of(), 2500, 0), ring.read(2500, 0));
		assertEquals(501, ring.read(1_000_000, 1).lines().getFirst().number(), "a number of another host's run");
	}

	@Test
	void longLinesAreCutAtAWholeCharacterAndMuchIsBounded() {
		LogRing ring = new LogRing();
		String line = "x" + "é".repeat(100_000);
		for (int i = 0; i < 1000; i++) {
			add(ring, line);
		}
		AgentLog page = ring.read(0, 0);
		AgentLog.Line first = page.lines().getFirst();
		assertEquals(200_001, first.bytes());
		assertEquals("x" + "é".repeat(LogRing.MAX_LINE / 2 - 1), first.text());
		assertTrue(page.lost() > 700, "about 2 MiB of 8 KiB each are left: " + page.lost() + " lost");
		assertTrue(page.lines().size() <= LogRing.MAX_PAGE / LogRing.MAX_LINE, page.lines().size() + " lines in one message");
		assertTrue(ring.read(page.next(), 0).lines().size() > 0);
	}

	@Test
	void theBeginningOfASecretWhereALineIsCutIsNotShown() {
		LogRing ring = new LogRing();
		byte[] line = ("x".repeat(LogRing.MAX_LINE - 5) + SECRET).getBytes(StandardCharsets.UTF_8);
		ring.add(Instant.EPOCH, AgentLog.Source.SENT, line, line.length, line.length, Blotter.of(Map.of("A", SECRET)));
		assertEquals("x".repeat(LogRing.MAX_LINE - 5), ring.read(0, 0).lines().getFirst().text());
	}

	@Test
	void whoWaitsIsAnsweredByTheNextLineOrWhenTheTimeIsOver() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentId agent = AgentId.random();
			assertEquals(new AgentLog(List.of(), 0, 0),
					Agents.get(agents.runtime.log(agent, AgentLog.Kind.LOG, 0, 0, Duration.ofMillis(50))));
			Launch launch = launch(agents, agent);
			CompletionStage<AgentLog> waits = agents.runtime.log(agent, AgentLog.Kind.TRAFFIC, 0, 0, Duration.ofMinutes(10));
			assertFalse(waits.toCompletableFuture().isDone());
			Agents.get(Agents.get(agents.runtime.start(launch, agents.heard)).end());
			AgentLog.Line first = Agents.get(waits).lines().getFirst();
			assertEquals(AgentLog.Source.SENT, first.source());
			assertTrue(first.text().contains("\"method\":\"initialize\""), first.text());
			CompletionStage<AgentLog> patient = agents.runtime.log(agent, AgentLog.Kind.LOG, last(agents, agent), 0, Duration.ofMinutes(10));
			agents.runtime.forget(agent);
			assertEquals(List.of(), Agents.get(patient).lines());
			assertEquals(List.of(), Agents.get(agents.runtime.log(agent, AgentLog.Kind.TRAFFIC, 0, 0, Duration.ZERO)).lines());
		}
	}

	@Test
	void startsStderrAndExitsAreInTheLogOverRestarts() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentId agent = AgentId.random();
			for (int i = 1; i <= 2; i++) {
				Agents.get(Agents.get(agents.runtime.start(launch(agents, agent, "stderr", "hello " + i), agents.heard)).end());
			}
			agents.heard.await(item -> agents.heard.all().stream().filter(Heard.Exited.class::isInstance).count() == 2);
			List<String> words = texts(agents, agent, AgentLog.Kind.LOG);
			assertEquals(6, words.size(), words.toString());
			assertTrue(words.get(0).startsWith("started, PID "), words.get(0));
			assertTrue(words.contains("hello 1") && words.contains("hello 2"), words.toString());
			assertEquals(2, words.stream().filter("was ended, exit code 0"::equals).count(), words.toString());
			Agents.failure(agents.runtime.start(new Launch(agent, "fake", "no-such-agent", List.of(), Map.of(), Set.of(),
					agents.setting.mode(), folder, "h:a", agents.log(), Duration.ofSeconds(5)), agents.heard));
			assertTrue(texts(agents, agent, AgentLog.Kind.LOG).getLast().startsWith("not started: agent \"fake\": the program no-such-agent"));
		}
	}

	@Test
	void noSecretIsInAnyLogNorInAnyWordsAboutTheEnd() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentId agent = AgentId.random();
			Launch launch = launch(agents, agent, "stderr", "key: " + SECRET);
			assertFalse(launch.toString().contains(SECRET), launch.toString());
			AgentRuntime.Link link = Agents.get(agents.runtime.start(launch, agents.heard));
			Agents.get(link.open(folder, List.of()));
			Agents.prompt(link, "[[env KEY]][[text " + SECRET + "]][[exit 3 bad key " + SECRET + "]]");
			Heard.Exited exited = agents.heard.awaitExit();
			assertTrue(exited.stderr().contains("bad key ⟨secret KEY⟩"), exited.stderr());
			AgentInput.TurnFailed failed = agents.heard.await(AgentInput.TurnFailed.class);
			assertTrue(failed.message().contains("bad key ⟨secret KEY⟩"), failed.message());
			assertEquals(List.of("KEY=" + SECRET, SECRET, "last words"), agents.heard.texts(), "the agent's own words are its own");
			String file = Files.readString(agents.log());
			assertTrue(file.contains("key: ⟨secret KEY⟩\n") && file.contains("bad key ⟨secret KEY⟩"), file);
			for (String text : List.of(file, exited.stderr(), failed.message(), texts(agents, agent, AgentLog.Kind.LOG).toString(),
					texts(agents, agent, AgentLog.Kind.TRAFFIC).toString())) {
				assertTrue(text.contains("⟨secret KEY⟩"), text);
				assertFalse(text.contains("s3cr"), text);
			}
		}
	}

	@Test
	void aSecretThatComesWithASessionIsNotInTheTrafficEither() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentId agent = AgentId.random();
			AgentRuntime.Link link = Agents.get(agents.runtime.start(launch(agents, agent), agents.heard));
			McpServer server = new McpServer.Stdio("files", "mcp-files", List.of(), Map.of("TOKEN", "younger-secret"));
			AgentRuntime.Opening opening = new AgentRuntime.Opening(folder, List.of(), List.of(server),
					Map.of("FILES_TOKEN", "younger-secret"));
			Agents.get(link.open(opening, known -> {
			}));
			String traffic = texts(agents, agent, AgentLog.Kind.TRAFFIC).toString();
			assertTrue(traffic.contains("⟨secret FILES_TOKEN⟩"), traffic);
			assertFalse(traffic.contains("younger-secret"), traffic);
			assertFalse(opening.toString().contains("younger-secret"), opening.toString());
			Agents.prompt(link, "[[env KEY]]");
			agents.heard.awaitText("KEY=" + SECRET);
			assertFalse(texts(agents, agent, AgentLog.Kind.TRAFFIC).toString().contains("s3cr"), "what was known before still is");
		}
	}

	@Test
	void ofABadLineTheBeginningOfASecretWhereItIsCutIsNotShown() {
		Blotter blotter = Blotter.of(Map.of("KEY", SECRET));
		String filler = "x".repeat(190);
		assertEquals(filler, AgentConnection.head(blotter, new Junk(Junk.Kind.NOT_JSON, 500, filler + SECRET.substring(0, 5))));
		assertEquals("s3", AgentConnection.head(blotter, new Junk(Junk.Kind.NOT_JSON, 2, "s3")));
	}

	@Test
	void aSecretSplitOverTwoReadsOfStderrIsFoundInALineOfAnyLength() throws Exception {
		LogRing ring = new LogRing();
		Logbook book = new Logbook(ring, new LogRing(), Clocks.SYSTEM, Blotter.of(Map.of("KEY", SECRET)));
		Path file = folder.resolve("a.log");
		StderrLog log = new StderrLog(file, 1_000_000, book, words -> {
		});
		String text = "x".repeat((8 << 10) - 4) + SECRET + "y".repeat(20_000) + SECRET + "\r\nlast " + SECRET.substring(0, 5);
		log.drain(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "");
		String expected = text.replace(SECRET, "⟨secret KEY⟩");
		assertEquals(expected, log.tail());
		assertEquals(expected, Files.readString(file));
		List<AgentLog.Line> lines = ring.read(0, 0).lines();
		assertEquals(2, lines.size());
		assertEquals(expected.substring(0, expected.indexOf('\r') + 1).getBytes(StandardCharsets.UTF_8).length, lines.get(0).bytes());
		assertEquals("last s3cr\"", lines.get(1).text());
	}

	private static void add(LogRing ring, String line) {
		byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
		ring.add(Instant.EPOCH, AgentLog.Source.RECEIVED, bytes, bytes.length, bytes.length, CLEAR);
	}

	private static List<String> texts(Agents agents, AgentId agent, AgentLog.Kind kind) throws Exception {
		return Agents.get(agents.runtime.log(agent, kind, 0, 0, Duration.ZERO)).lines().stream().map(AgentLog.Line::text).toList();
	}

	private static long last(Agents agents, AgentId agent) throws Exception {
		return Agents.get(agents.runtime.log(agent, AgentLog.Kind.LOG, 0, 0, Duration.ZERO)).next();
	}

	private Launch launch(Agents agents, AgentId agent, String... script) {
		Launch plain = agents.launch(agents.setting.with(Map.of("KEY", SECRET), agents.setting.mode()), script);
		return new Launch(agent, plain.name(), plain.program(), plain.args(), plain.env(), Set.of("KEY"), plain.envMode(),
				plain.folder(), plain.marker(), plain.log(), plain.startTimeout());
	}
}
