package dev.umbra.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.umbra.core.CommandId;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.Team;

class SavingTest {
	private static final CommandId COMMAND = CommandId.random();

	@Test
	void onlyWhatThePersonChangedIsSent() {
		Document<Persona> document = Document.persona();
		document.seen(new Persona(new Slug("a-1"), "A", "Do", "run", null, null, "m", null, List.of("x"), null, List.of(), 2, null, "{}"));
		document.set("systemPrompt", "");
		document.set("namePool", "x\ny");
		document.set("parallelism", "");
		assertEquals(new Personas.Save(COMMAND, "a-1", "hash", null, "", null, null, null, null, null, List.of("x", "y"), null, null, 0, null),
				Saving.persona(document.draft(), COMMAND, "a-1", "hash"));
	}

	@Test
	void aCommandThatWasNotTypedHereIsNotConfirmedBySaving() {
		Document<Persona> document = Document.persona();
		document.seen(new Persona(new Slug("a-1"), "A", null, "rm -rf /", null, null, null, null, List.of(), null, List.of(), null, null, "{}"));
		document.set("displayName", "B");
		assertNull(Saving.persona(document.draft(), COMMAND, "a-1", null).acpCommand());
	}

	@Test
	void membersAreSentInTheirOrder() {
		Document<Team> document = Document.team();
		document.seen(new Team(new TeamId("t-1"), "T", null, "Do", List.of("a", "b"), "{}"));
		document.set("personas", List.of("b", "a"));
		assertEquals(new Teams.Save(COMMAND, "t-1", "hash", null, null, null, List.of("b", "a")), Saving.team(document.draft(), COMMAND, "t-1", "hash"));
	}

	@Test
	void anAgentThatPlaysAPersonaSendsNothingOfItsOwn() {
		Document<AgentDefinition> document = Document.agent();
		document.seen(new AgentDefinition("A", null));
		document.set("systemPrompt", "Be");
		document.set("respondToAllowlist", "n1\nn2");
		assertEquals(new Agents.Set(COMMAND, "id", Map.of("instructions", "Be", "respond-to-allowlist", "n1\nn2"), Map.of(), List.of(), null, "hash"),
				Saving.agent(document.draft(), COMMAND, "id", "hash"));
		document.set("persona", "a-1");
		assertEquals(Map.of("persona", "a-1", "respond-to-allowlist", "n1\nn2"), Saving.agent(document.draft(), COMMAND, "id", null).values());
	}
}
