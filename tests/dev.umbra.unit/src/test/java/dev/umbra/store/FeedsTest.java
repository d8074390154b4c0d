package dev.umbra.store;

import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.message;
import static dev.umbra.store.Given.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.DeviceLayer.EnvMode;
import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.CardKind;
import dev.umbra.core.feed.NewCard;
import dev.umbra.core.port.Entries.Commit;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.FeedRecords.Page;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.EntryStatus;

class FeedsTest {
	private static final SessionId S = new SessionId("s1");
	private static final AgentId AGENT = new AgentId("agent-1");
	@TempDir
	Path folder;
	private MovableClock clock;
	private SqliteStore store;
	private long revision;

	@BeforeEach
	void open() {
		clock = new MovableClock();
		store = SqliteStore.open(folder.resolve("umbra.db"), clock);
		agent(AGENT);
	}

	@AfterEach
	void close() {
		store.close();
	}

	@Test
	void cardsAreInTheOrderInWhichTheyCameAlsoWhenTheClockGoesBack() {
		commit(List.of(card("one", null, 10)));
		commit(List.of(card("two", null, 5)));
		await(store.add(List.of(card("three", null, -100))));
		assertEquals(List.of("one", "two", "three"), labels(newest(10)));
		assertEquals(List.of("two", "three"), labels(newest(2)));
		assertTrue(newest(2).more());
		Page older = await(store.cards(AGENT, newest(2).cards().getFirst().nr(), null, 2));
		assertEquals(List.of("one"), labels(older));
		assertFalse(older.more());
		assertEquals("a title", newest(3).cards().getFirst().title());
		assertEquals(older.cards().getFirst().nr(), older.first());
	}

	@Test
	void theCardOfAnEntryKeepsItsPlaceAndTimeAndIsToldOfAgain() {
		commit(List.of(card("running", "e1", 0)), put(message("e1", 1, EntryStatus.RUNNING, "")));
		commit(List.of(card("other", null, 1)));
		Page before = newest(10);
		commit(List.of(card("done", "e1", 7)));
		Page after = newest(10);
		assertEquals(List.of("done", "other"), labels(after));
		assertEquals(before.cards().getFirst().nr(), after.cards().getFirst().nr());
		assertEquals(Given.NOON, after.cards().getFirst().time());
		Page news = await(store.cards(AGENT, null, before.change(), 10));
		assertEquals(List.of("done"), labels(news));
		assertEquals(after.change(), news.change());
		assertEquals(after.change(), news.cards().getFirst().change());
		assertEquals(List.of(), await(store.cards(AGENT, null, after.change(), 10)).cards());
		assertEquals(new EntryId("e1"), news.cards().getFirst().entry());
	}

	@Test
	void cardsAreOfTheirCommitOrNotAtAll() {
		commit(List.of(card("kept", null, 0)));
		assertNotNull(store.commit(new Commit(S, 99, List.of(), false, null, Set.of(), List.of(card("lost", null, 0)))).handle((ok, failure) -> failure)
				.toCompletableFuture().join());
		assertEquals(List.of("kept"), labels(newest(10)));
	}

	@Test
	void theOldestGoFirstAndOneMarkerStandsForThem() {
		store.bounds(3, Long.MAX_VALUE);
		IntStream.range(0, 5).forEach(i -> commit(List.of(card("c" + i, null, i))));
		Page page = newest(10);
		assertEquals(List.of("Older removed", "c2", "c3", "c4"), labels(page));
		Card marker = page.cards().getFirst();
		assertEquals(CardKind.OLDER_REMOVED, marker.kind());
		assertEquals(page.first(), marker.nr());
		assertTrue(marker.nr() < page.cards().get(1).nr());
		assertFalse(page.more());
		assertTrue(newest(3).more());
		assertEquals(List.of("Older removed"), labels(await(store.cards(AGENT, page.cards().get(1).nr(), null, 9))));
		long change = page.change();
		commit(List.of(card("c5", null, 5)));
		assertEquals(List.of("c5", "Older removed"), labels(await(store.cards(AGENT, null, change, 9))));
		assertEquals(List.of("c5"), labels(await(store.cards(AGENT, null, change, 1))));
		assertTrue(await(store.cards(AGENT, null, change, 1)).more());
		store.close();
		store = SqliteStore.open(folder.resolve("umbra.db"), clock);
		assertEquals(List.of("Older removed", "c3", "c4", "c5"), labels(newest(10)));
	}

