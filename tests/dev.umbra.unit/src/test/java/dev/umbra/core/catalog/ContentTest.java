package dev.umbra.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;
import dev.umbra.core.agent.AgentDefinition;

class ContentTest {
	private static final PublicKey OWNER = new PublicKey("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
	private static final Slug SLUG = new Slug("test-agent");
	private static final Coordinate AT = Coordinate.of(OWNER, SLUG);
	private static final String FIRST = "{\"display_name\":\"Test Agent\",\"system_prompt\":\"You are a test assistant.\","
			+ "\"avatar_url\":\"https://example.com/avatar.png\",\"runtime\":\"goose\",\"model\":\"claude-opus-4\",\"provider\":\"anthropic\","
			+ "\"name_pool\":[\"Alpha\",\"Beta\"]}";

	@Test
	void theHashesAreThoseOfTheVectors() {
		assertEquals("e3ff4a614faff90eb22dfd51b8c2eb7838ef43eda23766a3a01a0018a8370537", hash(FIRST));
		assertEquals("2b3fdcd175b35001034c15056e4bb427e8e6fd7289efe658c750acef77004c40", hash("{\"display_name\":\"Minimal\"}"));
		String third = FIRST.replace("a test", "an updated test").replace("\"Beta\"]", "\"Beta\",\"Gamma\"]");
		assertEquals("2235bf8b1146ccf9b859070b773d8836d916435aa93f9cce0f5fe33a41dbc6fa", hash(third));
	}

	private static String hash(String content) {
		return PersonaContent.hash(PersonaContent.read(SLUG, content));
	}

	@Test
	void aForeignOrderIsTakenAndOursIsCanonical() {
		String foreign = "{ \"name_pool\":[\"Alpha\",\"Beta\"], \"new_thing\":{\"a\":[1,2.50,null]}, \"model\":\"claude-opus-4\","
				+ "\"display_name\":\"T\\u00e9st\\u0001\\/\" }";
		assertEquals("{\"display_name\":\"Tést\\u0001/\",\"model\":\"claude-opus-4\",\"name_pool\":[\"Alpha\",\"Beta\"],"
				+ "\"new_thing\":{\"a\":[1,2.50,null]}}", Incoming.canonical(RecordKind.PERSONA, foreign));
	}

	@Test
	void theHashMovesNeitherWithTheDescriptionNorWithWhatWeDoNotKnow() {
		String more = FIRST.replace("]}", "],\"description\":\"A tester\",\"later\":1}");
		assertEquals(hash(FIRST), hash(more));
		assertFalse(hash(FIRST).equals(hash(FIRST.replace("goose", "demo"))));
	}

	@Test
	void unknownMembersSurviveAnEditAndComeAfterOurs() {
		Persona persona = PersonaContent.read(SLUG, "{\"zeta\":true,\"display_name\":\"A\",\"alpha\":\"x\"}");
		assertEquals("{\"display_name\":\"A\",\"zeta\":true,\"alpha\":\"x\"}", PersonaContent.of(persona, null));
	}

	@Test
	void whatIsClearedIsSaidOnceItWasThere() {
		Persona cleared = Persona.named(SLUG, "Test Agent");
		String content = PersonaContent.of(cleared, FIRST);
		assertTrue(content.startsWith("{\"display_name\":\"Test Agent\",\"system_prompt\":null,"), content);
		assertEquals(content, PersonaContent.of(cleared, content), "and stays said");
		assertEquals("{\"display_name\":\"Test Agent\"}", PersonaContent.of(cleared, null));
		assertEquals(cleared, PersonaContent.read(SLUG, Incoming.merged(AT, FIRST, content)), "another device clears it too");
	}

	@Test
	void absentIsNotCleared() {
		String merged = Incoming.merged(AT, FIRST, "{\"display_name\":\"New\",\"provider\":null}");
		Persona persona = PersonaContent.read(SLUG, merged);
		assertEquals("New", persona.displayName());
		assertEquals("claude-opus-4", persona.model());
		assertEquals(null, persona.provider());
		assertEquals(List.of("Alpha", "Beta"), persona.namePool());
	}

	@Test
	void aTeamAlwaysSaysItsInstructionsAndMembers() {
		TeamId id = new TeamId("t1");
		String content = TeamContent.of(new Team(id, "Crew", null, null, List.of(), "{}"), null);
		assertEquals("{\"name\":\"Crew\",\"instructions\":null,\"persona_ids\":[]}", content);
		Coordinate at = Coordinate.of(OWNER, id);
		String full = TeamContent.of(new Team(id, "Crew", "d", "Be kind", List.of("a-1"), "{}"), content);
		assertEquals("{\"name\":\"Crew\",\"description\":\"d\",\"instructions\":\"Be kind\",\"persona_ids\":[\"a-1\"]}", full);
		assertEquals(full, Incoming.merged(at, full, "{\"name\":\"Crew\"}"), "absent keeps");
		assertEquals("{\"name\":\"Crew\",\"description\":\"d\",\"instructions\":null,\"persona_ids\":[]}",
				Incoming.merged(at, full, content), "null clears, [] empties");
	}

	@Test
	void anAgentSaysItsOwnModelOnlyWithoutAPersona() {
		AgentDefinition own = new AgentDefinition("Rita", null, "Be brief.", "m", "p", "abc", 2, "anyone", List.of("x"), "{\"later\":1}");
		String alone = AgentContent.of(own, null);
		assertEquals("{\"name\":\"Rita\",\"parallelism\":2,\"respond_to\":\"anyone\",\"respond_to_allowlist\":[\"x\"],\"system_prompt\":\"Be brief.\","
				+ "\"model\":\"m\",\"provider\":\"p\",\"persona_source_version\":\"abc\",\"later\":1}", alone);
		assertEquals(own, AgentContent.read(alone));
		AgentDefinition playing = own.withPersona("a-1");
		String content = AgentContent.of(playing, alone);
		assertFalse(content.contains("system_prompt") || content.contains("model"), content);
		assertEquals(playing, AgentContent.read(content));
		assertFalse(AgentContent.read("{\"name\":\"x\",\"persona_id\":\"a-1\",\"model\":\"m\"}").model() != null);
	}

	@Test
	void contentsThatCannotBeRecordsAreRefusedInWords() {
		for (String bad : List.of("", "[]", "nothing", "{\"display_name\":1}", "{\"system_prompt\":\"x\"}", "{\"display_name\":\"a\",\"name_pool\":\"x\"}",
				"{\"display_name\":\"a\",\"name_pool\":[1]}", "{\"display_name\":\"a\",\"parallelism\":1.5}", "{\"display_name\":\"a\",\"parallelism\":0}",
				"{\"display_name\":\"a\",\"display_name\":\"b\"}", "{\"display_name\":\"a\u202eb\"}", "{\"display_name\":\"a\u200bb\"}",
				"{\"display_name\":\"a\",\"system_prompt\":\"x\u2066y\"}", "{\"display_name\":\"a\",\"description\":\"" + "d".repeat(281) + "\"}",
				"{\"display_name\":\"a\",\"acp_command\":\"rm\\nx\"}", "{\"display_name\":\"a\",\"x\":" + "[".repeat(300) + "]".repeat(300) + "}",
				"{\"display_name\":\"a\",\"x\":\"" + "é".repeat(33_000) + "\"}")) {
			IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Incoming.merged(AT, null, bad), bad);
			assertFalse(String.valueOf(refused.getMessage()).isBlank());
		}
		assertThrows(IllegalArgumentException.class, () -> Incoming.merged(new Coordinate(OWNER, RecordKind.PERSONA, "No Slug"), null, FIRST));
		assertThrows(IllegalArgumentException.class, () -> Incoming.merged(new Coordinate(OWNER, RecordKind.AGENT, "no key"), null, "{\"name\":\"a\"}"));
	}

