package dev.umbra.store;

import static dev.umbra.store.Given.NOON;
import static dev.umbra.store.Given.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.DeviceLayer.EnvMode;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.DirectoryEntry;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.PersonaDevice;
import dev.umbra.core.port.CatalogRecords.CatalogState;
import dev.umbra.core.port.CatalogRecords.Changed;
import dev.umbra.core.port.CatalogRecords.Grave;
import dev.umbra.core.port.CatalogRecords.Head;
import dev.umbra.core.port.CatalogRecords.IdentityRecord;
import dev.umbra.core.port.CatalogRecords.Queued;
import dev.umbra.core.port.CatalogRecords.RelayRecord;
import dev.umbra.core.port.CatalogRecords.Standing;
import dev.umbra.core.port.CatalogWrite;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.StoreException;

class StoredCatalogTest {
	private static final PublicKey ME = new PublicKey("a".repeat(64));
	private static final PublicKey OTHER = new PublicKey("b".repeat(64));
	private static final PublicKey AGENT = new PublicKey("c".repeat(64));
	private static final String RELAY = "wss://one.example";
	private static final Coordinate RITA = Coordinate.of(ME, new Slug("rita-abc123"));
	private static final Coordinate BOT = Coordinate.ofAgent(ME, AGENT);
	private static final String EVENT = "e".repeat(64);
	@TempDir
	Path folder;
	private SqliteStore store;
	private StoredCatalog catalog;

	@BeforeEach
	void open() {
		store = SqliteStore.open(folder.resolve("umbra.db"), new MovableClock());
		catalog = new StoredCatalog(store);
		await(catalog.saveIdentity(new IdentityRecord(ME, "me", false, NOON), null));
	}

	@AfterEach
	void close() {
		store.close();
	}

	private Changed write(CatalogWrite... writes) {
		return await(catalog.change(List.of(), states -> List.of(writes), null));
	}

	private CatalogState state(Coordinate at) {
		return await(catalog.states(List.of(at))).get(at);
	}

	private static CatalogRecord record(Coordinate at, String content) {
		return new CatalogRecord(at, content, false, 0, 1700000000, "", NOON, NOON);
	}

	private static Queued queued(Coordinate at, boolean deletion) {
		return new Queued(at, RELAY, deletion, 0, NOON, null, null);
	}

	private void relay() {
		await(catalog.saveRelay(new RelayRecord(ME, RELAY, "private", NOON), null));
	}

	@Test
	void aRecordIsStoredWithItsOutboxRowOrNotAtAll() {
		relay();
		Changed changed = write(new CatalogWrite.PutRecord(record(RITA, "{\"display_name\":\"Rita\"}")), new CatalogWrite.Queue(queued(RITA, false)));
		assertTrue(changed.visible());
		assertEquals(changed.revision(), await(store.revision("agents")));
		assertEquals(1, state(RITA).record().version());
		assertEquals(List.of(new Queued(RITA, RELAY, false, 1, NOON, null, null)), await(catalog.outbox(ME, RELAY)));
		assertThrows(StoreException.class, () -> await(catalog.change(List.of(RITA), states -> List.of(
				new CatalogWrite.PutRecord(record(RITA, "{\"display_name\":\"X\"}")),
				new CatalogWrite.Queue(new Queued(RITA, "wss://unknown.example", false, 0, NOON, null, null))), null)));
		assertEquals("{\"display_name\":\"Rita\"}", state(RITA).record().content(), "the record went back with its row");
		assertEquals(changed.revision(), await(store.revision("agents")));
	}

	@Test
	void anAnswerOfTheRelayClearsOnlyWhatWasSent() {
		relay();
		write(new CatalogWrite.PutRecord(record(RITA, "{}")), new CatalogWrite.Queue(queued(RITA, false)));
		write(new CatalogWrite.PutRecord(record(RITA, "{\"a\":1}")), new CatalogWrite.Queue(queued(RITA, false)));
		assertFalse(write(new CatalogWrite.Unqueue(RITA, RELAY, false, 1)).visible());
		assertEquals(2, await(catalog.outbox(ME, RELAY)).getFirst().version());
		assertTrue(write(new CatalogWrite.Unqueue(RITA, RELAY, false, 2)).visible());
		assertEquals(List.of(), await(catalog.outbox(ME, RELAY)));
	}

