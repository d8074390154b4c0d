package dev.umbra.ui.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;
import dev.umbra.ui.internal.agents.Row.OfAgent;
import dev.umbra.ui.internal.agents.Row.OfSession;

class AgentRowsTest {
	private static final Instant NOW = Sample.NOON.plus(Duration.ofMinutes(2));
	private final AgentRows rows = new AgentRows(NOW, Map.of("claude", "Claude Code"), Map.of("reviewer", "Reviewer"));

	private static Agents.One agent(String name, AgentState state, String lastError) {
		return new Agents.One(Sample.agent(new AgentId(name), name), state, Sample.NOON, null, lastError, null, 0);
	}

	private static Agents.One agent(String name, AgentState state) {
		return agent(name, state, null);
	}

	private static Agents.One running(String command, String preset) {
		DeviceLayer device = new DeviceLayer(command, List.of(), Map.of(), DeviceLayer.EnvMode.LOGIN, null, preset, false, false, null,
				null, null);
		return new Agents.One(new AgentRecord(new AgentId("x"), new AgentDefinition("x", null), device, List.of(), false, Sample.NOON,
				Sample.NOON), AgentState.READY, Sample.NOON, null, null, null, 0);
	}

	private static SessionSummary session(String id, String agent, String title, SessionStatus status) {
		return Sample.summary(new SessionId(id)).edit().agent(new AgentId(agent)).agentName(agent).title(title).status(status).build();
	}

	private static List<String> titles(List<OfAgent> rows) {
		return rows.stream().map(OfAgent::title).toList();
	}

	@Test
	void ofVeryManySessionsTheFirstAreListedAndTheOthersCounted() {
		List<SessionSummary> many = IntStream.range(0, AgentRows.MOST_SESSIONS + 7)
				.mapToObj(i -> session("s" + i, "demo", i == 0 ? "Needle" : "Straw", SessionStatus.IDLE)).toList();
		OfAgent all = rows.of(List.of(agent("demo", AgentState.READY)), many, null).getFirst();
		assertEquals(AgentRows.MOST_SESSIONS, all.sessions().size());
		assertEquals("7 more", all.more().title());
		assertEquals(AgentRows.MOST_SESSIONS + 1, all.below().size());
		OfAgent found = rows.of(List.of(agent("demo", AgentState.READY)), many, "needle").getFirst();
		assertEquals(1, found.below().size());
	}

	@Test
	void subSessionsStandBelowTheirParentAndOneWhoseParentIsGoneByItself() {
		SessionSummary parent = session("p", "demo", "Parent", SessionStatus.IDLE);
		SessionSummary child = session("c", "demo", "Child", SessionStatus.RUNNING).edit().parent(parent.id()).build();
		SessionSummary grandchild = session("g", "demo", "Grandchild", SessionStatus.IDLE).edit().parent(child.id()).build();
		SessionSummary orphan = session("o", "demo", "Orphan", SessionStatus.RUNNING).edit().parent(new SessionId("gone")).build();
		List<OfSession> shown = rows.of(List.of(agent("demo", AgentState.READY)), List.of(child, grandchild, orphan, parent), null).getFirst().sessions();
		assertEquals(List.of("Orphan", "Parent", "Child", "Grandchild"), shown.stream().map(OfSession::title).toList());
		assertEquals(List.of(0, 0, 1, 2), shown.stream().map(OfSession::depth).toList());
	}

	@Test
	void agentsThatDoSomethingComeFirstThenAllByName() {
		List<OfAgent> shown = rows.of(List.of(agent("zebra", AgentState.READY), agent("Beta", AgentState.STOPPED),
				agent("alpha", AgentState.FAILED), agent("yak", AgentState.WAITING), agent("xerus", AgentState.WORKING),
				agent("wolf", AgentState.STARTING)), List.of(), null);
		assertEquals(List.of("wolf", "xerus", "yak", "alpha", "Beta", "zebra"), titles(shown));
	}

	@Test
	void sessionsAreBeneathTheirAgentRunningOnesFirstThenTheNewest() {
		SessionSummary older = session("s1", "a", "older", SessionStatus.IDLE);
		SessionSummary newer = session("s2", "a", "newer", SessionStatus.IDLE).edit().created(NOW).build();
		SessionSummary running = session("s3", "a", "running", SessionStatus.RUNNING).edit().created(Instant.EPOCH).build();
		SessionSummary archived = session("s4", "a", "archived", SessionStatus.COMPLETED).edit().archived(true).build();
		SessionSummary others = session("s5", "b", "other", SessionStatus.IDLE);
		List<OfAgent> shown = rows.of(List.of(agent("a", AgentState.WORKING), agent("b", AgentState.READY)),
				List.of(older, newer, running, archived, others), null);
		assertEquals(List.of("running", "newer", "older"), shown.get(0).sessions().stream().map(OfSession::title).toList());
		assertEquals(1, shown.get(0).running());
		assertEquals(3, shown.get(0).sessionCount());
		assertEquals(List.of("other"), shown.get(1).sessions().stream().map(OfSession::title).toList());
	}

