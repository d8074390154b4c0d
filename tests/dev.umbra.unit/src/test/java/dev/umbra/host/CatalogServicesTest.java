package dev.umbra.host;

import static dev.umbra.host.TestHost.failure;
import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Personas.TextFile;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.AgentContent;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.port.CatalogRecords.CatalogState;
import dev.umbra.core.port.CatalogRecords.Queued;
import dev.umbra.core.port.CatalogRecords.RelayRecord;
import dev.umbra.core.port.RelaySync;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;
import dev.umbra.testkit.Sample;

/** What a person does with personas, teams and identities. */
class CatalogServicesTest {
	private static final String RELAY = "wss://one.example";
	@TempDir
	Path home;
	private TestHost host;
	private PersonasService personas;
	private TeamsService teams;

	@BeforeEach
	void make() {
		host = new TestHost(home);
		personas = host.personas.personas();
		teams = host.personas.teams();
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private static Personas.Save save(@Nullable String persona, @Nullable String name, @Nullable String prompt, @Nullable List<String> pool,
			@Nullable String command) {
		return new Personas.Save(CommandId.random(), persona, null, name, prompt, command, null, null, null, null, pool, null, null, null, null);
	}

	private Slug persona(String name, String... pool) {
		return value(personas.save(save(null, name, "Be " + name + ".", List.of(pool), null))).slug();
	}

	private Personas.One one(Slug slug) {
		return value(personas.get(new Personas.Get(slug.value())));
	}

	private PublicKey me() {
		return value(host.personas.identities().list(new Nothing())).identities().stream().filter(Identities.One::current).findFirst().orElseThrow().pubkey();
	}

	private CatalogState state(Slug slug) {
		Coordinate at = Coordinate.of(me(), slug);
		return TestHost.done(host.catalog.states(List.of(at))).get(at);
	}

	private void relay() {
		TestHost.done(host.catalog.saveRelay(new RelayRecord(TestHost.done(host.personas.identities().needed()), RELAY, "private", Sample.NOON), null));
	}

	@Test
	void aPersonaIsMadeWithAnIdentityAndChangedWhereItIsSaid() {
		assertEquals(3, value(personas.list(new Nothing())).personas().size(), "the built-in ones");
		Slug rita = persona("Rita", "Ann", "Bob");
		assertTrue(rita.value().matches("rita-[0-9a-f]{6}"), rita.value());
		assertTrue(host.secrets.key(me()).toCompletableFuture().join().isPresent(), "its key is in secure storage");
		assertTrue(host.heard.of(HostEvent.class).stream().anyMatch(AgentsChanged.class::isInstance));
		value(personas.save(save(rita.value(), null, "", null, null)));
		assertNull(one(rita).persona().systemPrompt());
		assertEquals(List.of("Ann", "Bob"), one(rita).persona().namePool(), "null keeps");
		assertEquals("{\"display_name\":\"Rita\",\"system_prompt\":null,\"name_pool\":[\"Ann\",\"Bob\"]}", state(rita).record().content());
		assertEquals(one(rita), value(personas.get(new Personas.Get("Rita"))));
		assertEquals(Failure.Code.NOT_FOUND, failure(personas.get(new Personas.Get("nobody"))).code());
	}

	@Test
	void whatIsWrongIsSaidOfEachFieldAndNothingIsKept() {
		Failure wrong = failure(personas.save(save(null, "a\u202eb", "x\u2066", null, null)));
		assertEquals(Failure.Code.USAGE, wrong.code());
		assertTrue(wrong.message().contains("displayName:") && wrong.message().contains("systemPrompt:"), wrong.message());
		assertEquals(3, value(personas.list(new Nothing())).personas().size());
	}

	@Test
	void anEditOfSomethingElseThanWasSeenIsAConflict() {
		Slug rita = persona("Rita");
		String seen = one(rita).hash();
		value(personas.save(save(rita.value(), "Rita 2", null, null, null)));
		Personas.Save late = new Personas.Save(CommandId.random(), rita.value(), seen, "Rita 3", null, null, null, null, null, null, null, null, null, null, null);
		assertEquals(Failure.Code.BUSY, failure(personas.save(late)).code());
		assertEquals("Rita 2", one(rita).persona().displayName());
	}

	@Test
	void builtInPersonasAreReadOnlyAndCanBeHiddenAndCopied() {
		assertEquals(Failure.Code.REFUSED, failure(personas.save(save("Reviewer", "x", null, null, null))).code());
		assertEquals(Failure.Code.REFUSED, failure(personas.delete(new Personas.Delete(CommandId.random(), "Reviewer", false))).code());
		value(personas.mark(new Personas.Mark(CommandId.random(), "Reviewer", null, true)));
		assertTrue(value(personas.get(new Personas.Get("umbra-reviewer"))).hidden());
		Slug copy = value(personas.duplicate(new Personas.Duplicate(CommandId.random(), "umbra-reviewer", null))).slug();
		assertEquals("Reviewer (copy)", one(copy).persona().displayName());
		assertEquals("a copy of Reviewer", one(copy).source());
		assertFalse(one(copy).builtIn());
	}

	@Test
	void aDeletionWaitsForUndoAndIsInTheHistoryAfterwards() {
		relay();
		Slug rita = persona("Rita");
		Personas.Deleted deleted = value(personas.delete(new Personas.Delete(CommandId.random(), "Rita", true)));
		assertEquals(host.clock.instant().plusSeconds(10), deleted.undoUntil());
		Queued row = state(rita).outbox().get(RELAY);
		assertTrue(row.deletion());
		assertEquals(deleted.undoUntil(), row.notBefore());
		assertTrue(host.relays.kicks() > 0, "the relays are told to look");
		assertEquals(Failure.Code.NOT_FOUND, failure(personas.get(new Personas.Get(rita.value()))).code());
		host.clock.advance(Duration.ofSeconds(9));
		value(personas.undo(new Personas.Undo(CommandId.random(), rita.value())));
		assertEquals("Rita", one(rita).persona().displayName());
		assertFalse(state(rita).outbox().get(RELAY).deletion());
		value(personas.delete(new Personas.Delete(CommandId.random(), "Rita", true)));
		host.clock.advance(Duration.ofSeconds(10));
		Failure late = failure(personas.undo(new Personas.Undo(CommandId.random(), rita.value())));
		assertEquals(Failure.Code.REFUSED, late.code());
		List<Kept> kept = value(personas.history(new Personas.Get(rita.value()))).kept();
		assertTrue(String.valueOf(late.hint()).contains("restore " + rita + " " + kept.getFirst().nr()), late.hint());
		value(personas.restore(new Personas.Restore(CommandId.random(), rita.value(), kept.getFirst().nr())));
		assertEquals("Rita", one(rita).persona().displayName());
		assertTrue(state(rita).record().createdAt() > kept.getFirst().at().getEpochSecond(), "it is dated after the deletion");
	}

	@Test
	void theCommandLineDeletesWithoutDelay() {
		relay();
		Slug rita = persona("Rita");
		assertNull(value(personas.delete(new Personas.Delete(CommandId.random(), "Rita", false))).undoUntil());
		assertNull(state(rita).outbox().get(RELAY).notBefore());
	}

	@Test
	void whatWouldBeLeftIsSaidBeforeAndRepairedAfter() {
		Slug rita = persona("Rita");
		Slug max = persona("Max");
		agent("bot", rita);
		Teams.Saved crew = value(teams.save(new Teams.Save(CommandId.random(), null, null, "Crew", null, null, List.of("Rita", "Max"))));
		List<Personas.Dependant> left = value(personas.dependants(new Personas.Get("Rita"))).dependants();
		assertEquals(List.of("agent bot", "team Crew"), left.stream().map(each -> each.kind() + " " + each.name()).toList());
		assertEquals(Failure.Code.REFUSED, failure(personas.mark(new Personas.Mark(CommandId.random(), "Rita", false, null))).code());
		assertEquals(left, value(personas.delete(new Personas.Delete(CommandId.random(), "Rita", false))).dependants());
		assertEquals(List.of(rita.value()), value(teams.get(new Teams.Get("Crew"))).missing());
		assertTrue(failure(teams.export(new Personas.Export(List.of(), "json"))).message().contains(rita.value()));
		assertTrue(failure(teams.deploy(new Teams.Deploy(CommandId.random(), "Crew", "/tmp", null))).message().contains(rita.value()));
		DirectoryService directory = host.personas.directory();
		List<Directory.Orphan> orphans = value(directory.orphans(new Nothing())).orphans();
		assertEquals(List.of("agent", "team"), orphans.stream().map(Directory.Orphan::kind).toList());
		value(directory.repair(new Directory.Repair(CommandId.random(), "agent", orphans.getFirst().id(), rita.value(), "Max")));
		value(directory.repair(new Directory.Repair(CommandId.random(), "team", crew.id().value(), rita.value(), null)));
		assertEquals(List.of(), value(directory.orphans(new Nothing())).orphans());
		assertEquals(max.value(), host.lives.find("bot").record().definition().persona());
		assertEquals(List.of(max.value()), value(teams.get(new Teams.Get("Crew"))).team().personas());
	}

	private void agent(String name, Slug persona) {
		value(host.agents.add(new Agents.Add(CommandId.random(), name, null, "/bin/" + name, List.of(), Map.of(), null, false, false, Map.of(),
				persona.value())));
	}

	@Test
	void aCommandFromAFileRunsOnlyAfterAPersonConfirmedIt() {
		String file = "---\nslug: helper-1\ndisplay_name: Helper\nacp_command: /bin/evil \"two words\" -x\nenv: A=1\nlater: 7\n---\nHelp.\n";
		Personas.Import dry = new Personas.Import(CommandId.random(), List.of(new TextFile("helper.persona.md", file)), false);
		Personas.ImportLine line = value(personas.importing(dry)).lines().getFirst();
		assertEquals("new", line.action());
		assertEquals("/bin/evil \"two words\" -x", line.acpCommand());
		assertTrue(line.words().contains("env"), line.words());
		assertEquals(3, value(personas.list(new Nothing())).personas().size(), "a preview keeps nothing");
		value(personas.importing(new Personas.Import(CommandId.random(), dry.files(), true)));
		Slug helper = new Slug("helper-1");
		assertFalse(one(helper).commandConfirmed());
		Agents.Add add = new Agents.Add(CommandId.random(), "h", null, null, List.of(), Map.of(), null, false, false, Map.of(), "Helper");
		assertEquals(Failure.Code.REFUSED, failure(host.agents.add(add)).code());
		assertEquals(Failure.Code.REFUSED, failure(personas.confirm(new Personas.Confirm(CommandId.random(), "Helper", "/bin/other"))).code());
		value(personas.confirm(new Personas.Confirm(CommandId.random(), "Helper", "/bin/evil \"two words\" -x")));
		value(host.agents.add(add));
		AgentRecord made = host.lives.find("h").record();
		assertEquals("/bin/evil", made.device().command());
		assertEquals(List.of("two words", "-x"), made.device().args());
		value(personas.importing(new Personas.Import(CommandId.random(), List.of(new TextFile("helper.persona.md", file.replace("evil", "worse"))), true)));
		assertFalse(one(helper).commandConfirmed(), "a changed one asks again");
		assertEquals("/bin/evil", host.lives.find("h").record().device().command(), "and changes no agent");
	}

	@Test
	void filesThatArePassedOnComeBackAsTheyWere() {
		Slug rita = persona("Rita", "Ann");
		value(personas.save(new Personas.Save(CommandId.random(), rita.value(), null, null, "Line\n\nof: prompt", null, null, "goose", "m:1", null, null, null,
				null, 3, "A \"quoted\" one")));
		for (String form : List.of("md", "json")) {
			TextFile file = value(personas.export(new Personas.Export(List.of("Rita"), form))).files().getFirst();
			Personas.ImportLine line = value(personas.importing(new Personas.Import(CommandId.random(), List.of(file), false))).lines().getFirst();
			assertEquals("same", line.action(), file.text() + line);
		}
		value(teams.save(new Teams.Save(CommandId.random(), null, null, "Crew", null, "Be kind", List.of("Rita", "umbra-reviewer"))));
		TextFile team = value(teams.export(new Personas.Export(List.of("Crew"), "json"))).files().getFirst();
		List<Personas.ImportLine> lines = value(personas.importing(new Personas.Import(CommandId.random(), List.of(team), false))).lines();
		assertEquals(List.of("same", "new", "same"), lines.stream().map(Personas.ImportLine::action).toList(), lines.toString());
		TextFile bad = new TextFile("x.persona.json", "{\"display_name\":1}");
		assertEquals("refused", value(personas.importing(new Personas.Import(CommandId.random(), List.of(bad), true))).lines().getFirst().action());
		TextFile big = new TextFile("x.persona.md", "x".repeat(5 * 1024 * 1024 + 1));
		assertEquals(Failure.Code.USAGE, failure(personas.importing(new Personas.Import(CommandId.random(), List.of(big), false))).code());
	}

	@Test
	void aTeamIsDeployedWithNamesFromThePoolsThenNumbers() {
		Slug rita = persona("Rita", "Ann");
		agent("bot", rita);
		value(teams.save(new Teams.Save(CommandId.random(), null, null, "Crew", null, null, List.of("Rita"))));
		Teams.Deploy once = new Teams.Deploy(CommandId.random(), "Crew", home.toString(), null);
		Teams.Member first = value(teams.deploy(once)).members().getFirst();
		assertEquals("Ann", first.title());
		assertNotNull(first.session());
		assertEquals("Rita 1", value(teams.deploy(new Teams.Deploy(CommandId.random(), "Crew", home.toString(), null))).members().getFirst().title());
		Slug max = persona("Max");
		value(teams.save(new Teams.Save(CommandId.random(), "Crew", null, null, null, null, List.of(rita.value(), max.value()))));
		Failure none = failure(teams.deploy(new Teams.Deploy(CommandId.random(), "Crew", home.toString(), null)));
		assertEquals(Failure.Code.REFUSED, none.code());
		assertTrue(none.message().contains("Max"), none.message());
	}

	@Test
	void anAgentIsToldWhoItIsWithTheFirstPromptAndDriftIsSeen() throws Exception {
		Slug rita = persona("Rita");
		agent("demo", rita);
		host.prompt(host.session(), "go");
		FakeProcess process = host.runtime.nextStart().up();
		assertEquals("Be Rita.", process.launch().role().instructions());
		assertFalse(value(host.agents.get(new Agents.Get("demo"))).restartToApply());
		value(personas.save(save(rita.value(), null, "Be someone else.", null, null)));
		assertTrue(value(host.agents.get(new Agents.Get("demo"))).restartToApply());
	}

	@Test
	void theFirstIdentityTakesTheAgentsOfThisDevice() {
		host.withAgent();
		PublicKey me = TestHost.done(host.personas.identities().needed());
		AgentRecord demo = host.lives.find("demo").record();
		assertEquals(me, demo.owner());
		assertTrue(host.secrets.key(demo.key()).toCompletableFuture().join().isPresent());
		assertEquals(me, TestHost.done(host.personas.identities().needed()), "one is enough");
	}

	@Test
	void anImportedIdentityAsksWhetherRecordsMove() {
		IdentitiesService identities = host.personas.identities();
		Slug rita = persona("Rita");
		String one = "0000000000000000000000000000000000000000000000000000000000000001";
		Identities.Import unsaid = new Identities.Import(CommandId.random(), one, null, "Other", null);
		assertEquals(Failure.Code.REFUSED, failure(identities.importing(unsaid)).code());
		Identities.One imported = value(identities.importing(new Identities.Import(CommandId.random(), one, null, "Other", true)));
		assertEquals("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", imported.pubkey().value());
		assertEquals("Rita", one(rita).persona().displayName(), "moved along");
		value(identities.use(new Identities.Use(CommandId.random(), "me")));
		assertEquals(Failure.Code.NOT_FOUND, failure(personas.get(new Personas.Get(rita.value()))).code());
		assertEquals(Failure.Code.REFUSED, failure(identities.export(new Identities.Export("Other", null, null))).code());
		String nsec = value(identities.export(new Identities.Export("Other", null, "Other"))).key();
		assertTrue(nsec.startsWith("nsec1"), "an nsec");
		assertEquals(Failure.Code.USAGE, failure(identities.importing(new Identities.Import(CommandId.random(), nsec, null, null, false))).code(), "there already");
		assertEquals(Failure.Code.REFUSED, failure(identities.remove(new Identities.Remove(CommandId.random(), "Other", "me"))).code());
		value(identities.remove(new Identities.Remove(CommandId.random(), "Other", "Other")));
		assertTrue(host.secrets.key(imported.pubkey()).toCompletableFuture().join().isEmpty());
	}

	@Test
	void noSecretAndNothingOfTheDeviceIsInAContentOrAnEvent() {
		relay();
		Slug rita = persona("Rita");
		value(host.agents.add(new Agents.Add(CommandId.random(), "bot", null, "/leak/program", List.of("leak-arg"), Map.of("LEAK_ENV", "leak-value"),
				home.toString(), true, false, Map.of("LEAK_SECRET", "leak-secret"), rita.value())));
		value(host.agents.set(new Agents.Set(CommandId.random(), "bot", Map.of("model", "leak-model", "mode", "leak-mode", "effort", "leak-effort", "mcp",
				"[{\"type\":\"stdio\",\"name\":\"leak-mcp\",\"command\":\"/leak/mcp\"}]"), Map.of(), List.of(), null)));
		AgentRecord bot = host.lives.find("bot").record();
		String key = host.secrets.key(me()).toCompletableFuture().join().orElseThrow();
		String agentKey = host.secrets.key(bot.key()).toCompletableFuture().join().orElseThrow();
		String told = AgentContent.of(bot.definition(), null) + TestHost.done(host.catalog.records(me())).stream().map(CatalogRecord::content).toList()
				+ host.heard.of(HostEvent.class) + value(personas.list(new Nothing())) + value(host.personas.identities().list(new Nothing()));
		for (String secret : List.of("leak", key, agentKey, home.toString())) {
			assertFalse(told.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT)), "found: " + secret);
		}
		assertTrue(told.contains("bot") && told.contains("Rita"), "it is looked at what there is");
	}

	@Test
	void somebodyElsesPersonaIsLookedAtAndCopiedAsItWasSeen() {
		PublicKey ann = new PublicKey("cd".repeat(32));
		String npub = new dev.umbra.nostr.PublicKey(ann.value()).npub();
		DirectoryService directory = host.personas.directory();
		assertEquals(Failure.Code.REFUSED, failure(directory.others(new Directory.OthersOf(npub))).code(), "no relay");
		relay();
		Persona writer = new Persona(new Slug("writer-1"), "Writer", "Write.", "run-me", null, null, null, null, List.of(), null, List.of(), null, null,
				"{\"later\":1}");
		host.relays.shares(ann, new RelaySync.Shared(List.of(new RelaySync.SharedPersona(new RelayAddress(RELAY), writer, "{}", Sample.NOON)), List.of("A word.")));
		Directory.Others others = value(directory.others(new Directory.OthersOf(npub)));
		assertEquals(npub, others.npub());
		assertEquals(List.of("A word."), others.words());
		assertEquals(writer, others.personas().getFirst().persona());
		Slug copy = value(directory.copy(new Directory.Copy(CommandId.random(), npub, "writer-1", others.personas().getFirst().hash()))).slug();
		assertFalse(copy.value().equals("writer-1"), "its own name");
		assertEquals("run-me", one(copy).persona().acpCommand());
		assertFalse(one(copy).commandConfirmed(), "a stranger's command waits for consent");
		assertEquals("a copy of Writer by " + npub, one(copy).source());
		assertEquals("{\"later\":1}", one(copy).persona().unknown());
		assertFalse(one(copy).shared());
		assertEquals(Failure.Code.BUSY, failure(directory.copy(new Directory.Copy(CommandId.random(), npub, "writer-1", "another"))).code());
		assertEquals(Failure.Code.NOT_FOUND, failure(directory.copy(new Directory.Copy(CommandId.random(), npub, "nobody", "another"))).code());
		assertEquals(Failure.Code.USAGE, failure(directory.others(new Directory.OthersOf("npub1nonsense"))).code());
		assertEquals(Failure.Code.USAGE, failure(directory.others(new Directory.OthersOf(me().value()))).code(), "one's own");
	}
}
