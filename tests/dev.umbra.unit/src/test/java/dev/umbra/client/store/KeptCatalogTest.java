package dev.umbra.client.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.umbra.client.snapshot.LiveSnapshots.Catalogs;
import dev.umbra.client.snapshot.LiveSnapshots.Contracts;
import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Relays;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.BuiltInPersonas;
import dev.umbra.core.event.AgentsChanged;

class KeptCatalogTest {
	private final StoreOnFakes on = new StoreOnFakes();
	private final List<String> asked = new ArrayList<>();
	private final Contracts contracts = new Contracts(on.host, listed(Agents.class, () -> new Agents.Listing("e", 1, List.of())), null, null, null, null, null,
			new Catalogs(listed(Personas.class, () -> new Personas.Listing("e", 1, personas())),
					listed(Teams.class, () -> new Teams.Listing("e", 1, List.of())), listed(Directory.class, this::directory),
					listed(Relays.class, () -> new Relays.Listing(List.of()))));
	private int own;
	private boolean broken;

	/** A contract of which only its list can be asked. */
	private <C> C listed(Class<C> contract, Supplier<Object> listing) {
		return contract.cast(Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] { contract }, (proxy, method, arguments) -> switch (method.getName()) {
		case "list" -> {
			asked.add(contract.getSimpleName());
			Object value = listing.get();
			yield CompletableFuture.completedFuture(value instanceof Outcome<?> outcome ? outcome : Outcome.ok(value));
		}
		case "hashCode" -> System.identityHashCode(proxy);
		case "equals" -> proxy == arguments[0];
		default -> throw new UnsupportedOperationException(method.toString());
		}));
	}

	private List<Personas.One> personas() {
		return BuiltInPersonas.ALL.stream().limit(own).map(each -> new Personas.One(each, "", true, true, false, false, false, true, null, null, 0)).toList();
	}

	private Object directory() {
		return broken ? Outcome.notOk(Failure.failed("The directory is broken.", null)) : new Directory.Listing("e", 1, List.of(), List.of());
	}

	@BeforeEach
	void everythingIsShown() {
		on.store.use(() -> contracts);
		on.store.agents().pull();
		on.store.catalog().pull();
		on.store.relays().pull();
		on.proven();
		asked.clear();
	}

	@Test
	void aTellingPullsEachListOnce() {
		own = 2;
		on.store.catalogChanged();
		assertEquals(List.of("Agents", "Directory", "Personas", "Relays", "Teams"), asked.stream().sorted().toList());
		assertEquals(2, on.store.catalog().now().value().personas().size());
	}

	@Test
	void anEventAloneIsNotPulledFor() {
		for (int i = 0; i < 500; i++) {
			on.store.heard(new AgentsChanged("e", 2 + i, Cause.SYSTEM));
		}
		assertEquals(List.of(), asked);
	}

	@Test
	void whatNobodyAskedForStaysUnasked() {
		StoreOnFakes other = new StoreOnFakes();
		other.store.use(() -> contracts);
		asked.clear();
		other.store.catalogChanged();
		assertEquals(List.of(), asked);
	}

	@Test
	void aCommandOfThisWindowIsSeenAtOnce() {
		own = 1;
		on.store.commanded(new Personas.Delete(CommandId.random(), "reviewer", true));
		assertEquals(1, on.store.catalog().now().value().personas().size());
		asked.clear();
		on.store.commanded(new Sessions.Rename(CommandId.random(), StoreOnFakes.SESSION.value(), "Another"));
		assertEquals(List.of(), asked.stream().filter(each -> !each.equals("Sessions")).toList());
	}

	@Test
	void withoutPushesNothingIsTold() {
		on.store.choose(new SessionStore.Choices(Polling.ADAPTIVE, false));
		asked.clear();
		on.store.catalogChanged();
		assertEquals(List.of(), asked);
	}

	@Test
	void withoutPushesItIsPulledByItself() {
		on.store.choose(new SessionStore.Choices(Polling.ADAPTIVE, false));
		own = 3;
		on.ticks.advance(Cadence.SLOWEST.multipliedBy(2));
		assertEquals(3, on.store.catalog().now().value().personas().size());
	}

	@Test
	void oneListThatFailsLeavesWhatWasKnown() {
		own = 1;
		on.store.catalogChanged();
		broken = true;
		own = 2;
		on.store.catalogChanged();
		assertEquals("The directory is broken.", failure().message());
		assertEquals(1, on.store.catalog().now().value().personas().size());
	}

	private Failure failure() {
		Failure failure = on.store.catalog().now().failure();
		assertNotNull(failure);
		return failure;
	}

	@Test
	void allWithoutAHostSaysSo() {
		StoreOnFakes other = new StoreOnFakes();
		other.store.use(() -> Contracts.NONE);
		other.store.catalog().pull();
		assertEquals(Failure.Code.HOST_UNREACHABLE, other.store.catalog().now().failure().code());
	}
}
