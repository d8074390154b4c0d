package dev.umbra.client.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;
import dev.umbra.testkit.UnaskedSessions;

class SessionRowsTest {
	private static final int MANY = 612;
	private final List<Sessions.ListAll> asked = new ArrayList<>();
	private String epoch = "e1";
	private @Nullable Runnable meanwhile;

	/** Gives pages as long as was asked for. */
	private final class Paging extends UnaskedSessions {
		@Override
		public CompletionStage<Outcome<Listing>> list(ListAll p) {
			asked.add(p);
			int from = p.from() == null ? 0 : Integer.parseInt(p.from());
			int end = Math.min(MANY, from + p.limit());
			Listing page = new Listing(epoch, 7, IntStream.range(from, end).mapToObj(SessionRowsTest::session).toList(),
					end == MANY ? null : Integer.toString(end));
			Runnable work = meanwhile;
			meanwhile = null;
			if (work != null) {
				work.run();
			}
			return CompletableFuture.completedFuture(Outcome.ok(page));
		}
	}

	private final SessionRows rows = new SessionRows(new SessionRows.Source() {
		private final Sessions sessions = new Paging();

		@Override
		public <T> CompletionStage<Outcome<T>> ask(Function<Sessions, CompletionStage<Outcome<T>>> call) {
			return call.apply(sessions);
		}
	});

	private static SessionSummary session(int number) {
		return Sample.summary(new SessionId("session-" + number));
	}

	private List<SessionSummary> ask() {
		return rows.ask().toCompletableFuture().join().orThrow().sessions();
	}

	@Test
	void aLongListComesInPages() {
		assertEquals(MANY, ask().stream().map(SessionSummary::id).distinct().count());
		assertEquals(3, asked.size());
		assertEquals(MANY, rows.takeChanged().size());
	}

	@Test
	void whatBeganAtAnotherHostBeginsAnew() {
		meanwhile = () -> epoch = "e2";
		assertEquals(MANY, ask().size());
		assertEquals("e2", rows.ask().toCompletableFuture().join().orThrow().epoch());
		// the first page of the one, the second of the other, then all of the other, and the last question
		assertEquals(List.of("", "250", "", "250", "500", ""), asked.stream().limit(6).map(p -> p.from() == null ? "" : p.from()).toList());
	}
}
