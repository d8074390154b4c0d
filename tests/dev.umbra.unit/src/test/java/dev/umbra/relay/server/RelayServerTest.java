package dev.umbra.relay.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.port.RelayServer;
import dev.umbra.nostr.BouncySchnorr;
import dev.umbra.nostr.ClientMessage;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Filter;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.RelayMessage;
import dev.umbra.nostr.SecretKey;
import dev.umbra.nostr.Signatures;
import dev.umbra.nostr.Tag;
import dev.umbra.nostr.UnsignedEvent;
import dev.umbra.testkit.FakeEvents;
import dev.umbra.testkit.RelayClient;

/** What the relay does for clients, over its socket. */
class RelayServerTest {
	private static final long NOW = Instant.now().getEpochSecond();
	private final Signatures signatures = new Signatures(new BouncySchnorr());
	private final SecretKey key = SecretKey.random();
	private final FakeEvents events = new FakeEvents();
	private final NettyRelayServer server = new NettyRelayServer(events, new BouncySchnorr(), Clocks.SYSTEM, RelayLimits.DEFAULT);
	private final List<RelayClient> clients = new ArrayList<>();
	private String url = "";

	@BeforeEach
	void listen() {
		url = server.listen(new RelayServer.Wanted("127.0.0.1", 0, Set.of())).url();
	}

	@AfterEach
	void close() {
		clients.forEach(RelayClient::close);
		server.close();
	}

	private RelayClient client() {
		RelayClient client = RelayClient.open(url);
		clients.add(client);
		return client;
	}

	private Event event(long time, int kind, String content, Tag... tags) {
		return signatures.sign(new UnsignedEvent(time, kind, List.of(tags), content), key);
	}

	private Event persona(long time, String d, String content) {
		return event(time, Kind.PERSONA, content, Tag.of("d", d));
	}

	private void taken(RelayClient client, Event event) {
		assertEquals(new RelayMessage.Ok(event.id(), true, ""), client.publish(event));
	}

	@Test
	void anEventIsKeptAnsweredAndPassedOnToThoseWhoAskedForSuch() {
		RelayClient one = client();
		RelayClient other = client();
		assertEquals(List.of(), other.stored("mine", Filter.ALL.kinds(Kind.PERSONA)));
		assertEquals(List.of(), other.stored("teams", Filter.ALL.kinds(Kind.TEAM)));
		Event persona = persona(NOW, "a", "with \"quotes\", \n and 😀");
		taken(one, persona);
		assertEquals(new RelayMessage.Found("mine", persona), other.next());
		assertEquals(List.of(persona), one.find(Filter.ALL.ids(persona.id())));
		assertEquals(new RelayMessage.Ok(persona.id(), true, "duplicate: it is here already"), one.publish(persona));
		other.send(new ClientMessage.Close("mine"));
		assertEquals(List.of(persona), other.find(Filter.ALL.kinds(Kind.PERSONA)));
		other.stored("teams", Filter.ALL.kinds(Kind.TEAM)); // what was said before this was heard
		taken(one, persona(NOW + 1, "b", ""));
		taken(one, event(NOW, Kind.TEAM, "", Tag.of("d", "t")));
		assertEquals("teams", assertInstanceOf(RelayMessage.Found.class, other.next()).subscription(), "a closed subscription gets nothing");
	}

	@Test
	void ofAnAddressTheNewestIsKeptAndOfOneSecondTheLowestId() {
		RelayClient client = client();
		Event first = persona(NOW, "a", "1");
		Event second = persona(NOW + 5, "a", "2");
		taken(client, first);
		taken(client, second);
		assertEquals("duplicate: a newer one is here", client.publish(persona(NOW + 4, "a", "between")).message());
		assertEquals(List.of(second), client.find(Filter.ALL.tag("d", "a")));
		List<Event> same = Stream.of("a", "b", "c", "d").map(text -> persona(NOW, "tie", text)).toList();
		same.forEach(client::publish);
		assertEquals(List.of(same.stream().min(Comparator.comparing(event -> event.id().hex())).orElseThrow()), client.find(Filter.ALL.tag("d", "tie")));
		taken(client, event(NOW, Kind.AGENT_PROFILE, "x"));
		Event newer = event(NOW + 1, Kind.AGENT_PROFILE, "y", Tag.of("d", "ignored"));
		taken(client, newer);
		assertEquals(List.of(newer), client.find(Filter.ALL.kinds(Kind.AGENT_PROFILE)));
	}

