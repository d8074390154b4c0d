package dev.umbra.client.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;

class SessionRowsTest {
	private static final int MANY = 612;
	private static final int VERY_MANY = 1_700;
	private PagedSessions host = new PagedSessions(MANY);

	private final SessionRows rows = new SessionRows(new SessionRows.Source() {
		@Override
		public <T> CompletionStage<Outcome<T>> ask(Function<Sessions, CompletionStage<Outcome<T>>> call) {
			return call.apply(host);
		}
	});

	private List<SessionSummary> ask() {
		return listing().sessions();
	}

	private Sessions.Listing listing() {
		return rows.ask().toCompletableFuture().join().orThrow();
	}

	@Test
	void aLongListComesInPages() {
		assertEquals(MANY, ask().stream().map(SessionSummary::id).distinct().count());
		assertEquals(List.of("", "250", "500"), host.begins());
		assertEquals(MANY, rows.takeChanged().size());
	}

	@Test
	void whatBeganAtAnotherHostBeginsAnew() {
		host.anotherMeanwhile("e2");
		assertEquals(MANY, ask().size());
		assertEquals("e2", listing().epoch());
		// the first page of the one, the second of the other, then all of the other, and the last question
		assertEquals(List.of("", "250", "", "250", "500", ""), host.begins().subList(0, 6));
	}

	@Test
	void ofAVeryLongListTheNewestAreThereFirstAndTheRestWhenAskedAgain() {
		host = new PagedSessions(VERY_MANY);
		Sessions.Listing first = listing();
		assertEquals(1000, first.sessions().size());
		assertEquals("1000", first.next());
		assertEquals(1000, rows.takeChanged().size());
		Sessions.Listing all = listing();
		assertEquals(VERY_MANY, all.sessions().size());
		assertNull(all.next());
		assertEquals(List.of("", "250", "500", "750", "1000", "1250", "1500"), host.begins());
		assertEquals(VERY_MANY - 1000, rows.takeChanged().size());
	}

	@Test
	void whatIsToldBetweenTheBeginningAndTheRestOutlivesTheRest() {
		host = new PagedSessions(VERY_MANY);
		listing();
		SessionId created = new SessionId("session-new");
		rows.put(host.epoch(), Sample.summary(created));
		assertEquals(1001, ask().size(), "without the host, what came by itself is shown");
		List<SessionSummary> all = ask();
		assertEquals(VERY_MANY + 1, all.size());
		assertTrue(all.stream().anyMatch(row -> row.id().equals(created)));
		assertEquals(7, host.begins().size(), "no page twice");
	}

	@Test
	void whatWasRemovedBetweenTheBeginningAndTheRestDoesNotComeBack() {
		host = new PagedSessions(VERY_MANY);
		listing();
		rows.hint(PagedSessions.session(5).id());
		assertEquals(999, ask().size());
		assertEquals(VERY_MANY - 1, ask().size());
	}

	@Test
	void manyHintsBeforeTheRestMakeItAllBeAskedAnew() {
		host = new PagedSessions(VERY_MANY);
		listing();
		IntStream.range(0, 20).forEach(i -> rows.hint(PagedSessions.session(i).id()));
		assertEquals(VERY_MANY, ask().size());
		assertEquals(4 + 7, host.begins().size());
	}
}
