package dev.umbra.ui.internal.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Attention;
import dev.umbra.core.session.Detail;
import dev.umbra.testkit.Sample;

class WaitingRowTest {
	private static final Instant NOW = Sample.NOON.plus(Duration.ofMinutes(5));

	private static Attention.Item item(String id, String title, Instant since) {
		return new Attention.Item(new EntryId(id), "permission", new SessionId("s"), title, Sample.AGENT, "Run", since,
				new Detail.Permission("1", Detail.Permission.Origin.AGENT, "Run", "execute", null, null, List.of(), "ls", List.of(),
						List.of(), null, null));
	}

	@Test
	void whatWaitsLongestIsFirst() {
		List<WaitingRow> rows = WaitingRow.of(List.of(item("b", "B", Sample.NOON.plusSeconds(60)), item("c", "C", Sample.NOON),
				item("a", "A", Sample.NOON)), Map.of(), NOW);
		assertEquals(List.of("a", "c", "b"), rows.stream().map(row -> row.item().item().value()).toList());
	}

	@Test
	void aRowNamesAgentAndAgeAndHidesNothing() {
		WaitingRow row = WaitingRow.of(List.of(item("a", "x\u202Ey", Sample.NOON)), Map.of(Sample.AGENT, "Claude\n"), NOW).getFirst();
		assertEquals("x⟨U+202E⟩y", row.session());
		assertEquals("Claude · waits for 5 min", row.where());
		WaitingRow orphan = WaitingRow.of(List.of(item("a", " ", Sample.NOON)), Map.of(new AgentId("other"), "x"), NOW).getFirst();
		assertEquals("New session", orphan.session());
		assertEquals("waits for 5 min", orphan.where());
	}

	@Test
	void aRowSaysHowManyWaitInItsSession() {
		Attention.Item other = new Attention.Item(new EntryId("d"), "login", new SessionId("t"), "T", Sample.AGENT, "Log in", Sample.NOON, "Log in first", null,
				null, new Detail.Login(List.of(), null, null));
		List<WaitingRow> rows = WaitingRow.of(List.of(item("a", "A", Sample.NOON), item("b", "A", Sample.NOON), other), Map.of(), NOW);
		assertEquals(List.of(2, 2, 1), rows.stream().map(WaitingRow::together).toList());
	}

	@Test
	void thePartsLabelCounts() {
		assertEquals("Attention", WaitingRow.label(0));
		assertEquals("Attention (2)", WaitingRow.label(2));
	}
}