	@Test
	void deletionsAreKeptServedAndHold() {
		RelayClient client = client();
		Event persona = persona(NOW, "a", "1");
		Event note = event(NOW, 1, "note");
		taken(client, persona);
		taken(client, note);
		SecretKey stranger = SecretKey.random();
		String address = Kind.PERSONA + ":" + persona.author() + ":a";
		UnsignedEvent foreign = new UnsignedEvent(NOW + 50, Kind.DELETION, List.of(Tag.of("a", address), Tag.of("e", note.id().hex())), "");
		taken(client, signatures.sign(foreign, stranger));
		assertEquals(2, client.find(Filter.ALL.authors(persona.author())).size(), "a stranger deletes nothing");
		Event deletion = event(NOW + 10, Kind.DELETION, "", Tag.of("a", address), Tag.of("e", note.id().hex()), Tag.of("k", "30175"));
		taken(client, deletion);
		assertEquals(List.of(deletion), client.find(Filter.ALL.authors(persona.author())));
		assertEquals("blocked: its author has deleted it", client.publish(persona).message());
		assertEquals("blocked: its author has deleted it", client.publish(note).message());
		assertFalse(client.publish(persona(NOW + 10, "a", "same second")).accepted());
		Event later = persona(NOW + 11, "a", "anew");
		taken(client, later);
		assertEquals(List.of(later, deletion), client.find(Filter.ALL.authors(persona.author())));
		taken(client, event(NOW + 20, Kind.DELETION, "", Tag.of("e", deletion.id().hex())));
		assertEquals(List.of(deletion), client.find(Filter.ALL.ids(deletion.id())), "a deletion cannot be deleted");
	}

	@Test
	void whatIsFleetingIsPassedOnAndNotKept() {
		RelayClient one = client();
		RelayClient other = client();
		other.stored("s", Filter.ALL.kinds(20001));
		Event fleeting = event(NOW, 20001, "now");
		taken(one, fleeting);
		assertEquals(new RelayMessage.Found("s", fleeting), other.next());
		assertEquals(List.of(), one.find(Filter.ALL.kinds(20001)));
	}

	@Test
	void pagesGoFromTheNewestBackByTheirTime() {
		RelayClient client = client();
		for (int i = 0; i < 30; i++) {
			client.publish(persona(NOW - i / 2, "p" + i, ""));
		}
		List<Event> all = client.find(Filter.ALL.kinds(Kind.PERSONA));
		assertEquals(30, all.size());
		assertEquals(all.stream().sorted(Comparator.comparingLong(Event::createdAt).reversed().thenComparing(event -> event.id().hex())).toList(), all);
		List<Event> page = client.find(Filter.ALL.kinds(Kind.PERSONA).limit(10));
		assertEquals(all.subList(0, 10), page);
		assertEquals(all.subList(8, 18), client.find(Filter.ALL.kinds(Kind.PERSONA).until(page.getLast().createdAt()).limit(10)), "until is inclusive");
		assertEquals(all, client.find(Filter.ALL.since(NOW - 7), Filter.ALL.until(NOW - 5)), "each event once");
		assertEquals(List.of(), client.find(Filter.ALL.limit(0)));
	}

