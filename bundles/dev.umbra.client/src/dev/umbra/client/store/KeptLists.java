package dev.umbra.client.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.umbra.client.snapshot.LiveSnapshots;
import dev.umbra.client.snapshot.LiveSnapshots.Contracts;
import dev.umbra.client.snapshot.Pulled;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;

/**
 * What a window shows that is no single session: the lists of sessions, of agents, of what waits, the catalog, relays, and the host's own status. Each is
 * asked for by the position that is known. Any thread.
 */
final class KeptLists {
	/** Between two pulls of a list because of hints: a session that streams gives ten a second. */
	private static final Duration GAP = Duration.ofMillis(500);
	/** Until the rest of a very long list of sessions is read: by then the window that asked first is up. */
	private static final Duration REST = Duration.ofSeconds(2);

	private final LiveSnapshots live;
	private final Rhythm.Surroundings around;
	private final Supplier<Cadence> first;
	private final SessionRows rows;
	private final KeptList<Sessions.Listing> sessions;
	private final KeptList<Agents.Listing> agents;
	private final KeptList<Attention.Listing> attention;
	private final KeptCatalog catalog;
	private final Pulled<Host.Status> host;
	private final List<KeptList<?>> all;
	private final Pace sessionsPace;
	private final AtomicBoolean restAwaited = new AtomicBoolean();
	private final BiConsumer<String, SessionId> changed;

	/**
	 * @param first of a list that nobody looks at yet
	 * @param changed told the epoch, and which session is another in an answer
	 */
	KeptLists(LiveSnapshots live, Rhythm.Surroundings around, Supplier<Cadence> first, BiConsumer<String, SessionId> changed) {
		this.live = live;
		this.around = around;
		this.first = first;
		this.changed = changed;
		rows = new SessionRows(new SessionRows.Source() {
			@Override
			public <T> CompletionStage<Outcome<T>> ask(Function<Sessions, CompletionStage<Outcome<T>>> call) {
				return live.asked(Contracts::sessions, call);
			}
		});
		sessions = list("sessions", rows::isLocal, this::askSessions);
		agents = list("agents", () -> false, this::askAgents);
		attention = list("attention", () -> false, this::askAttention);
		host = new Pulled<>(() -> live.asked(Contracts::host, one -> one.status(new Nothing())));
		catalog = KeptCatalog.of(live, around, first.get());
		all = List.of(sessions, agents, attention, catalog.beside(), catalog.relays());
		sessionsPace = new Pace(around.clocks(), around.ticks(), GAP, sessions::again);
	}

	private <T> KeptList<T> list(String name, BooleanSupplier local, Supplier<CompletionStage<Outcome<T>>> source) {
		return new KeptList<>(name, around, first.get(), () -> rows.kind(), local, source);
	}

	SessionRows rows() {
		return rows;
	}

	KeptList<Sessions.Listing> sessions() {
		return sessions;
	}

	KeptList<Agents.Listing> agents() {
		return agents;
	}

	KeptList<Attention.Listing> attention() {
		return attention;
	}

	KeptCatalog catalog() {
		return catalog;
	}

	Pulled<Host.Status> host() {
		return host;
	}

	/** For hints of which there may be many. */
	Pace sessionsPace() {
		return sessionsPace;
	}

	private CompletionStage<Outcome<Sessions.Listing>> askSessions() {
		return rows.ask().thenApply(outcome -> {
			List<SessionId> others = List.copyOf(rows.takeChanged());
			if (outcome instanceof Outcome.Ok<Sessions.Listing>(Sessions.Listing listing)) {
				others.forEach(id -> changed.accept(listing.epoch(), id));
				if (listing.next() != null) {
					restLater();
				}
			}
			return outcome;
		});
	}

	private void restLater() {
		if (restAwaited.compareAndSet(false, true)) {
			around.ticks().schedule(() -> {
				restAwaited.set(false);
				sessions.again();
			}, REST.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private CompletionStage<Outcome<Agents.Listing>> askAgents() {
		Agents.Listing known = agents.pulled().now().value();
		String position = known == null ? null : known.epoch() + ":" + known.revision();
		return live.asked(Contracts::agents, one -> one.list(new Agents.ListAll(position)))
				.thenApply(outcome -> outcome.map(answer -> known != null && answer.agents() == null ? known : answer));
	}

	private CompletionStage<Outcome<Attention.Listing>> askAttention() {
		Attention.Listing known = attention.pulled().now().value();
		String position = known == null ? null : known.epoch() + ":" + known.revision();
		return live.asked(Contracts::attention, one -> one.list(new Attention.ListAll(position)))
				.thenApply(outcome -> outcome.map(answer -> known != null && answer.items() == null ? known : answer));
	}

	/** Contracts are others now: what they answer is asked for again, if it was asked for once. */
	void changed(Contracts before, Contracts now) {
		if (before.sessions() != now.sessions()) {
			rows.forget();
			sessions.again();
		}
		if (before.agents() != now.agents()) {
			agents.again();
		}
		if (!before.catalogs().equals(now.catalogs())) {
			catalog.again();
		}
		if (before.attention() != now.attention()) {
			attention.again();
		}
		if (before.host() != now.host() && host.now().asked()) {
			host.pull();
		}
	}

	/** Everything that was asked for is compared with the host. */
	void again() {
		all.forEach(KeptList::again);
		presetsAgain();
		if (host.now().asked()) {
			host.pull();
		}
	}

	void presetsAgain() {
		if (live.presets().now().asked()) {
			live.presets().pull();
		}
	}

	/** Agents, catalog or relays changed: all of them that were asked for once are pulled, once. */
	void catalogHint() {
		agents.hint();
		catalog.hint();
		presetsAgain();
	}

	/** As {@link #catalogHint}, where nobody told. */
	void catalogAgain() {
		agents.again();
		catalog.again();
	}

	void suspend(boolean now) {
		all.forEach(list -> list.rhythm().suspend(now));
	}

	void windowShown(boolean shown) {
		all.forEach(list -> list.windowShown(shown));
	}

	void everyRhythm(Consumer<Rhythm> what) {
		all.forEach(list -> what.accept(list.rhythm()));
	}
}