	@Test
	void promptsMayHaveJoinersAndManyLines() {
		assertEquals(List.of(), CatalogCheck.of(PersonaContent.read(SLUG, "{\"display_name\":\"a\",\"system_prompt\":\"\u200d\u200c👩‍💻\\n\\tx\"}")));
		assertEquals(List.of("displayName"), CatalogCheck.of(Persona.named(SLUG, "a\u200db")).stream().map(FieldProblem::field).toList());
	}

	@Test
	void slugsAreMadeOfNamesAndTakenAsTheyAreFromOthers() {
		assertEquals("code-reviewer-abc123", Slug.of("  Code  Reviewer! ", "abc123").value().replace("--", "-"));
		assertEquals("uber-abc123", Slug.of("Über", "abc123").value());
		assertTrue(Slug.of("日本", "abc123").value().matches("a-?-abc123"), Slug.of("日本", "abc123").value());
		assertTrue(Slug.isOne(Slug.of("_x".repeat(200), "abc123").value()));
		assertFalse(Slug.of("Reviewer").equals(Slug.of("Reviewer")), "two devices that are offline do not overwrite each other");
		assertThrows(IllegalArgumentException.class, () -> new Slug("-a"));
		assertThrows(IllegalArgumentException.class, () -> new Slug("a".repeat(65)));
	}
}
