package dev.umbra.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.catalog.CatalogCheck;
import dev.umbra.core.catalog.FieldProblem;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.Team;

class DocumentTest {
	private static final Slug SLUG = new Slug("reviewer-abc123");
	private static final Persona WHOLE = new Persona(SLUG, "Reviewer", "Read.\nSay.", "goose acp", "https://example.com/a.png", "goose", "claude", "anthropic",
			List.of("Ada", "Grace"), "owner-only", List.of("npub1", "npub2"), 3, "Reviews", "{\"x\":1}");

	private static Document<Persona> of(Persona persona) {
		Document<Persona> document = Document.persona();
		document.seen(persona);
		return document;
	}

	/** As a person types it, behind what is there. */
	private static void type(Document<?> document, String field, String words) {
		words.chars().forEach(letter -> document.edited().eSet(document.field(field), document.text(field) + (char) letter));
	}

	@Test
	void recordGoesInAndComesOutTheSame() {
		assertEquals(WHOLE, of(WHOLE).toRecord());
		Persona small = Persona.named(SLUG, "Small");
		assertEquals(small, of(small).toRecord());
		Team team = new Team(new TeamId("team-1"), "Team", "About", "Do", List.of("b", "a", "b"), "{\"y\":2}");
		Document<Team> teams = Document.team();
		teams.seen(team);
		assertEquals(team, teams.toRecord());
		AgentDefinition agent = new AgentDefinition("Agent", null, "Be", "m", "p", "hash", 2, "anyone", List.of("n"), "{}");
		Document<AgentDefinition> agents = Document.agent();
		agents.seen(agent);
		assertEquals(agent, agents.toRecord());
	}

	@Test
	void whatIsReadIsCleanAndCannotBeUndone() {
		Document<Persona> document = of(WHOLE);
		assertFalse(document.isDirty());
		assertFalse(document.canUndo());
		assertEquals(Optional.empty(), document.undo());
	}

	@Test
	void aWordIsOneStepAndUndoneWhereItStands() {
		Document<Persona> document = of(WHOLE);
		type(document, "model", " opus four");
		assertEquals("claude opus four", document.text("model"));
		assertEquals(Optional.of(new Place("model", "claude opus ".length())), document.undo());
		assertEquals("claude opus ", document.text("model"));
		document.undo();
		assertEquals(Optional.of(new Place("model", "claude ".length())), document.undo());
		document.undo();
		assertEquals("claude", document.text("model"));
		assertFalse(document.isDirty());
		assertFalse(document.canUndo());
		assertEquals(Optional.of(new Place("model", "claude ".length())), document.redo());
		while (document.canRedo()) {
			document.redo();
		}
		assertEquals("claude opus four", document.text("model"));
	}

	@Test
	void stepsOfOtherFieldsAreTheirOwn() {
		Document<Persona> document = of(WHOLE);
		type(document, "model", "X");
		type(document, "provider", "Y");
		type(document, "model", "Z");
		document.undo();
		assertEquals("claudeX", document.text("model"));
		assertEquals("anthropicY", document.text("provider"));
		document.undo();
		assertEquals("anthropic", document.text("provider"));
		assertEquals("claudeX", document.text("model"));
	}

	@Test
	void aFieldThatWasLeftBeginsAStep() {
		Document<Persona> document = of(WHOLE);
		type(document, "model", "X");
		document.seal();
		type(document, "model", "Y");
		document.undo();
		assertEquals("claudeX", document.text("model"));
	}

	@Test
	void aNewChangeAfterAnUndoEndsWhatCouldBeRedone() {
		Document<Persona> document = of(WHOLE);
		type(document, "model", "X");
		document.undo();
		type(document, "model", "Y");
		assertFalse(document.canRedo());
		document.undo();
		assertEquals("claude", document.text("model"));
	}

	@Test
	void typingBackToWhatIsSavedIsClean() {
		Document<Persona> document = of(WHOLE);
		type(document, "model", "X");
		assertTrue(document.isDirty());
		document.edited().eSet(document.field("model"), "claude");
		assertFalse(document.isDirty());
	}

