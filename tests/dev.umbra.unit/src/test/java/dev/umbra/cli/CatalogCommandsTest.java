package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.Team;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Methods;

class CatalogCommandsTest {
	private static final Slug RITA = new Slug("rita-abc123");
	private static final Identities.One ME = new Identities.One(new PublicKey("a".repeat(64)), "npub1me", "me", true, Sample.NOON, 2);
	@TempDir
	Path folder;
	private Typist typist;

	@BeforeEach
	void open() {
		typist = new Typist(folder);
		Persona rita = new Persona(RITA, "Rita\u202e", "Be kind.", "/bin/foreign --yes", null, "goose", "m", "p", List.of("Ann"), null, List.of(), 2, "d", "{}");
		typist.host.answer(Methods.PERSONAS_LIST, new Personas.Listing("epoch", 1, List.of(one(rita, false), one(Persona.named(new Slug("x-1"), "Gone"), true))))
				.answer(Methods.PERSONAS_GET, one(rita, false)).answer(Methods.PERSONAS_SAVE, new Personas.Saved(RITA, "hash"))
				.answer(Methods.PERSONAS_CONFIRM, new Done()).answer(Methods.TEAMS_SAVE, new Teams.Saved(new TeamId("team-0001"), "hash"))
				.answer(Methods.TEAMS_LIST, new Teams.Listing("epoch", 1, List.of(new Teams.One(new Team(new TeamId("team-0001"), "Crew", null, "Go", List.of(RITA.value()), "{}"),
						"hash", List.of(RITA.value()), true, Sample.NOON))))
				.answer(Methods.IDENTITIES_LIST, new Identities.Listing("epoch", 1, List.of(ME)))
				.answer(Methods.IDENTITIES_EXPORT, new Identities.Exported("npub1me", "nsec1secret")).answer(Methods.IDENTITIES_IMPORT, ME);
	}

	@AfterEach
	void close() {
		typist.close();
	}

	private static Personas.One one(Persona persona, boolean hidden) {
		return new Personas.One(persona, "hash", false, true, hidden, true, true, false, "the file x", Sample.NOON, 1);
	}

	@Test
	void personasAreListedForPeopleAndForPrograms() {
		JsonNode json = typist.ok("persona", "list", "--json").json();
		assertEquals(1, json.size(), "hidden ones are left out");
		assertEquals("{\"slug\":\"rita-abc123\",\"displayName\":\"Rita\u202e\",\"systemPrompt\":\"Be kind.\",\"acpCommand\":\"/bin/foreign --yes\",\"avatarUrl\":null,"
				+ "\"runtime\":\"goose\",\"model\":\"m\",\"provider\":\"p\",\"namePool\":[\"Ann\"],\"respondTo\":null,\"respondToAllowlist\":[],\"parallelism\":2,"
				+ "\"description\":\"d\",\"shared\":true,\"builtIn\":false,\"active\":true,\"hidden\":false,\"pending\":true,\"commandConfirmed\":false,"
				+ "\"source\":\"the file x\",\"updated\":\"2030-01-02T12:00:00Z\",\"agents\":1,\"hash\":\"hash\"}", json.path(0).toString());
		assertEquals(2, typist.ok("persona", "list", "--json", "--all").json().size());
		String text = typist.ok("persona", "list").out();
		assertFalse(text.contains("\u202e"), "foreign text cannot reorder the line");
		assertTrue(text.contains("shared, to be sent, command not confirmed"), text);
	}

	@Test
	void aFileIsReadWithEitherNamesAndWhatItDoesNotSayStays() throws Exception {
		Files.writeString(folder.resolve("p.json"), "{\"slug\":\"rita-abc123\",\"display_name\":\"R\",\"systemPrompt\":null,\"namePool\":[],\"parallelism\":3}");
		assertEquals("hash", typist.ok("persona", "save", folder.resolve("p.json").toString(), "--json").json().path("hash").asText());
		JsonNode asked = typist.host.asked(Methods.PERSONAS_SAVE).getLast();
		assertEquals("rita-abc123", asked.path("persona").asText());
		assertEquals("R", asked.path("displayName").asText());
		assertEquals("", asked.path("systemPrompt").asText("?"), "null clears");
		assertEquals(0, asked.path("namePool").size());
		assertEquals(3, asked.path("parallelism").asInt());
		assertFalse(asked.has("model"), "absent keeps");
		Files.writeString(folder.resolve("p.persona.md"), "---\ndisplay_name: From Markdown\n---\nPrompt\n");
		typist.ok("persona", "save", folder.resolve("p.persona.md").toString());
		assertEquals("Prompt", typist.host.asked(Methods.PERSONAS_SAVE).getLast().path("systemPrompt").asText());
		typist.fails(2, "persona", "save", folder.resolve("none.json").toString());
		Files.writeString(folder.resolve("t.json"), "{\"name\":\"Crew\",\"persona_ids\":[\"rita-abc123\"]}");
		typist.ok("team", "save", folder.resolve("t.json").toString());
		assertEquals("rita-abc123", typist.host.asked(Methods.TEAMS_SAVE).getLast().path("personas").path(0).asText());
	}

	@Test
	void aFileThatCannotBeOneIsRefusedInWords() throws Exception {
		Path binary = Files.write(folder.resolve("b.json"), new byte[] { (byte) 0xff, (byte) 0xfe, 0, 1 });
		for (String command : List.of("save", "import")) {
			assertTrue(typist.fails(2, "persona", command, binary.toString()).contains("no text in UTF-8"), typist.err());
			assertTrue(typist.fails(2, "team", command, folder.toString()).contains("is a folder"), typist.err());
		}
		assertTrue(typist.fails(2, "agent", "set", "x", "mcp=" + folder).contains("it is a folder"), typist.err());
	}

