package dev.umbra.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

import dev.umbra.core.port.EventStore;

/** What a large store needs to be as fast as a small one: no question reads a table from its beginning to its end. */
class QueryPlanTest {
	@TempDir
	Path folder;
	private Sql sql;

	@BeforeEach
	void open() throws Exception {
		SqliteStore.open(folder.resolve("umbra.db"), new MovableClock()).close();
		sql = new Sql(new JDBC().connect("jdbc:sqlite:" + folder.resolve("umbra.db").toUri(), new Properties()));
	}

	@AfterEach
	void close() throws Exception {
		sql.close();
	}

	@Test
	void pagesOfEntriesFollowAnIndex() throws Exception {
		String entries = "SELECT nr FROM entry ";
		for (String where : List.of(SessionReader.NEWEST_BEFORE, "WHERE session = ?2 AND ordinal > ?3 ORDER BY ordinal LIMIT ?4",
				"WHERE session = ?2 ORDER BY ordinal DESC LIMIT ?3", "WHERE session = ?2 AND revision > ?3 ORDER BY revision, ordinal LIMIT ?4",
				"WHERE session = ?2 AND status IN ('pending', 'running') ORDER BY ordinal")) {
			assertNoScan(entries + where);
		}
		assertNoScan(HistoryReader.FIND);
	}

	@Test
	void whatACrashCutIsFoundByTheIndexOfOpenEntries() throws Exception {
		List<String> plan = plan(SessionTable.UNFINISHED);
		assertTrue(plan.stream().anyMatch(step -> step.contains("entry USING") && step.contains("INDEX entry_open")), plan::toString);
	}

	@Test
	void theSearchGoesFromTheIndexOfWordsToItsRows() throws Exception {
		List<String> plan = plan(HistoryReader.SEARCH);
		assertEquals("SCAN search VIRTUAL TABLE INDEX 0:M1", plan.getFirst().replaceFirst("INDEX \\d+:.*", "INDEX 0:M1"), plan::toString);
		assertTrue(plan.stream().skip(1).allMatch(step -> step.contains("USING INTEGER PRIMARY KEY")), plan::toString);
	}

	@Test
	void theListOfSessionsFollowsTheirLastUpdate() throws Exception {
		List<String> plan = plan(HistoryReader.PAST);
		assertTrue(plan.getFirst().contains("USING INDEX session_updated"), plan::toString);
		assertTrue(plan.stream().noneMatch(step -> step.contains("TEMP B-TREE") || step.startsWith("SCAN")), plan::toString);
		assertNoScan(HistoryReader.ARCHIVED);
	}

	@Test
	void feedsFollowTheirOrder() throws Exception {
		assertNoScan(FeedTable.NEWEST);
		assertNoScan(FeedTable.CHANGED);
		assertNoScan("SELECT min(nr) FROM card WHERE feed = ?");
		assertNoScan("SELECT nr FROM card WHERE feed = ? AND entry = ?");
	}

	@Test
	void eventsOfTheRelayFollowAnIndex() throws Exception {
		assertNoScan(EventTable.NAMED_BY_DELETION);
		assertNoScan(EventTable.AT_ADDRESS);
		assertNoScan("DELETE FROM relay_tag WHERE event = ?");
		for (EventStore.Query query : List.of(new EventStore.Query(Set.of("a"), null, null, Map.of(), null, null, null),
				new EventStore.Query(null, Set.of("a"), Set.of(1), Map.of(), null, null, null),
				new EventStore.Query(null, null, Set.of(1), Map.of("d", Set.of("x")), null, null, null), new EventStore.Query(null, null, null, Map.of(), null, null, null))) {
			List<String> plan = plan(EventTable.select(query, new ArrayList<>()));
			assertTrue(plan.stream().noneMatch(step -> step.equals("SCAN relay_event")), plan::toString);
		}
	}

	@Test
	void whatGoesWithAnEntryIsFoundByIt() throws Exception {
		for (String table : List.of("chunk", "output", "title", "unindexed", "card")) {
			assertNoScan("DELETE FROM " + table + " WHERE entry = ?");
		}
	}

	private void assertNoScan(String statement) throws Exception {
		List<String> plan = plan(statement);
		assertTrue(plan.stream().noneMatch(step -> step.startsWith("SCAN") || step.contains("TEMP B-TREE")), () -> statement + " " + plan);
	}

	private List<String> plan(String statement) throws Exception {
		List<String> steps = new ArrayList<>();
		try (Rows rows = sql.prepare("EXPLAIN QUERY PLAN " + statement).rows()) {
			while (rows.next()) {
				rows.number();
				rows.number();
				rows.number();
				steps.add(rows.text());
			}
		}
		assertTrue(!steps.isEmpty(), statement);
		return steps;
	}
}