	@Test
	void aDeletionTakesThePlaceOfWhatWasQueuedAndAReturnThatOfTheDeletion() {
		relay();
		write(new CatalogWrite.PutRecord(record(RITA, "{}")), new CatalogWrite.Queue(queued(RITA, false)));
		write(new CatalogWrite.DropRecord(RITA), new CatalogWrite.PutGrave(new Grave(RITA, 5, "")), new CatalogWrite.Queue(queued(RITA, true)));
		assertNull(state(RITA).record());
		assertEquals(new Grave(RITA, 5, ""), state(RITA).grave());
		long deletion = state(RITA).outbox().get(RELAY).version();
		write(new CatalogWrite.PutRecord(record(RITA, "{}")), new CatalogWrite.Queue(queued(RITA, false)));
		assertNull(state(RITA).grave());
		assertTrue(state(RITA).record().version() > deletion, "a late answer to the deletion clears nothing");
		assertEquals(1, await(catalog.outbox(ME, RELAY)).size());
	}

	@Test
	void headsAreFoundByTheirNamesAtTheRelayAndByTheirEvents() {
		relay();
		Head head = new Head(RITA, RELAY, EVENT, 7, "random", "{}", false, false, "{\"id\":1}");
		assertFalse(write(new CatalogWrite.PutHead(head), new CatalogWrite.Seen(ME, RELAY, "f".repeat(64))).visible());
		assertEquals(List.of(head), await(catalog.heads(ME, RELAY)));
		assertEquals(Map.of(RELAY, head), state(RITA).heads());
		assertEquals(Optional.of(RITA), await(catalog.byWireD(ME, RELAY, 30175, "random")));
		assertEquals(Optional.empty(), await(catalog.byWireD(ME, RELAY, 30176, "random")));
		assertEquals(Map.of(EVENT, 7L, "f".repeat(64), 0L), await(catalog.knownEvents(ME, RELAY, 10)));
		assertEquals(1, await(catalog.knownEvents(ME, RELAY, 1)).size());
		assertEquals(Map.of(), await(catalog.knownEvents(OTHER, RELAY, 10)));
		assertEquals(Set.of(EVENT, "f".repeat(64)), await(catalog.known(ME, RELAY, List.of(EVENT, "f".repeat(64), "1".repeat(64)))));
		write(new CatalogWrite.Unseen(ME, RELAY, List.of("f".repeat(64), EVENT)));
		assertEquals(Map.of(EVENT, 7L), await(catalog.knownEvents(ME, RELAY, 10)), "a head stays");
		write(new CatalogWrite.Count(ME, RELAY, "forged", 2), new CatalogWrite.Count(ME, RELAY, "forged", 3));
		assertEquals(Map.of("forged", 5L), await(catalog.counts(ME, RELAY)));
		await(catalog.removeRelay(ME, RELAY, null));
		assertEquals(Set.of(), await(catalog.known(ME, RELAY, List.of(EVENT))));
		assertEquals(Map.of(), await(catalog.counts(ME, RELAY)));
	}

