package dev.umbra.ui.internal.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;

class ChoicesTest {
	private static final Path HOME = Path.of("/home/ada");
	private static final Preset DEMO = new Preset("demo", "Demo agent", Preset.DEMO_PROGRAM, List.of(), "", "umbra:demo", null);
	private static final Preset FOUND = new Preset("one", "One", "one", List.of(), "", "/usr/bin/one", "1.0");
	private static final Preset ABSENT = new Preset("two", "Two", "two", List.of(), "get it", null, null);

	private static Agents.Listing agents(AgentRecord... records) {
		return new Agents.Listing("e", 1, Stream.of(records).map(record -> new Agents.One(record, AgentState.STOPPED, Sample.NOON, null, null, null, 0)).toList());
	}

	private static AgentRecord agent(String id, String name, @Nullable String preset) {
		AgentRecord plain = Sample.agent(new AgentId(id), name);
		DeviceLayer d = plain.device();
		return new AgentRecord(plain.id(), plain.definition(), new DeviceLayer(d.command(), d.args(), d.env(), d.envMode(), d.folder(), preset, false, false,
				null, null, null), List.of(), false, plain.created(), plain.updated());
	}

	private static SessionSummary session(String id, String agent, String cwd, int minute) {
		return Sample.summary(new SessionId(id)).edit().agent(new AgentId(agent)).cwd(cwd).updated(Sample.NOON.plusSeconds(60L * minute)).build();
	}

	@Test
	void agentsComeFirstThenWhatWasFoundTheDemoAgentLast() {
		List<Choices.Who> who = Choices.who(agents(agent("b", "beta", null), agent("a", "Alpha", null)), new Agents.Presets(List.of(DEMO, ABSENT, FOUND)));
		assertEquals(List.of("Alpha", "beta", "One", "Demo agent"), who.stream().map(Choices.Who::name).toList());
	}

	@Test
	void aPresetThatWasAddedIsOfferedOnce() {
		List<Choices.Who> who = Choices.who(agents(agent("a", "mine", "demo")), new Agents.Presets(List.of(DEMO)));
		assertEquals(List.of("mine"), who.stream().map(Choices.Who::name).toList());
	}

	@Test
	void theAgentUsedLastIsChosenUntilThePersonChooses() {
		List<Choices.Who> who = Choices.who(agents(agent("a", "Alpha", null), agent("b", "beta", null)), new Agents.Presets(List.of(DEMO)));
		List<SessionSummary> sessions = List.of(session("s", "a", "/x", 1), session("t", "b", "/y", 2));
		assertEquals(1, Choices.index(who, null, sessions));
		assertEquals(2, Choices.index(who, new Choices.Who.Found(DEMO), sessions));
		assertEquals(0, Choices.index(who, null, List.of()));
		assertEquals(-1, Choices.index(List.of(), null, sessions));
	}

	@Test
	void foldersAreSuggestedOnceTheHomeFolderNever() {
		List<String> folders = Choices.folders(List.of(Path.of("/p"), HOME), "/last", List.of(session("s", "a", "/old", 1), session("t", "a", "/p", 2)), HOME);
		assertEquals(List.of("/p", "/last", "/old", "/home/ada/umbra-scratch"), folders);
		assertEquals(List.of("/home/ada/umbra-scratch"), Choices.folders(List.of(), null, List.of(), HOME));
	}

	@Test
	void aPathIsReadAsAPersonWritesIt() {
		assertEquals(HOME.resolve("x"), Choices.path(" ~/x ", HOME));
		assertEquals(HOME, Choices.path("~", HOME));
		assertEquals(Path.of("/b"), Choices.path("/a/../b", HOME));
		assertNull(Choices.path("here", HOME));
		assertNull(Choices.path(" ", HOME));
		assertNull(Choices.path("/a\0b", HOME));
	}

	@Test
	void aNewAgentGetsANameThatNoneHas() {
		assertEquals("Demo agent", Choices.freeName(DEMO, null));
		assertEquals("Demo agent 2", Choices.freeName(DEMO, agents(agent("a", "Demo agent", null))));
	}

	@Test
	void theNewestSessionsAreRecent() {
		List<SessionSummary> recent = Choices.recent(List.of(session("old", "a", "/", 1), session("new", "a", "/", 9)));
		assertEquals("new", recent.getFirst().id().value());
		assertFalse(recent.isEmpty());
	}
}