	@Test
	void bytesBoundAFeedTooAndBoundsHoldForWhatIsThere() {
		IntStream.range(0, 5).forEach(i -> commit(List.of(card("c" + i, null, i))));
		bounds(100, 2 * (64 + 2 + 7));
		assertEquals(List.of("Older removed", "c3", "c4"), labels(newest(10)));
		bounds(1, 1);
		assertEquals(List.of("Older removed", "c4"), labels(newest(10)), "the newest card is always kept");
	}

	@Test
	void aCardThatWasRemovedDoesNotComeAgainOutOfItsPlace() {
		store.bounds(2, Long.MAX_VALUE);
		commit(List.of(card("first", "e1", 0)), put(message("e1", 1, EntryStatus.RUNNING, "")));
		IntStream.range(0, 3).forEach(i -> commit(List.of(card("c" + i, null, i))));
		commit(List.of(card("first again", "e1", 0)));
		assertEquals(List.of("Older removed", "c1", "c2"), labels(newest(10)));
	}

	@Test
	void agentsHaveFeedsOfTheirOwnWhichGoWithThem() throws Exception {
		AgentId other = new AgentId("agent-2");
		agent(other);
		commit(List.of(card("mine", null, 0), new NewCard(other, Given.NOON, CardKind.AGENT_STARTED, EntryStatus.DONE, "theirs", "", null, null)));
		assertEquals(List.of("mine"), labels(newest(10)));
		assertEquals(List.of("theirs"), labels(await(store.cards(other, null, null, 10))));
		await(store.removeAgent(other, null));
		assertEquals(List.of(), await(store.cards(other, null, null, 10)).cards());
		await(store.add(List.of(new NewCard(other, Given.NOON, CardKind.DONE, EntryStatus.DONE, "late", "", null, null))));
		assertEquals(List.of(), await(store.cards(other, null, null, 10)).cards(), "of an agent that is gone nothing is kept");
		assertEquals(List.of("1"), Databases.query(store.file(), "SELECT count(*) FROM card"));
	}

	@Test
	void cardsGoWithTheirSession() throws Exception {
		commit(List.of(card("s1", "e1", 0)), put(message("e1", 1, EntryStatus.DONE, "x")));
		await(store.add(List.of(card("no session", null, 0))));
		await(store.delete(S, new CommandResult(new CommandId("c"), "sessions/delete", "{}")));
		assertEquals(List.of("no session"), labels(newest(10)));
		assertEquals(List.of("1 " + (64 + 10 + 7)), Databases.query(store.file(), "SELECT cards || ' ' || bytes FROM feed"));
	}

	@Test
	void aFeedThatDoesNotDecodeIsShownWithoutThatAndSaysSo() throws Exception {
		IntStream.range(0, 3).forEach(i -> commit(List.of(card("c" + i, null, i))));
		Databases.run(store.file(), "UPDATE card SET status = 'levitating' WHERE label = 'c1'", "UPDATE card SET kind = 'hologram' WHERE label = 'c2'");
		Page page = newest(10);
		assertEquals(List.of("c0", "c2"), labels(page));
		assertEquals(CardKind.UNKNOWN, page.cards().getLast().kind());
		assertTrue(String.valueOf(page.warning()).startsWith("1 card of this feed cannot be read"), page.warning());
		assertNull(await(store.cards(new AgentId("nobody"), null, null, 10)).warning());
		commit(List.of(card("c3", null, 0)));
		assertEquals(List.of("c0", "c2", "c3"), labels(newest(10)));
	}

	/** And waits for what the bounds take away. */
	private void bounds(int cards, long bytes) {
		store.bounds(cards, bytes);
		await(store.add(List.of()));
	}

	private void agent(AgentId id) {
		await(store.saveAgent(new AgentRecord(id, new AgentDefinition(id.value(), null), new DeviceLayer("umbra:demo", List.of(), Map.of(), EnvMode.LOGIN,
				null, null, false, false, null, null, null), List.of(), false, Given.NOON, Given.NOON), null));
	}

	private void commit(List<NewCard> cards, Change... changes) {
		revision++;
		Commit plain = revision == 1 ? Given.session(S, changes) : Given.commit(S, revision, changes);
		await(store.commit(new Commit(S, revision, plain.changes(), false, null, Set.of(), cards)));
	}

	private static NewCard card(String label, @Nullable String entry, int seconds) {
		boolean alone = label.equals("no session") || label.equals("three");
		return new NewCard(AGENT, Given.NOON.plus(Duration.ofSeconds(seconds)), CardKind.MESSAGE, EntryStatus.DONE, label, "summary", alone ? null : S,
				entry == null ? null : new EntryId(entry));
	}

	private Page newest(int limit) {
		return await(store.cards(AGENT, null, null, limit));
	}

	private static List<String> labels(Page page) {
		return page.cards().stream().map(Card::label).toList();
	}
}