	@Test
	void howTheCatalogStandsToARelayIsSeenInOneLook() {
		relay();
		Head same = new Head(RITA, RELAY, EVENT, 7, "random", "{}", false, false, "{}");
		Head bot = new Head(BOT, RELAY, "d".repeat(64), 7, "other", "{}", false, false, "{}");
		write(new CatalogWrite.PutRecord(record(RITA, "{}")), new CatalogWrite.PutHead(same), new CatalogWrite.PutHead(bot));
		Standing standing = await(catalog.standing(ME, RELAY, false));
		assertEquals(List.of(), standing.unlike());
		assertEquals(List.of(bot), standing.alone());
		assertEquals(Set.of(EVENT, "d".repeat(64)), standing.events());
		assertEquals(List.of(RITA), await(catalog.standing(ME, RELAY, true)).unlike(), "it should be plain");
		for (Head head : List.of(new Head(RITA, RELAY, EVENT, 7, "random", "{\"a\":1}", false, false, "{}"),
				new Head(RITA, RELAY, EVENT, 7, "random", "{}", true, false, "{}"), new Head(RITA, RELAY, EVENT, 7, "random", "", false, true, "{}"),
				new Head(RITA, RELAY, EVENT, 7, RITA.d(), "{}", false, false, "{}"))) {
			write(new CatalogWrite.PutHead(head));
			assertEquals(List.of(RITA), await(catalog.standing(ME, RELAY, false)).unlike(), head::toString);
		}
		write(new CatalogWrite.DropHead(RITA, RELAY));
		assertEquals(List.of(RITA), await(catalog.standing(ME, RELAY, false)).unlike());
		write(new CatalogWrite.PutRecord(new CatalogRecord(RITA, "{}", true, 0, 1700000000, "", NOON, NOON)),
				new CatalogWrite.PutHead(new Head(RITA, RELAY, EVENT, 7, RITA.d(), "{}", true, false, "{}")));
		assertEquals(List.of(), await(catalog.standing(ME, RELAY, false)).unlike(), "a shared record is plain in either mode");
	}

	@Test
	void whatWasMadeBeforeARelayIsQueuedWithIt() {
		write(new CatalogWrite.PutRecord(record(RITA, "{}")));
		assertEquals(List.of(), await(catalog.outbox(ME, RELAY)));
		relay();
		assertEquals(List.of(RITA), await(catalog.outbox(ME, RELAY)).stream().map(Queued::at).toList());
		write(new CatalogWrite.Forget(RITA, RELAY), new CatalogWrite.PutHead(new Head(RITA, RELAY, EVENT, 7, "d", "{}", false, false, "{}")));
		relay();
		assertEquals(List.of(), await(catalog.outbox(ME, RELAY)), "the relay has it");
	}

