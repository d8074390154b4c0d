package dev.umbra.client.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;
import dev.umbra.testkit.UnaskedSessions;

/** A host of many sessions, of which it gives pages as long as was asked for; none of them can be found alone. */
final class PagedSessions extends UnaskedSessions {
	private final int number;
	private final List<ListAll> asked = new ArrayList<>();
	private String epoch = "e1";
	private @Nullable Runnable meanwhile;

	PagedSessions(int number) {
		this.number = number;
	}

	static SessionSummary session(int number) {
		return Sample.summary(new SessionId("session-" + number));
	}

	/** Where each page that was asked for began; empty: at the beginning. */
	List<String> begins() {
		return asked.stream().map(p -> p.from() == null ? "" : p.from()).toList();
	}

	String epoch() {
		return epoch;
	}

	/** Once, while the next page is on its way, another host takes its place. */
	void anotherMeanwhile(String next) {
		meanwhile = () -> epoch = next;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		asked.add(p);
		int from = p.from() == null ? 0 : Integer.parseInt(p.from());
		int end = Math.min(number, from + p.limit());
		Listing page = new Listing(epoch, 7, IntStream.range(from, end).mapToObj(PagedSessions::session).toList(),
				end == number ? null : Integer.toString(end));
		Runnable work = meanwhile;
		meanwhile = null;
		if (work != null) {
			work.run();
		}
		return CompletableFuture.completedFuture(Outcome.ok(page));
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return CompletableFuture.completedFuture(Outcome.notOk(Failure.notFound("There is no session " + p.session() + ".", "Look again.")));
	}
}