	@Test
	void nothingIsLostOrDoubledBetweenWhatIsStoredAndWhatIsNew() {
		RelayClient writer = client();
		RelayClient reader = client();
		List<Event> published = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			Event event = persona(NOW, "e" + i, "");
			published.add(event);
			writer.send(new ClientMessage.Publish(event));
			if (i == 100) {
				reader.send(new ClientMessage.Request("s", List.of(Filter.ALL)));
			}
		}
		List<Event> seen = new ArrayList<>();
		while (seen.size() < 200) {
			if (reader.next() instanceof RelayMessage.Found found) {
				seen.add(found.event());
			}
		}
		assertEquals(Set.copyOf(published), Set.copyOf(seen));
	}

	@Test
	void whatWasReadBeforeItsSenderWasAnsweredIsNotPassedOnAsNewOnceMore() throws Exception {
		RelayClient writer = client();
		RelayClient reader = client();
		events.hold();
		Event early = persona(NOW, "early", "");
		writer.send(new ClientMessage.Publish(early));
		while (events.events().toCompletableFuture().get() == 0) {
			Thread.onSpinWait();
		}
		assertEquals(List.of(early), reader.stored("s", Filter.ALL));
		events.answer();
		assertEquals(new RelayMessage.Ok(early.id(), true, ""), writer.next());
		Event late = persona(NOW, "late", "");
		taken(writer, late);
		assertEquals(new RelayMessage.Found("s", late), reader.next());
	}

	@Test
	void forgedAndImpossibleEventsAreRefusedAndTheTrueOneIsTakenAfterwards() {
		RelayClient client = client();
		Event event = persona(NOW, "a", "true");
		Event forged = new Event(event.id(), event.author(), NOW, event.kind(), event.tags(), event.content(), "00".repeat(64));
		assertEquals(new RelayMessage.Ok(event.id(), false, "invalid: id or signature is not true"), client.publish(forged));
		assertTrue(client.publish(persona(NOW + 100_000, "b", "")).message().startsWith("invalid: created_at is"));
		assertTrue(client.publish(event(NOW, Kind.AUTH, "")).message().startsWith("invalid: kind 22242"));
		client.send("[\"EVENT\"," + event.json().replace("\"kind\":30175", "\"kind\":-1") + "]");
		assertEquals(new RelayMessage.Ok(event.id(), false, "invalid: kind is not a number from 0 to 65535"), client.next());
		taken(client, event);
	}

	@Test
	void whatIsNoMessageIsSaidToBeNoneAndTooMuchOfItEndsTheConnection() {
		RelayClient client = client();
		client.send("not json");
		assertTrue(assertInstanceOf(RelayMessage.Notice.class, client.next()).message().startsWith("error: not JSON"));
		client.send("[\"REQ\",\"s\",{\"search\":\"x\"}]");
		assertEquals("s", assertInstanceOf(RelayMessage.Closed.class, client.next()).subscription());
		taken(client, persona(NOW, "a", "goes on"));
		for (int i = 0; i < RelayLimits.DEFAULT.badMessages(); i++) {
			client.send("[]");
		}
		assertEquals(1008, client.closed());
		taken(client(), persona(NOW, "b", "others go on"));
	}

	@Test
	void aStoreThatFailsIsSaidInWords() {
		RelayClient client = client();
		events.failing(new FailureException(Failure.failed("The disk is full.", null)));
		assertEquals("error: The disk is full.", client.publish(persona(NOW, "a", "")).message());
		client.send(new ClientMessage.Request("s", List.of(Filter.ALL)));
		assertTrue(assertInstanceOf(RelayMessage.Closed.class, client.next()).message().startsWith("error: the relay could not read"));
		events.failing(null);
		taken(client, persona(NOW, "a", ""));
	}

	@Test
	void itGoesOnWhereItListensAndSaysWhyItCannot() {
		RelayServer.Listening here = server.listen(new RelayServer.Wanted("127.0.0.1", 0, Set.of()));
		assertEquals(url, here.url());
		NettyRelayServer second = new NettyRelayServer(events, new BouncySchnorr(), Clocks.SYSTEM, RelayLimits.DEFAULT);
		FailureException taken = assertThrows(FailureException.class, () -> second.listen(new RelayServer.Wanted("127.0.0.1", here.port(), Set.of())));
		assertTrue(taken.getMessage().contains("127.0.0.1:" + here.port()), taken::getMessage);
		assertThrows(FailureException.class, () -> second.listen(new RelayServer.Wanted("203.0.113.7", 0, Set.of("ab".repeat(32)))));
		FailureException open = assertThrows(FailureException.class, () -> second.listen(new RelayServer.Wanted("0.0.0.0", 0, Set.of())));
		assertTrue(open.getMessage().contains("nobody is allowed"), open::getMessage);
		RelayClient client = client();
		server.close();
		server.close();
		assertEquals(1001, client.closed());
	}
}