	@Test
	void orderDoesNotDependOnWhatChangesWhileASessionStreams() {
		SessionSummary a = session("s1", "a", "one", SessionStatus.RUNNING);
		SessionSummary b = session("s2", "a", "two", SessionStatus.RUNNING);
		List<Agents.One> agents = List.of(agent("a", AgentState.WORKING));
		List<OfSession> before = rows.of(agents, List.of(a.edit().updated(NOW).revision(9).build(), b), null).get(0).sessions();
		List<OfSession> after = rows.of(agents, List.of(b.edit().updated(NOW).revision(12).build(), a), null).get(0).sessions();
		assertEquals(before, after);
	}

	@Test
	void workIsNamedWithItsSessionAndHowLongItLasts() {
		OfAgent working = rows.of(List.of(agent("a", AgentState.WORKING)),
				List.of(session("s0", "a", "resting", SessionStatus.IDLE), session("s1", "a", "Fix it", SessionStatus.RUNNING)), null).get(0);
		assertEquals("Working on “Fix it” for 2 min", working.line());
		assertEquals(Row.Tone.BUSY, working.tone());
		OfAgent waiting = rows.of(List.of(agent("a", AgentState.WAITING)),
				List.of(session("s1", "a", "Fix it", SessionStatus.WAITING_PERMISSION)), null).get(0);
		assertEquals("Waits for you in “Fix it” for 2 min", waiting.line());
		assertEquals(Row.Tone.WAITING, waiting.tone());
		assertEquals("Working for 2 min", rows.of(List.of(agent("a", AgentState.WORKING)), List.of(), null).get(0).line());
	}

	@Test
	void errorsAreOnOneLineAndHideNothing() {
		OfAgent failed = rows.of(List.of(agent("a", AgentState.FAILED, "not found\n\u202Eevil\u001B[2J")), List.of(), null).get(0);
		assertEquals("Failed: not found ⟨U+202E⟩evil⟨U+001B⟩[2J", failed.line());
		assertEquals(Row.Tone.FAILED, failed.tone());
		OfAgent ended = rows.of(List.of(agent("a", AgentState.STOPPED, "exit 1")), List.of(), null).get(0);
		assertEquals("Stopped: exit 1", ended.line());
		assertEquals("exit 1", ended.problem());
		assertEquals("", rows.of(List.of(agent("a", AgentState.READY, "exit 1")), List.of(), null).get(0).problem());
	}

	@Test
	void anErrorDoesNotRepeatTheNameOfItsRow() {
		OfAgent failed = rows.of(List.of(agent("a", AgentState.FAILED, "agent \"a\": no such program")), List.of(), null).get(0);
		assertEquals("Failed: no such program", failed.line());
		OfAgent other = rows.of(List.of(agent("a", AgentState.FAILED, "agent \"b\": no such program")), List.of(), null).get(0);
		assertEquals("Failed: agent \"b\": no such program", other.line());
	}

	@Test
	void aTitleCannotReorderOrBreakItsRow() {
		OfAgent shown = rows.of(List.of(agent("a", AgentState.READY)),
				List.of(session("s1", "a", "one\ntwo\u202E", SessionStatus.IDLE), session("s2", "a", " ", SessionStatus.IDLE)), null).get(0);
		List<String> titles = shown.sessions().stream().map(OfSession::title).toList();
		assertTrue(titles.contains("one⟨U+000A⟩two⟨U+202E⟩"), titles::toString);
		assertTrue(titles.contains("New session"), titles::toString);
	}

	private static Agents.One playing(String persona, boolean drifted) {
		DeviceLayer device = new DeviceLayer("/bin/x", List.of(), Map.of(), DeviceLayer.EnvMode.LOGIN, null, null, true, false, null, null, null,
				Policy.ALLOW_ALL, List.of());
		return new Agents.One(new AgentRecord(new AgentId("x"), new AgentDefinition("x", persona), device, List.of(), false, Sample.NOON, Sample.NOON),
				AgentState.READY, Sample.NOON, null, null, null, 0, drifted);
	}

	private static List<String> badges(OfAgent row) {
		return row.badges().stream().map(Row.Badge::words).toList();
	}