	@Test
	void aListIsChangedInOneStep() {
		Document<Team> document = Document.team();
		document.seen(new Team(new TeamId("team-1"), "Team", null, null, List.of("a", "b", "c"), "{}"));
		document.set("personas", List.of("c", "a"));
		assertEquals(List.of("c", "a"), document.toRecord().personas());
		document.undo();
		assertEquals(List.of("a", "b", "c"), document.toRecord().personas());
		assertFalse(document.isDirty());
		document.redo();
		assertEquals(List.of("c", "a"), document.list("personas"));
	}

	@Test
	void longTextsKeepOnlyWhatChanged() {
		Document<Persona> document = of(Persona.named(SLUG, "Long"));
		document.set("systemPrompt", "x".repeat(60_000));
		IntStream.range(0, 2_000).forEach(i -> {
			document.seal();
			type(document, "systemPrompt", ".");
		});
		for (int i = 0; i < 2_000; i++) {
			document.undo();
		}
		assertEquals("x".repeat(60_000), document.text("systemPrompt"));
	}

	@Test
	void problemsAreThoseOfTheHost() {
		Document<Persona> document = of(WHOLE);
		document.set("description", "d".repeat(281));
		document.set("displayName", "Re\u202Everse");
		document.set("parallelism", "many");
		assertEquals(CatalogCheck.of(document.toRecord()), document.problems());
		assertEquals(List.of("displayName", "parallelism", "description"), document.problems().stream().map(FieldProblem::field).toList());
		document.set("parallelism", " 4 ");
		assertEquals(4, document.toRecord().parallelism());
	}

	@Test
	void anAgentWithoutANameHasWordsForIt() {
		Document<AgentDefinition> document = Document.agent();
		document.seen(new AgentDefinition("Agent", null));
		document.set("name", " ");
		assertEquals(List.of(new FieldProblem("name", CatalogCheck.nameProblem(""))), document.problems());
	}

	@Test
	void anAgentWithAPersonaHasNothingOfItsOwn() {
		Document<AgentDefinition> document = Document.agent();
		document.seen(new AgentDefinition("Agent", null, "Be", "m", "p", null, null, null, List.of(), "{}"));
		document.set("persona", "reviewer-abc123");
		assertEquals(new AgentDefinition("Agent", "reviewer-abc123"), document.toRecord());
		document.saved(document.draft());
		assertFalse(document.isDirty());
		assertEquals("", document.text("systemPrompt"));
	}

	@Test
	void whatChangesElsewhereAppearsWhereNothingIsUnsaved() {
		Document<Persona> document = of(Persona.named(SLUG, "Before"));
		document.seen(Persona.named(SLUG, "After"));
		assertEquals("After", document.text("displayName"));
		assertFalse(document.isDirty());
		assertFalse(document.isConflict());
		document.undo();
		assertEquals("Before", document.text("displayName"), "what was replaced can be had back");
		assertTrue(document.isDirty());
	}

	@Test
	void unsavedTextStandsAndThePersonDecides() {
		Document<Persona> document = of(WHOLE);
		document.set("displayName", "Mine");
		document.seen(named("Theirs", "gpt"));
		assertTrue(document.isConflict());
		assertEquals("Mine", document.text("displayName"));
		assertEquals("claude", document.text("model"));
		assertEquals(List.of(new Difference("displayName", "Mine", "Theirs"), new Difference("model", "claude", "gpt")), document.differences());
	}

	private static Persona named(String name, String model) {
		return new Persona(SLUG, name, WHOLE.systemPrompt(), WHOLE.acpCommand(), WHOLE.avatarUrl(), WHOLE.runtime(), model, WHOLE.provider(), WHOLE.namePool(),
				WHOLE.respondTo(), WHOLE.respondToAllowlist(), WHOLE.parallelism(), WHOLE.description(), WHOLE.unknown());
	}

