package dev.umbra.ui.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.client.snapshot.CatalogSnapshot;
import dev.umbra.core.AgentId;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Directory.Elsewhere;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.BuiltInPersonas;
import dev.umbra.core.catalog.DirectoryEntry;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.Team;
import dev.umbra.testkit.Sample;
import dev.umbra.ui.internal.agents.Row.OfSection;
import dev.umbra.ui.internal.agents.Row.Section;

class SectionsTest {
	private static final Instant NOW = Sample.NOON.plus(Duration.ofMinutes(2));
	private static final PublicKey KEY = new PublicKey("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
	private List<Agents.One> agents = List.of();
	private CatalogSnapshot catalog = catalog(List.of(), List.of(), List.of(), List.of());

	private static CatalogSnapshot catalog(List<Personas.One> own, List<Teams.One> teams, List<Elsewhere> elsewhere, List<DirectoryEntry> announced) {
		List<Personas.One> builtIn = BuiltInPersonas.ALL.stream()
				.map(each -> new Personas.One(each, "", true, true, false, false, false, true, null, null, 0)).toList();
		return new CatalogSnapshot(java.util.stream.Stream.concat(own.stream(), builtIn.stream()).toList(), teams, elsewhere, announced);
	}

	private static Agents.One agent(String name, @Nullable String persona, AgentState state) {
		DeviceLayer device = new DeviceLayer("/bin/" + name, List.of(), Map.of(), DeviceLayer.EnvMode.LOGIN, null, null, false, false, null, null, null);
		return new Agents.One(new AgentRecord(new AgentId(name), new AgentDefinition(name, persona), device, List.of(), false, Sample.NOON, Sample.NOON), state,
				Sample.NOON, null, null, null, 0);
	}

	private static Personas.One persona(String name, String slug) {
		return new Personas.One(Persona.named(new Slug(slug), name), "", false, true, false, false, false, true, null, Sample.NOON, 0);
	}

	private static Teams.One team(String name, List<String> members, List<String> missing) {
		return new Teams.One(new Team(new TeamId(name), name, null, null, members, "{}"), "", missing, false, Sample.NOON);
	}

	private static DirectoryEntry announced(String name) {
		return new DirectoryEntry(KEY, "wss://relay.example", "", 0, name, "helper", List.of(), List.of(), List.of(), "online", null);
	}

	private List<OfSection> sections(Sections.Choice choice) {
		CatalogSections defined = CatalogSections.of(catalog, choice, null);
		AgentRows rows = new AgentRows(NOW, Map.of(), defined.names());
		return new Sections(NOW, rows, choice).of(rows.of(agents, List.of(), choice.words()), defined);
	}

	private static List<Section> kinds(List<OfSection> sections) {
		return sections.stream().map(OfSection::section).toList();
	}

	private static List<String> titles(Row row) {
		return row.below().stream().map(Row::title).toList();
	}

	@Test
	void emptySectionsSayWhatToDoAndOtherAgentsAreNotThere() {
		List<OfSection> shown = sections(Sections.Choice.ALL);
		assertEquals(List.of(Section.MINE, Section.TEAMS, Section.PERSONAS), kinds(shown));
		assertEquals("None yet. Insert adds one.", shown.get(0).line());
		assertTrue(shown.get(1).line().startsWith("None yet."), shown.get(1)::line);
		assertEquals("Duplicate one to make it yours", shown.get(2).line());
		assertEquals(List.of("Builder", "Explainer", "Reviewer"), titles(shown.get(2)));
	}

	@Test
	void withoutPersonasAgentsAreNotGrouped() {
		agents = List.of(agent("zebra", null, AgentState.WORKING), agent("alpha", null, AgentState.READY));
		OfSection mine = sections(Sections.Choice.ALL).getFirst();
		assertEquals(List.of("zebra", "alpha"), titles(mine));
		assertEquals("2 agents · 1 at work", mine.line());
	}

	@Test
	void agentsAreGroupedByPersonaThoseAtWorkFirstThenByName() {
		agents = List.of(agent("idle", "umbra-builder", AgentState.READY), agent("free", null, AgentState.WORKING),
				agent("busy", "umbra-reviewer", AgentState.WORKING), agent("calm", "umbra-reviewer", AgentState.STOPPED));
		OfSection mine = sections(Sections.Choice.ALL).getFirst();
		assertEquals(List.of("Reviewer", "Builder", "Without a persona"), titles(mine));
		assertEquals(List.of("busy", "calm"), titles(mine.below().getFirst()));
		assertEquals(Row.Tone.BUSY, mine.below().getFirst().tone());
		assertEquals("2 agents", mine.below().getFirst().line());
	}

	@Test
	void agentsOnOtherDevicesStandWithTheirPersonaAndSayThatTheyAreNotHere() {
		agents = List.of(agent("here", "umbra-builder", AgentState.READY));
		catalog = catalog(List.of(), List.of(), List.of(new Elsewhere(KEY, "there", "umbra-builder", null, Sample.NOON)), List.of());
		OfSection mine = sections(Sections.Choice.ALL).getFirst();
		assertEquals("1 agent · 1 on another device", mine.line());
		Row.OfElsewhere there = assertInstanceOf(Row.OfElsewhere.class, mine.below().getFirst().below().get(1));
		assertEquals("there (Builder), on another device\nChanged 2 min ago", there.spoken());
		for (Command command : List.of(Command.START, Command.NEW_SESSION, Command.EDIT)) {
			assertFalse(Command.menu(there).stream().anyMatch(group -> group.contains(command)), command::name);
		}
	}

	@Test
	void aTeamThatMissesAMemberSaysWhichAndWhatToDo() {
		catalog = catalog(List.of(), List.of(team("whole", List.of("umbra-builder", "umbra-reviewer"), List.of()), team("broken", List.of("gone"), List.of("gone"))),
				List.of(), List.of());
		Row teams = sections(Sections.Choice.ALL).get(1);
		assertEquals(List.of("broken", "whole"), titles(teams));
		assertEquals("Cannot start: there is no persona gone. Choose Repair.", teams.below().get(0).line());
		assertEquals("Builder, Reviewer", teams.below().get(1).line());
		assertFalse(Command.DEPLOY.isOn(teams.below().get(0), null, true));
		assertFalse(Command.EXPORT.isOn(teams.below().get(0), null, true));
		assertTrue(Command.REPAIR.isOn(teams.below().get(0), null, true));
		assertTrue(Command.DEPLOY.isOn(teams.below().get(1), null, true));
	}

	@Test
	void wordsOfOthersCannotReorderOrBreakTheirRow() {
		catalog = catalog(List.of(), List.of(), List.of(), List.of(announced("evil\u202E\nname")));
		OfSection others = sections(Sections.Choice.ALL).getLast();
		assertEquals(Section.OTHERS, others.section());
		assertEquals(List.of("evil⟨U+202E⟩⟨U+000A⟩name"), titles(others));
		assertEquals("helper · online · wss://relay.example", others.below().getFirst().line());
	}

	@Test
	void aSearchLeavesOnlySectionsThatHaveIt() {
		agents = List.of(agent("alpha", null, AgentState.READY));
		catalog = catalog(List.of(persona("Alphabet", "alphabet-1")), List.of(team("Beta", List.of(), List.of())), List.of(), List.of());
		assertEquals(List.of(Section.MINE, Section.PERSONAS), kinds(sections(new Sections.Choice("alpha", StatusFilter.ALL, false))));
		assertEquals(List.of(Section.TEAMS), kinds(sections(new Sections.Choice("beta", StatusFilter.ALL, false))));
		assertEquals(List.of(), sections(new Sections.Choice("nowhere", StatusFilter.ALL, false)));
	}

	@Test
	void aStatusLeavesOnlyAgentsThatHaveIt() {
		agents = List.of(agent("works", null, AgentState.WORKING), agent("rests", null, AgentState.STOPPED), agent("broke", null, AgentState.BACKING_OFF));
		catalog = catalog(List.of(), List.of(), List.of(new Elsewhere(KEY, "there", null, null, Sample.NOON)), List.of());
		Map<StatusFilter, List<String>> expected = Map.of(StatusFilter.AT_WORK, List.of("works"), StatusFilter.STOPPED, List.of("rests"), StatusFilter.FAILED,
				List.of("broke"), StatusFilter.ELSEWHERE, List.of("there"));
		expected.forEach((status, names) -> {
			List<OfSection> shown = sections(new Sections.Choice("", status, false));
			assertEquals(List.of(Section.MINE), kinds(shown));
			assertEquals(names, titles(shown.getFirst()));
		});
		assertEquals(List.of(), sections(new Sections.Choice("", StatusFilter.WAITING, false)));
	}

	@Test
	void whatIsDefinedIsWorkedOutOncePerCatalogAndChoice() {
		CatalogSections first = CatalogSections.of(catalog, Sections.Choice.ALL, null);
		assertSame(first, CatalogSections.of(catalog, new Sections.Choice("", StatusFilter.ALL, false), first));
		assertNotSame(first, CatalogSections.of(catalog, new Sections.Choice("b", StatusFilter.ALL, false), first));
		assertNotSame(first, CatalogSections.of(catalog(List.of(), List.of(), List.of(), List.of()), Sections.Choice.ALL, first));
	}

	@Test
	void hiddenPersonasAreShownOnWish() {
		CatalogSnapshot all = catalog;
		catalog = new CatalogSnapshot(all.personas().stream().map(one -> new Personas.One(one.persona(), "", true, true, true, false, false, true, null, null, 0)).toList(),
				List.of(), List.of(), List.of());
		assertEquals(List.of(), titles(sections(Sections.Choice.ALL).get(2)));
		assertEquals(3, sections(new Sections.Choice("", StatusFilter.ALL, true)).get(2).below().size());
	}

	@Test
	void ofVeryManyTheFirstAreListedAndTheOthersCounted() {
		List<Personas.One> many = IntStream.range(0, 10_000).mapToObj(i -> persona("P" + i, "p-" + i)).toList();
		catalog = catalog(many, List.of(), List.of(), List.of());
		Row personas = sections(Sections.Choice.ALL).get(2);
		assertEquals(CatalogSections.MOST + 1, personas.below().size());
		assertEquals("9803 more", personas.below().getLast().title().replaceAll("\\D+(?=\\d)", ""));
	}

	@Test
	void whileTheCatalogIsNotKnownOnlyAgentsAreShownAndNoPersonaIsMissed() {
		agents = List.of(agent("a", "umbra-builder", AgentState.READY));
		AgentRows rows = new AgentRows(NOW, Map.of(), null);
		List<OfSection> shown = new Sections(NOW, rows, Sections.Choice.ALL).of(rows.of(agents, List.of(), null), null);
		assertEquals(List.of(Section.MINE), kinds(shown));
		assertTrue(Row.all(shown.getFirst()).noneMatch(row -> row instanceof Row.OfAgent agent && agent.isOrphan()));
	}

	@Test
	void onlyWhatSomebodyMadeMakesThePartWorthShowing() {
		assertTrue(Sections.isNew(List.of(), null));
		assertTrue(Sections.isNew(List.of(), catalog));
		assertFalse(Sections.isNew(List.of(), catalog(List.of(persona("Mine", "mine-1")), List.of(), List.of(), List.of())));
	}
}