	@Test
	void whatAnAgentPlaysAndWhatIsSpecialAboutItIsSaid() {
		OfAgent plays = rows.of(List.of(playing("reviewer", true)), List.of(), null).getFirst();
		assertEquals("Reviewer · x", plays.trailing());
		assertEquals(List.of("restart to apply", "allow all", "starts with the host"), badges(plays));
		assertTrue(plays.spoken().startsWith("x (Reviewer · x), restart to apply, allow all, starts with the host\n"), plays::spoken);
		assertEquals(1, rows.of(List.of(playing("reviewer", false)), List.of(), "review").size());
	}

	@Test
	void aPersonaThatIsGoneIsSaidOnlyOnceTheyAreKnown() {
		OfAgent orphan = rows.of(List.of(playing("gone", false)), List.of(), null).getFirst();
		assertTrue(orphan.isOrphan());
		assertEquals("persona is gone", badges(orphan).getFirst());
		OfAgent unknown = new AgentRows(NOW, Map.of(), null).of(List.of(playing("gone", false)), List.of(), null).getFirst();
		assertFalse(unknown.isOrphan());
		assertFalse(badges(unknown).contains("persona is gone"));
	}

	@Test
	void whatRunsIsThePresetOrTheProgramsOwnName() {
		assertEquals("Claude Code", rows.of(List.of(running("claude-agent-acp", "claude")), List.of(), null).get(0).kind());
		assertEquals("unknown", rows.of(List.of(running("u", "unknown")), List.of(), null).get(0).kind());
		assertEquals("Demo agent", rows.of(List.of(running(Preset.DEMO_PROGRAM, null)), List.of(), null).get(0).kind());
		assertEquals("acp.exe", rows.of(List.of(running("C:\\tools\\acp.exe", null)), List.of(), null).get(0).kind());
		assertEquals("runner", rows.of(List.of(running("/opt/bin/runner", null)), List.of(), null).get(0).kind());
	}

	@Test
	void filterTakesAllWordsInNamesAndInTitlesOfSessions() {
		List<Agents.One> agents = List.of(agent("Claude big", AgentState.READY), agent("demo", AgentState.READY));
		List<SessionSummary> sessions = List.of(session("s1", "demo", "Parser of comments", SessionStatus.IDLE),
				session("s2", "demo", "Build", SessionStatus.IDLE), session("s3", "Claude big", "Else", SessionStatus.IDLE));
		List<OfAgent> byName = rows.of(agents, sessions, " BIG claude ");
		assertEquals(List.of("Claude big"), titles(byName));
		assertEquals(1, byName.get(0).sessions().size());
		List<OfAgent> byTitle = rows.of(agents, sessions, "comm parser");
		assertEquals(List.of("demo"), titles(byTitle));
		assertEquals(List.of("Parser of comments"), byTitle.get(0).sessions().stream().map(OfSession::title).toList());
		assertEquals(2, byTitle.get(0).sessionCount());
		assertTrue(rows.of(agents, sessions, "nothing has this").isEmpty());
		assertEquals(2, rows.of(agents, sessions, "  ").size());
	}

	@Test
	void sessionsOfARemovedAgentStayBelowTheOthers() {
		List<OfAgent> shown = rows.of(List.of(agent("zebra", AgentState.STOPPED)),
				List.of(session("s1", "gone", "kept", SessionStatus.IDLE)), null);
		assertEquals(List.of("zebra", "gone"), titles(shown));
		OfAgent removed = shown.get(1);
		assertFalse(removed.listed());
		assertFalse(removed.canStart());
		assertFalse(removed.canStop());
		assertEquals(1, removed.sessions().size());
	}

	@Test
	void startAndStopAreOfferedWhereTheyDoSomething() {
		for (AgentState state : AgentState.values()) {
			OfAgent row = rows.of(List.of(agent("a", state)), List.of(), null).get(0);
			boolean dead = state == AgentState.STOPPED || state == AgentState.FAILED;
			assertEquals(!dead, row.canStop(), state::word);
			assertEquals(dead || state == AgentState.BACKING_OFF, row.canStart(), state::word);
		}
	}

	@Test
	void aSessionSaysWhatItDoesOrWhenItDidAndWhere() {
		List<OfSession> shown = rows.of(List.of(agent("a", AgentState.READY)),
				List.of(session("s1", "a", "x", SessionStatus.RUNNING).edit().cwd("/home/ada/src/parser/").build(),
						session("s2", "a", "y", SessionStatus.INTERRUPTED)), null).get(0).sessions();
		assertEquals("Working · parser", shown.get(0).line());
		assertEquals("Interrupted 2 min ago · tmp", shown.get(1).line());
	}
}
