package dev.umbra.ui.internal.agentlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.core.agent.AgentLog.Kind;
import dev.umbra.core.agent.AgentLog.Line;
import dev.umbra.core.agent.AgentLog.Source;
import dev.umbra.testkit.Sample;

class LogFollowingTest {
	private record Asked(Agents.Log question, CompletableFuture<Outcome<AgentLog>> answer) {
	}

	private final List<Asked> asked = new ArrayList<>();
	private final AtomicInteger changes = new AtomicInteger();
	private Instant now = Sample.NOON;
	private final LogFollowing following = new LogFollowing(() -> this::ask, () -> now, changes::incrementAndGet);

	/** Answered when the test says so. */
	private CompletableFuture<Outcome<AgentLog>> ask(Agents.Log question) {
		CompletableFuture<Outcome<AgentLog>> answer = new CompletableFuture<>();
		asked.add(new Asked(question, answer));
		return answer;
	}

	@BeforeEach
	void follow() {
		following.follow(Sample.AGENT, Kind.LOG);
	}

	private static Line line(long number, String text) {
		return new Line(number, Sample.NOON, Source.STDERR, text, text.length());
	}

	private void answer(int question, Line... lines) {
		long next = lines.length == 0 ? asked.get(question).question().after() : lines[lines.length - 1].number();
		asked.get(question).answer().complete(Outcome.ok(new AgentLog(List.of(lines), next, 0)));
	}

	private List<String> shown() {
		return following.lines().having("").stream().map(Line::text).toList();
	}

	@Test
	void onePatientQuestionIsAskedAtATimeAndTheNextGoesOn() {
		assertEquals(List.of(new Agents.Log(Sample.AGENT.value(), Kind.LOG, 0, 1_000, true)), asked.stream().map(Asked::question).toList());
		following.again();
		assertEquals(1, asked.size());
		answer(0, line(1, "a"), line(2, "b"));
		assertEquals(2, asked.size());
		assertEquals(2, asked.get(1).question().after());
		answer(1, line(3, "c"));
		assertEquals(List.of("a", "b", "c"), shown());
		assertEquals(2, changes.get());
	}

	@Test
	void aWaitWithoutALineIsAskedAgainButAHostThatCannotWaitIsNotAskedInALoop() {
		now = now.plus(Duration.ofSeconds(20));
		answer(0);
		assertEquals(2, asked.size());
		answer(1);
		assertEquals(2, asked.size());
		following.again();
		assertEquals(3, asked.size());
	}

	@Test
	void anAnswerAboutTheFormerAgentIsThrownAway() {
		AgentId other = AgentId.random();
		following.follow(other, Kind.TRAFFIC);
		answer(0, line(9, "old"));
		answer(1, line(1, "new"));
		assertEquals(List.of("new"), shown());
		assertEquals(1, asked.get(2).question().after());
		assertEquals(Kind.TRAFFIC, asked.get(2).question().kind());
	}

	@Test
	void afterAFailureItRestsAndSaysSoUntilItIsAskedAgain() {
		asked.getFirst().answer().complete(Outcome.notOk(Failure.failed("The host is gone.", "Start it.")));
		assertEquals("The host is gone.\nStart it.", following.failure());
		assertEquals(1, asked.size());
		following.again();
		answer(1, line(1, "a"));
		assertNull(following.failure());
	}

	@Test
	void whenItIsClosedNothingIsAskedAnyMore() {
		following.close();
		answer(0, line(1, "a"));
		following.again();
		assertEquals(1, asked.size());
		assertEquals(List.of(), shown());
	}

	@Test
	void onlyTheNewestLinesAreKeptAndTheOthersCounted() {
		LogLines lines = new LogLines();
		for (int i = 1; i <= LogLines.MOST_LINES + 5; i++) {
			lines.add(new AgentLog(List.of(line(i, "line " + i)), i, i == 1 ? 3 : 0));
		}
		assertEquals(LogLines.MOST_LINES, lines.having("").size());
		assertEquals(8, lines.lost());
		assertEquals(List.of("line 4999"), lines.having(" LINE 4999 ").stream().map(Line::text).toList());
		lines.clear();
		assertTrue(lines.having("").isEmpty() && lines.lost() == 0);
	}

	@Test
	void longLinesAreBoundedToo() {
		LogLines lines = new LogLines();
		String large = "x".repeat(1_000_000);
		for (int i = 1; i <= 40; i++) {
			lines.add(new AgentLog(List.of(line(i, large)), i, 0));
		}
		assertTrue(lines.having("").size() * 1_000_000L <= LogLines.MOST_TEXT);
	}
}
