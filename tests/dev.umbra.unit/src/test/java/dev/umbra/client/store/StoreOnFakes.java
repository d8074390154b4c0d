package dev.umbra.client.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.umbra.client.snapshot.LiveSnapshots;
import dev.umbra.client.snapshot.LiveSnapshots.Contracts;
import dev.umbra.core.Cause;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.testkit.FakeSessions;
import dev.umbra.testkit.ManualClock;
import dev.umbra.testkit.ManualTicks;

/** A store over a host of one session, with a clock that a test moves. */
final class StoreOnFakes {
	static final SessionId SESSION = new SessionId("11111111-1111-4111-8111-111111111111");
	final ManualClock clock = new ManualClock();
	final ManualTicks ticks = new ManualTicks(clock);
	final FakeSessions host = new FakeSessions(SESSION, 1000, 10);
	final CountedStore counted = new CountedStore();
	final SessionStore store;
	final List<HostEvent> news = new ArrayList<>();

	StoreOnFakes() {
		store = new SessionStore(new LiveSnapshots(Contracts.NONE, clock), clock, ticks, () -> 0.5);
		store.counters(counted);
		store.onNews(news::add);
		use(host);
	}

	void use(Sessions sessions) {
		store.use(() -> new Contracts(sessions, null, null, null));
	}

	/** The host's changes arrive, and its event. */
	void push() {
		host.deliver();
		tell();
	}

	/** Only the event arrives. */
	void tell() {
		store.heard(advanced(host.revision()));
	}

	SessionAdvanced advanced(long revision) {
		return new SessionAdvanced(host.epoch(), revision, Cause.SYSTEM, SESSION);
	}

	/** Something came unasked, so that pushes count as healthy. */
	StoreOnFakes proven() {
		host.summary(summary -> summary.edit().title("first").build());
		push();
		return this;
	}

	void pass(Duration time) {
		ticks.advance(time);
	}

	void pass(long seconds) {
		pass(Duration.ofSeconds(seconds));
	}
}