	@Test
	void keepingMineKeepsWhatIChangedOnly() {
		Document<Persona> document = of(WHOLE);
		document.set("displayName", "Mine");
		document.seen(named("Theirs", "gpt"));
		document.keepMine();
		assertFalse(document.isConflict());
		assertTrue(document.isDirty());
		assertEquals(named("Mine", "gpt"), document.toRecord());
		assertTrue(document.draft().isChanged("displayName"));
		assertFalse(document.draft().isChanged("model"), "nothing of theirs is written over");
	}

	@Test
	void takingTheirsCanBeUndone() {
		Document<Persona> document = of(WHOLE);
		document.set("displayName", "Mine");
		document.seen(named("Theirs", "gpt"));
		document.takeTheirs();
		assertFalse(document.isDirty());
		assertEquals(named("Theirs", "gpt"), document.toRecord());
		document.undo();
		assertEquals("Mine", document.text("displayName"));
		assertTrue(document.isDirty());
	}

	@Test
	void theSameChangeElsewhereIsNoConflict() {
		Document<Persona> document = of(WHOLE);
		document.set("model", "gpt");
		document.seen(named("Reviewer", "gpt"));
		assertFalse(document.isConflict());
		assertFalse(document.isDirty());
	}

	@Test
	void aConflictIsOverWhenTheOtherChangeIsTakenBack() {
		Document<Persona> document = of(WHOLE);
		document.set("displayName", "Mine");
		document.seen(named("Theirs", "claude"));
		document.seen(WHOLE);
		assertFalse(document.isConflict());
		assertEquals("Mine", document.text("displayName"));
	}

	@Test
	void whatIsTypedWhileItIsSavedIsNotSaved() {
		Document<Persona> document = of(WHOLE);
		document.set("model", "gpt");
		Draft sent = document.draft();
		type(document, "model", "-5");
		document.saved(sent);
		assertTrue(document.isDirty());
		assertEquals("gpt-5", document.text("model"));
		document.undo();
		assertFalse(document.isDirty());
	}

	@Test
	void savingWritesWhatTheHostMakesOfIt() {
		Document<Persona> document = of(WHOLE);
		document.set("displayName", "  Name  ");
		document.set("namePool", " Ada \n\n Ken ");
		document.saved(document.draft());
		assertFalse(document.isDirty());
		assertEquals("Name", document.text("displayName"));
		assertEquals("Ada\nKen", document.text("namePool"));
	}

	@Test
	void whatAnotherWindowLeftGoesOnAndMeetsWhatChanged() {
		Document<Persona> before = of(WHOLE);
		before.set("displayName", "Mine");
		Document<Persona> unchanged = Document.persona();
		unchanged.resume(before.draft());
		unchanged.seen(WHOLE);
		assertFalse(unchanged.isConflict());
		assertTrue(unchanged.isDirty());
		assertEquals("Mine", unchanged.text("displayName"));
		Document<Persona> changed = Document.persona();
		changed.resume(before.draft());
		changed.seen(named("Theirs", "gpt"));
		assertTrue(changed.isConflict());
		Document<Team> other = Document.team();
		assertThrows(IllegalArgumentException.class, () -> other.resume(before.draft()));
	}

	@Test
	void revertingBringsBackWhatIsSavedAndCanBeUndone() {
		Document<Persona> document = of(WHOLE);
		document.set("displayName", "Mine");
		document.revert();
		assertFalse(document.isDirty());
		document.undo();
		assertEquals("Mine", document.text("displayName"));
	}

	@Test
	void listenersHearEveryChangeOnceItIsThere() {
		Document<Persona> document = of(WHOLE);
		String[] heard = { "" };
		document.onChange(() -> heard[0] = document.text("model"));
		type(document, "model", "X");
		assertEquals("claudeX", heard[0]);
		document.undo();
		assertEquals("claude", heard[0]);
	}

	@Test
	void aFieldThatIsNotThereIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> Document.team().field("model"));
		assertThrows(IllegalArgumentException.class, () -> new Draft(Map.of("a", ""), Map.of()));
		assertNull(Document.persona().base());
	}
}
