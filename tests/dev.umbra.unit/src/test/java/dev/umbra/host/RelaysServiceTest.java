package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Relays;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.RelayStateChanged;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;

class RelaysServiceTest {
	private static final String URL = "wss://relay.example";
	@TempDir
	Path home;
	private TestHost host;

	@BeforeEach
	void open() {
		host = new TestHost(home);
		host.relaying.load();
	}

	private Outcome<Relays.Added> add(String url, RelayMode mode) {
		return host.relaying.add(new Relays.Add(CommandId.random(), url, mode, null)).toCompletableFuture().join();
	}

	private List<RelayStatus> list() {
		return host.relaying.list(new Nothing()).toCompletableFuture().join().orThrow().relays();
	}

	private static Failure failure(Outcome<?> outcome) {
		return assertInstanceOf(Outcome.NotOk.class, outcome).failure();
	}

	@Test
	void theFirstRelayMakesTheIdentityItIsFor() {
		Relays.Added added = add(" WSS://Relay.Example:443/ ", RelayMode.PRIVATE).orThrow();
		assertEquals(URL, added.url());
		assertEquals(added.identity(), list().getFirst().link().identity());
		assertEquals(RelayMode.PRIVATE, list().getFirst().link().mode());
		assertTrue(host.catalog.identities().toCompletableFuture().join().getFirst().current());
	}

	@Test
	void addingItAgainChangesItsMode() {
		add(URL, RelayMode.PRIVATE);
		add(URL, RelayMode.BUZZ_COMPATIBLE);
		assertEquals(List.of(RelayMode.BUZZ_COMPATIBLE), list().stream().map(each -> each.link().mode()).toList());
	}

	@Test
	void whatCannotBeARelaysAddressIsSaid() {
		for (String url : List.of("https://relay.example", "relay.example", "wss://", "wss://me:secret@relay.example", "wss://a b", "wss://" + "x".repeat(400))) {
			assertEquals(Failure.Code.USAGE, failure(add(url, RelayMode.PRIVATE)).code(), url);
		}
		assertTrue(list().isEmpty());
	}

	@Test
	void anAddressThatCanBeReadOnTheWayIsSaidToBe() {
		assertTrue(add("ws://192.168.1.7:4869", RelayMode.PRIVATE).orThrow().words().stream().anyMatch(words -> words.contains("not encrypted")));
		assertTrue(add("ws://127.0.0.1:4869", RelayMode.PRIVATE).orThrow().words().stream().noneMatch(words -> words.contains("not encrypted")));
	}

	@Test
	void aRelayThatIsRemovedIsNotConnectedAnyMore() {
		add(URL, RelayMode.PRIVATE);
		assertEquals(new Done(), host.relaying.remove(new Relays.Remove(CommandId.random(), URL + "/", null)).toCompletableFuture().join().orThrow());
		assertTrue(list().isEmpty());
		assertTrue(host.relays.status().isEmpty());
		assertEquals(Failure.Code.NOT_FOUND,
				failure(host.relaying.remove(new Relays.Remove(CommandId.random(), URL, null)).toCompletableFuture().join()).code());
	}

	@Test
	void syncTriesAgainThoseThatAreMeant() {
		add(URL, RelayMode.PRIVATE);
		add("wss://other.example", RelayMode.PRIVATE);
		host.relaying.sync(new Relays.Sync(URL)).toCompletableFuture().join().orThrow();
		assertEquals(List.of(URL), host.relays.triedAgain().stream().map(link -> link.relay().url()).toList());
		host.relaying.sync(new Relays.Sync(null)).toCompletableFuture().join().orThrow();
		assertEquals(3, host.relays.triedAgain().size());
		assertEquals(Failure.Code.NOT_FOUND, failure(host.relaying.sync(new Relays.Sync("wss://unknown.example")).toCompletableFuture().join()).code());
	}

	@Test
	void clientsAreToldOfEachStateAndOfEachCommit() throws InterruptedException {
		add(URL, RelayMode.PRIVATE);
		RelayLink link = list().getFirst().link();
		host.relays.state(link, RelayState.LIVE);
		host.heard.await(RelayStateChanged.class, event -> event.relay().url().equals(URL) && event.state() == RelayState.LIVE);
		host.relays.sink().catalogChanged(new CatalogRecords.Changed(7, true, List.of(), List.of()), link.relay());
		host.heard.await(AgentsChanged.class, event -> event.cause().who().equals("relay.example"));
	}

	@Test
	void switchingIdentitiesOftenLeavesOneListenerAndTheSameLinks() throws InterruptedException {
		add(URL, RelayMode.PRIVATE);
		RelayLink link = list().getFirst().link();
		IdentitiesService identities = host.personas.identities();
		identities.create(new Identities.Create(CommandId.random(), "other")).toCompletableFuture().join().orThrow();
		for (int i = 0; i < 20; i++) {
			identities.use(new Identities.Use(CommandId.random(), i % 2 == 0 ? "me" : "other")).toCompletableFuture().join().orThrow();
		}
		assertEquals(List.of(link), host.relays.status().stream().map(RelayStatus::link).toList(), "it stays connected, whichever identity is in use");
		host.relays.sink().catalogChanged(new CatalogRecords.Changed(7, true, List.of(), List.of()), link.relay());
		host.heard.await(AgentsChanged.class, event -> event.cause().who().equals("relay.example"));
		assertEquals(1, host.heard.of(AgentsChanged.class).stream().filter(event -> event.cause().who().equals("relay.example")).count());
	}
}