	@Test
	void theHistoryOfARecordIsBounded() {
		List<CatalogWrite> writes = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			writes.add(new CatalogWrite.Keep(new Kept(0, RITA, NOON, Kept.Why.CONFLICT, "wss://x", "{\"n\":" + i + "}", true)));
		}
		write(writes.toArray(CatalogWrite[]::new));
		List<Kept> history = await(catalog.history(RITA));
		assertEquals(50, history.size());
		assertEquals("{\"n\":59}", history.getFirst().content());
		assertEquals(Kept.Why.CONFLICT, history.getFirst().why());
		assertTrue(history.getFirst().shared() && history.getFirst().nr() > history.getLast().nr());
	}

	@Test
	void anAgentOfThisDeviceAndItsRecordAreOne() {
		relay();
		DeviceLayer device = new DeviceLayer("/bin/secret-path", List.of("--token=x"), Map.of("A", "env-value"), EnvMode.LOGIN, "/home/x", null, true, false,
				null, "device-model", null);
		AgentRecord bot = new AgentRecord(new AgentId("bot"), new AgentDefinition("Bot", "rita-abc123"), device, List.of("KEY"), false, NOON, NOON)
				.ownedBy(ME, AGENT);
		await(store.saveAgent(bot, null));
		assertEquals("{\"name\":\"Bot\",\"persona_id\":\"rita-abc123\"}", state(BOT).record().content());
		assertEquals(Set.of(RELAY), state(BOT).outbox().keySet());
		write(new CatalogWrite.Forget(BOT, RELAY));
		await(store.saveAgent(bot, null));
		assertEquals(Map.of(), state(BOT).outbox(), "nothing of it is the relay's to know");
		Changed changed = write(new CatalogWrite.PutRecord(record(BOT, "{\"name\":\"Renamed\",\"model\":\"m\",\"later\":1}")));
		AgentRecord after = await(store.agents()).getFirst();
		assertEquals(List.of(after), changed.agents());
		assertEquals("Renamed", after.name());
		assertEquals("m", after.definition().model());
		assertEquals(device, after.device(), "the device layer is never touched");
		assertEquals(List.of("KEY"), after.secretNames());
		assertEquals(List.of(new AgentId("bot")), write(new CatalogWrite.DropRecord(BOT)).removed());
		assertEquals(List.of(), await(store.agents()));
	}

	@Test
	void nothingOfTheDeviceLeavesItsTable() throws Exception {
		relay();
		DeviceLayer device = new DeviceLayer("/leak/program", List.of("leak-arg"), Map.of("LEAK", "leak-env"), EnvMode.CLEAN, "/leak/folder", "leak-preset",
				true, true, "leak-mode", "leak-model", "leak-effort", Policy.ALLOW_ALL,
				List.of(new McpServer.Stdio("leak-mcp", "/leak/mcp", List.of("leak"), Map.of("K", "leak"))));
		await(store.saveAgent(new AgentRecord(new AgentId("bot"), new AgentDefinition("Bot", null), device, List.of("KEY"), false, NOON, NOON)
				.ownedBy(ME, AGENT), null));
		write(new CatalogWrite.PutRecord(record(BOT, "{\"name\":\"Renamed\"}")));
		String all = "";
		for (String table : Databases.query(store.file(), "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%fts5%' AND name NOT LIKE 'search%'")) {
			if (!table.equals("agent_device")) {
				String cells = String.join(" || ", Databases.query(store.file(), "SELECT 'quote(\"' || name || '\")' FROM pragma_table_info('" + table + "')"));
				all += Databases.query(store.file(), "SELECT " + cells + " FROM " + table);
			}
		}
		assertTrue(all.contains("Renamed") && all.contains(AGENT.value()), all);
		assertFalse(all.toLowerCase(Locale.ROOT).contains("leak"), all);
	}

	@Test
	void anAgentThatIsRemovedHereIsDeletedAtItsRelays() {
		relay();
		AgentRecord bot = new AgentRecord(new AgentId("bot"), new AgentDefinition("Bot", null),
				new DeviceLayer("/bin/a", List.of(), Map.of(), EnvMode.LOGIN, null, null, false, false, null, null, null), List.of(), false, NOON, NOON)
				.ownedBy(ME, AGENT);
		await(store.saveAgent(bot, null));
		await(store.removeAgent(bot.id(), null));
		assertNull(state(BOT).record());
		assertTrue(state(BOT).outbox().get(RELAY).deletion());
		assertEquals(Kept.Why.DELETED, await(catalog.history(BOT)).getFirst().why());
	}

	@Test
	void aRepeatedCommandChangesNothing() {
		CommandResult command = new CommandResult(new CommandId("c"), "personas/save", "{}");
		await(catalog.change(List.of(), states -> List.of(new CatalogWrite.PutRecord(record(RITA, "{}"))), command));
		assertThrows(StoreException.class,
				() -> await(catalog.change(List.of(), states -> List.of(new CatalogWrite.PutRecord(record(RITA, "{\"x\":1}"))), command)));
		assertEquals("{}", state(RITA).record().content());
	}

	@Test
	void theNewestAnnouncementOfAnAgentCounts() {
		write(new CatalogWrite.Announced(announced(OTHER, RELAY, 10, "old"), NOON), new CatalogWrite.Announced(announced(OTHER, "wss://two", 20, "new"), NOON),
				new CatalogWrite.Announced(announced(AGENT, RELAY, 15, "bot"), NOON));
		assertFalse(write(new CatalogWrite.Announced(announced(OTHER, RELAY, 9, "older"), NOON)).visible());
		assertEquals(List.of("new", "bot"), await(catalog.directory()).stream().map(DirectoryEntry::name).toList());
		CatalogWrite[] flood = new CatalogWrite[1100];
		for (int i = 0; i < flood.length; i++) {
			flood[i] = new CatalogWrite.Announced(announced(new PublicKey(String.format("%064x", i)), RELAY, 100 + i, "n" + i), NOON);
		}
		write(flood);
		assertEquals(1000, await(catalog.directory()).size());
		assertEquals("n1099", await(catalog.directory()).getFirst().name());
	}

	private static DirectoryEntry announced(PublicKey agent, String relay, long at, String name) {
		return new DirectoryEntry(agent, relay, EVENT, at, name, null, List.of("c"), List.of(), List.of(), null, null);
	}

	@Test
	void recordsOfAnIdentityGoWithItAndMoveOnlyWhenTold() {
		relay();
		write(new CatalogWrite.PutRecord(record(RITA, "{}")), new CatalogWrite.PutPersonaDevice(ME, PersonaDevice.fresh(new Slug("rita-abc123"))));
		await(catalog.saveIdentity(new IdentityRecord(OTHER, "other", true, NOON), null));
		assertEquals(List.of(false, true), await(catalog.identities()).stream().map(IdentityRecord::current).toList());
		write(new CatalogWrite.PutGrave(new Grave(Coordinate.of(OTHER, new Slug("rita-abc123")), 1, "")));
		await(catalog.saveRelay(new RelayRecord(OTHER, "wss://two", "private", NOON), null));
		assertEquals(List.of(), await(catalog.records(OTHER)));
		await(catalog.saveIdentity(new IdentityRecord(OTHER, "other", true, NOON), ME, null));
		assertNull(state(RITA).record());
		assertEquals("", state(RITA).grave().event(), "its relays are to be told");
		assertTrue(state(RITA).outbox().get(RELAY).deletion());
		Coordinate moved = Coordinate.of(OTHER, new Slug("rita-abc123"));
		assertEquals(List.of(moved), await(catalog.records(OTHER)).stream().map(CatalogRecord::at).toList());
		assertEquals(Set.of("wss://two"), state(moved).outbox().keySet());
		assertEquals("", state(moved).record().event(), "no relay of this identity has it yet");
		assertNull(state(moved).grave());
		assertEquals(1, await(catalog.personaDevices(OTHER)).size());
		await(catalog.removeIdentity(OTHER, null));
		assertEquals(List.of(), await(catalog.records(OTHER)));
		assertEquals(List.of(new IdentityRecord(ME, "me", true, NOON)), await(catalog.identities()), "the other one is used again");
	}

	@Test
	void whatWasSignedStaysWithItsRowUntilThatIsAnotherOneOrHeld() {
		await(catalog.saveRelay(new RelayRecord(ME, RELAY, "private", NOON), null));
		write(new CatalogWrite.PutRecord(record(RITA, "{\"display_name\":\"Rita\"}")), new CatalogWrite.Queue(queued(RITA, false)));
		assertFalse(write(new CatalogWrite.Signed(RITA, RELAY, false, 1, "{\"id\":1}")).visible(), "nothing to be seen");
		assertEquals("{\"id\":1}", await(catalog.outbox(ME, RELAY)).getFirst().signed());
		assertEquals("{\"id\":1}", state(RITA).outbox().get(RELAY).signed());
		write(new CatalogWrite.Signed(RITA, RELAY, true, 1, "of a deletion"), new CatalogWrite.Signed(RITA, RELAY, false, 2, "of another version"));
		assertEquals("{\"id\":1}", state(RITA).outbox().get(RELAY).signed());
		write(new CatalogWrite.Queue(queued(RITA, false)));
		assertNull(state(RITA).outbox().get(RELAY).signed());
		write(new CatalogWrite.Signed(RITA, RELAY, false, 1, "{\"id\":2}"), new CatalogWrite.Hold(RITA, RELAY, "Held."));
		assertNull(state(RITA).outbox().get(RELAY).signed());
	}

	@Test
	void recordsThatMoveLeaveNoGraveWhereNoRelayEverHadThem() {
		write(new CatalogWrite.PutRecord(record(RITA, "{}")));
		await(catalog.saveIdentity(new IdentityRecord(OTHER, "other", true, NOON), ME, null));
		assertNull(state(RITA).grave());
		assertEquals(1, await(catalog.records(OTHER)).size());
	}
}
