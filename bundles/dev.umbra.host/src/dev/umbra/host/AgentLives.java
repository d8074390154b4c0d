package dev.umbra.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.event.AgentStateChanged;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.feed.NewCard;
import dev.umbra.core.session.Offer;

/** All agents this host knows, and their lives. Any thread. */
final class AgentLives {
	private static final System.Logger LOG = System.getLogger(AgentLives.class.getName());
	private final HostParts parts;
	private final Launches launches;
	private final Offers offers;
	private final Map<AgentId, AgentLife> lives = new ConcurrentHashMap<>();
	/** Revision of the subject {@code agents}: the store's at start, then one more per change of a record or a state. */
	private final AtomicLong revision = new AtomicLong();
	/** Changes of agents' records run one after the other, whoever makes them. */
	private final InOrder changes = new InOrder("agents");
	private volatile Runnable onChange = () -> {
	};

	AgentLives(HostParts parts, HostSettings settings) {
		this.parts = parts;
		this.launches = new Launches(parts, settings);
		this.offers = new Offers(parts.records());
	}

	void load(List<AgentRecord> records, long storedRevision) {
		revision.set(storedRevision);
		records.forEach(record -> lives.put(record.id(), life(record)));
	}

	/** What the store says now, after somebody else wrote there. An agent that is up goes on, also one that is gone from there. */
	void readAnew(List<AgentRecord> records, long storedRevision) {
		Set<AgentId> there = new HashSet<>();
		for (AgentRecord record : records) {
			there.add(record.id());
			AgentLife known = lives.get(record.id());
			if (known == null) {
				lives.put(record.id(), life(record));
			} else if (!known.record().equals(record)) {
				known.record(record);
			}
		}
		lives.values().removeIf(life -> !there.contains(life.record().id()) && !life.record().adHoc() && !life.up());
		revision.accumulateAndGet(storedRevision, Math::max);
		changed(Cause.SYSTEM);
	}

	InOrder changes() {
		return changes;
	}

	void onChange(Runnable action) {
		onChange = action;
	}

	long revision() {
		return revision.get();
	}

	@Nullable
	AgentLife get(AgentId id) {
		return lives.get(id);
	}

	/** Those a person made, by name. */
	List<AgentLife> listed() {
		return lives.values().stream().filter(life -> !life.record().adHoc())
				.sorted((a, b) -> a.record().name().compareToIgnoreCase(b.record().name())).toList();
	}

	/** What this agent's sessions offered last, {@link Offer#NONE} if nothing is known. */
	Offer offer(AgentId agent) {
		return offers.of(agent);
	}

	/** What the store kept of {@link #offer}. */
	void loadOffers(Map<AgentId, Offer> stored) {
		offers.load(stored);
	}

	/** How many agents' processes are up. */
	int up() {
		return (int) lives.values().stream().filter(AgentLife::up).count();
	}

	List<AgentLife> all() {
		return List.copyOf(lives.values());
	}

	/**
	 * By id, a unique beginning of one (at least four characters), or name.
	 *
	 * @throws FailureException not found, or ambiguous with the candidates named
	 */
	AgentLife find(String reference) {
		AgentLife exact = lives.values().stream().filter(life -> life.record().id().value().equals(reference)).findAny()
				.orElse(null);
		if (exact != null) {
			return exact;
		}
		List<AgentLife> found = new ArrayList<>(
				listed().stream().filter(life -> life.record().name().equals(reference)).toList());
		if (found.isEmpty() && reference.length() >= 4) {
			String beginning = reference.toLowerCase(Locale.ROOT);
			found.addAll(listed().stream().filter(life -> life.record().id().value().startsWith(beginning)).toList());
		}
		if (found.size() == 1) {
			return found.getFirst();
		}
		if (found.isEmpty()) {
			throw new FailureException(Failure.notFound("There is no agent \"" + reference + "\".",
					"See those there are with: umbra agent list"));
		}
		throw new FailureException(Failure.usage("Several agents are called \"" + reference + "\": "
				+ String.join(", ", found.stream().map(life -> life.record().id().value()).toList()),
				"Name one by its id."));
	}

	Optional<AgentLife> named(String name) {
		return listed().stream().filter(life -> life.record().name().equals(name)).findFirst();
	}

	void added(AgentRecord record, Cause cause) {
		lives.put(record.id(), life(record));
		if (!record.adHoc()) {
			changed(cause);
		}
	}

	/** Agents as they are stored, after they changed hands: lives go on with what holds now. */
	void follow(List<AgentRecord> stored) {
		Map<AgentId, AgentRecord> byId = new HashMap<>();
		stored.forEach(record -> byId.put(record.id(), record));
		for (AgentLife life : listed()) {
			AgentRecord now = byId.get(life.record().id());
			if (now != null && !now.equals(life.record())) {
				life.record(now);
			}
		}
	}

	/** Where personas are found, for launches. Before the first launch. */
	void personas(Launches.PersonaSource source) {
		launches.personas(source);
	}

	void removed(AgentId id, Cause cause) {
		lives.remove(id);
		offers.forget(id);
		changed(cause);
	}

	/**
	 * A record changed: announced, with the next revision. The record itself is given to its {@link AgentLife}. Relays look whether
	 * there is something for them to be told.
	 */
	void changed(Cause cause) {
		if (cause.kind() == Cause.Kind.USER) {
			parts.relays().outboxChanged();
		}
		parts.events().publish(new AgentsChanged(parts.epoch(), revision.incrementAndGet(), cause));
		onChange.run();
	}

	private AgentLife life(AgentRecord record) {
		return new AgentLife(record, launches, offers, parts, this::stateChanged);
	}

	/** The cards come before the event: who asks for the feed because of it finds them. */
	private void stateChanged(AgentLife life, List<NewCard> cards) {
		if (cards.isEmpty()) {
			announce(life);
			return;
		}
		kept(cards).whenComplete((kept, error) -> {
			if (error != null) {
				LOG.log(System.Logger.Level.WARNING, "the feed of agent " + life.record().name() + " misses what happened to it", error);
			}
			announce(life);
		});
	}

	private CompletionStage<Void> kept(List<NewCard> cards) {
		try {
			return parts.feed().add(cards);
		} catch (RuntimeException e) {
			return CompletableFuture.failedFuture(e);
		}
	}

	private void announce(AgentLife life) {
		AgentState state = life.view().state();
		parts.events().publish(new AgentStateChanged(parts.epoch(), revision.incrementAndGet(),
				Cause.agent(life.record().name()), life.record().id(), state));
		onChange.run();
	}

	/** Ends every process; returns when all are gone or the time is over. */
	void endAll(Duration limit) {
		CompletableFuture<?>[] endings = all().stream().map(life -> life.end().toCompletableFuture())
				.toArray(CompletableFuture<?>[]::new);
		try {
			CompletableFuture.allOf(endings).get(limit.toMillis(), TimeUnit.MILLISECONDS);
		} catch (TimeoutException | ExecutionException e) {
			LOG.log(System.Logger.Level.WARNING, "not every agent ended within " + limit.toSeconds() + " s", e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