	@Test
	void aPrivateKeyThatIsTypedWhereAnotherThingIsWantedIsNotSaidBack() {
		String key = "nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5";
		for (String[] line : new String[][] { { "identity", "remove", key }, { "identity", "export", key }, { "identity", "show", key }, { "relay", key } }) {
			for (String form : List.of("--json", "")) {
				String[] typed = Stream.concat(Stream.of(line), Stream.of(form).filter(each -> !each.isEmpty())).toArray(String[]::new);
				assertNotEquals(0, typist.umbra(typed));
				assertFalse((typist.out() + typist.err()).contains(key), typist.err());
				assertTrue(typist.err().contains("a private key"), typist.err());
			}
		}
		typist.fails(3, "identity", "remove", "ncryptsec1qgg9947rlpvqu76pj5ecreduf9jxhselq2nae2kghhvd5g7dgjtcxfqtd67p9m0w57lspw8gsq6yphnm8623nsl8xn9j4jdzz84zm3frztj3z7s35vpzmqf6ksu8r89qk5z2zxfmu5gv8th8wclt0h4p");
		assertFalse(typist.err().contains("qgg9947"), typist.err());
	}

	@Test
	void aForeignCommandIsConfirmedByItsNameTypedOnATerminal() {
		assertTrue(typist.fails(5, "persona", "confirm", "Rita").contains("terminal"), typist.err());
		typist.person = true;
		typist.typed = "wrong\n";
		typist.fails(5, "persona", "confirm", "Rita");
		assertTrue(typist.host.asked(Methods.PERSONAS_CONFIRM).isEmpty());
		typist.typed = "Rita\u202e\n";
		assertTrue(typist.ok("persona", "confirm", "Rita").out().contains("/bin/foreign --yes"), typist.out());
		assertEquals("/bin/foreign --yes", typist.host.asked(Methods.PERSONAS_CONFIRM).getLast().path("acpCommand").asText());
	}

	@Test
	void teamsSayWhoIsMissing() {
		assertTrue(typist.ok("team", "list").out().contains("misses rita-abc123"), typist.out());
		assertEquals("{\"id\":\"team-0001\",\"name\":\"Crew\",\"description\":null,\"instructions\":\"Go\",\"personas\":[\"rita-abc123\"],\"missing\":[\"rita-abc123\"],"
				+ "\"pending\":true,\"updated\":\"2030-01-02T12:00:00Z\",\"hash\":\"hash\"}", typist.ok("team", "list", "--json").json().path(0).toString());
	}

	@Test
	void privateKeysComeFromStandardInputAndLeaveOnlyWithTheNameTyped() {
		JsonNode shown = typist.ok("identity", "show", "--json").json();
		assertEquals("npub1me", shown.path("npub").asText());
		assertEquals("a".repeat(64), shown.path("pubkey").asText());
		typist.fails(2, "identity", "import", "nsec1abc");
		typist.typed = "nsec1abc\n";
		typist.ok("identity", "import", "-", "--keep-records");
		JsonNode asked = typist.host.asked(Methods.IDENTITIES_IMPORT).getLast();
		assertEquals("nsec1abc", asked.path("key").asText());
		assertFalse(asked.path("moveRecords").asBoolean(true));
		assertFalse(typist.fails(5, "identity", "export").contains("nsec1"), typist.err());
		assertTrue(typist.host.asked(Methods.IDENTITIES_EXPORT).isEmpty());
		typist.person = true;
		typist.typed = "me\n";
		assertTrue(typist.ok("identity", "export").out().contains("nsec1secret"));
	}

	@Test
	void somebodyElsesPersonasAreListedAndOneOfThemIsCopiedAsItWasSeen() {
		PublicKey ann = new PublicKey("b".repeat(64));
		Persona theirs = new Persona(new Slug("writer-1"), "Writer\u202e", "Write.", "/bin/theirs", null, null, "m", null, List.of(), null, List.of(), null, "d",
				"{}");
		typist.host.answer(Methods.DIRECTORY_OTHERS, new Directory.Others(ann, "npub1ann",
				List.of(new Directory.Other(theirs, "seen", Sample.NOON, "wss://relay.example")), List.of("wss://two.example is not connected.")))
				.answer(Methods.DIRECTORY_COPY, new Personas.Saved(new Slug("writer-c0ffee"), "hash"));
		JsonNode json = typist.ok("persona", "others", "npub1ann", "--json").json();
		assertEquals("npub1ann", json.path("npub").asText());
		assertEquals("seen", json.path("personas").path(0).path("hash").asText());
		assertEquals("/bin/theirs", json.path("personas").path(0).path("acpCommand").asText());
		String text = typist.ok("persona", "others", "npub1ann").out();
		assertFalse(text.contains("\u202e"), "foreign text cannot reorder the line");
		assertTrue(text.contains("writer-1") && text.contains("wss://two.example is not connected."), text);
		assertTrue(typist.ok("persona", "add-copy", "npub1ann", "writer-1").out().contains("umbra persona confirm writer-c0ffee"), typist.out());
		JsonNode asked = typist.host.asked(Methods.DIRECTORY_COPY).getLast();
		assertEquals("npub1ann", asked.path("person").asText());
		assertEquals("writer-1", asked.path("persona").asText());
		assertEquals("seen", asked.path("hash").asText());
		typist.fails(3, "persona", "add-copy", "npub1ann", "nobody");
	}
}
