package dev.umbra.host;

import static dev.umbra.host.TestHost.done;
import static dev.umbra.host.TestHost.failure;
import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs.Tab;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.event.TabsChanged;
import dev.umbra.core.session.Blob;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;

/** Tabs and drafts, as clients ask for them. */
class TabsTest {
	@TempDir
	Path home;
	private TestHost host;
	private SessionId a;
	private SessionId b;
	private SessionId c;

	@BeforeEach
	void begin() {
		host = new TestHost(home).withAgent();
		a = host.session();
		b = host.session();
		c = host.session();
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private void open(SessionId... sessions) {
		for (SessionId session : sessions) {
			value(host.tabs.open(new Tabs.Open(CommandId.random(), session.value())));
		}
	}

	private Tabs.Listing list(String client) {
		return value(host.tabs.list(new Tabs.ListFor(client)));
	}

	private List<SessionId> order() {
		return list(null).tabs().stream().map(Tab::session).toList();
	}

	private List<Long> announced() {
		return host.heard.of(TabsChanged.class).stream().map(TabsChanged::revision).toList();
	}

	private void view(String client, String active, Map<String, String> scroll) {
		value(host.tabs.client(new Tabs.Client(CommandId.random(), client, active, scroll)));
	}

	private <P, R> JsonNode run(Method<P, R> method, P params) {
		return done(host.calls.run(method.name(), Codec.tree(params)));
	}

	@Test
	void everyChangeOfTheListIsAnnouncedOnceWithItsRevision() {
		open(a, b, c);
		value(host.tabs.pin(new Tabs.Pin(CommandId.random(), c.value(), true)));
		value(host.tabs.move(new Tabs.Move(CommandId.random(), b.value(), 1)));
		value(host.tabs.close(new Tabs.Close(CommandId.random(), a.value())));
		assertEquals(List.of(new Tab(c, true), new Tab(b, false)), list(null).tabs());
		assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), announced());
		assertEquals(6, list(null).revision());
		assertEquals(TestHost.EPOCH, list(null).epoch());
	}

	@Test
	void whatChangesNothingIsDoneAndNotAnnounced() {
		open(a);
		open(a);
		value(host.tabs.close(new Tabs.Close(CommandId.random(), b.value())));
		value(host.tabs.move(new Tabs.Move(CommandId.random(), a.value(), 7)));
		value(host.tabs.pin(new Tabs.Pin(CommandId.random(), a.value(), false)));
		assertEquals(List.of(1L), announced());
	}

	@Test
	void aSessionIsNamedByTheBeginningOfItsIdAndAnUnknownOneIsNotFound() {
		value(host.tabs.open(new Tabs.Open(CommandId.random(), a.value().substring(0, 13))));
		assertEquals(List.of(a), order());
		for (var answer : List.of(host.tabs.open(new Tabs.Open(CommandId.random(), "nowhere")),
				host.tabs.close(new Tabs.Close(CommandId.random(), SessionId.random().value())),
				host.tabs.move(new Tabs.Move(CommandId.random(), b.value(), 0)),
				host.tabs.pin(new Tabs.Pin(CommandId.random(), b.value(), true)))) {
			assertEquals(Failure.Code.NOT_FOUND, failure(answer).code());
		}
		assertEquals(List.of(1L), announced());
	}

	@Test
	void aRepeatDoesNothingTwice() {
		Tabs.Open open = new Tabs.Open(CommandId.random(), a.value());
		Tabs.Close close = new Tabs.Close(CommandId.random(), a.value());
		run(Methods.TABS_OPEN, open);
		run(Methods.TABS_CLOSE, close);
		run(Methods.TABS_OPEN, open);
		assertEquals(List.of(), order());
		open(a);
		run(Methods.TABS_CLOSE, close);
		assertEquals(List.of(a), order());
		assertEquals(List.of(1L, 2L, 3L), announced());
		assertEquals(1, run(Methods.TABS_LIST, new Tabs.ListFor(null)).path("tabs").size());
	}

	@Test
	void closingASessionTakesItsTabAndSaysSo() {
		open(a, b);
		value(host.sessions.close(new Sessions.Close(CommandId.random(), a.value(), Sessions.CloseMode.ASK, "test")));
		assertEquals(List.of(b), order());
		assertEquals(List.of(1L, 2L, 3L), announced());

		host.prompt(b, "go");
		value(host.sessions.close(new Sessions.Close(CommandId.random(), b.value(), Sessions.CloseMode.KEEP_RUNNING, "test")));
		assertEquals(List.of(b), order(), "letting it run is the window's own tabs/close");
		value(host.sessions.close(new Sessions.Close(CommandId.random(), b.value(), Sessions.CloseMode.STOP, "test")));
		assertEquals(List.of(), order());
		assertEquals(List.of(1L, 2L, 3L, 4L), announced());
		assertEquals("test", host.heard.of(TabsChanged.class).getLast().cause().who());
	}

	@Test
	void aClosedSessionCanBeOpenedToBeReadAndHasNoTabWhenItIsReopenedByAPrompt() {
		open(a);
		Sessions.Close close = new Sessions.Close(CommandId.random(), a.value(), Sessions.CloseMode.ASK, "test");
		value(host.sessions.close(close));
		open(a);
		value(host.sessions.rename(new Sessions.Rename(CommandId.random(), a.value(), "read again")));
		assertEquals(List.of(a), order());
		value(host.sessions.close(new Sessions.Close(CommandId.random(), b.value(), Sessions.CloseMode.ASK, "test")));
		host.prompt(b, "again");
		assertEquals(List.of(a), order());
	}

	@Test
	void removingTheAgentLeavesTheTabsOfItsSessionsReadable() {
		open(a);
		value(host.agents.remove(new Agents.Remove(CommandId.random(), "demo", true)));
		assertEquals(List.of(a), order());
		assertEquals("demo", value(host.sessions.get(new Sessions.Get(a.value(), null))).summary().agentName());
	}

	@Test
	void eachClientHasItsViewOfTheTabsThatAreThere() {
		open(a, b);
		view("product", a.value(), Map.of(a.value(), "e1", b.value(), "e2", c.value(), "e3"));
		assertEquals(a, list("product").active());
		assertEquals(Map.of(a.value(), "e1", b.value(), "e2"), list("product").scroll());
		assertNull(list("ide:/w").active());
		assertNull(list(null).active());
		value(host.tabs.close(new Tabs.Close(CommandId.random(), a.value())));
		assertNull(list("product").active());
		assertEquals(Map.of(b.value(), "e2"), list("product").scroll());
		assertEquals(3, announced().size(), "nobody else is concerned");
	}

	@Test
	void aViewThatIsTooLargeOrOfNobodyIsRefusedInWords() {
		Map<String, String> many = new HashMap<>();
		for (int i = 0; i <= 10_000; i++) {
			many.put("session-" + i, "e");
		}
		for (Tabs.Client bad : List.of(new Tabs.Client(CommandId.random(), " ", null, Map.of()),
				new Tabs.Client(CommandId.random(), "x".repeat(501), null, Map.of()),
				new Tabs.Client(CommandId.random(), "a\nb", null, Map.of()),
				new Tabs.Client(CommandId.random(), "product", "x".repeat(101), Map.of()),
				new Tabs.Client(CommandId.random(), "product", "", Map.of()),
				new Tabs.Client(CommandId.random(), "product", null, Map.of(a.value(), "x".repeat(101))),
				new Tabs.Client(CommandId.random(), "product", null, many))) {
			Failure failure = failure(host.tabs.client(bad));
			assertEquals(Failure.Code.USAGE, failure.code());
			assertTrue(failure.message().matches("(?s).*\\d.*"), failure.message());
		}
		assertEquals(Failure.Code.USAGE, failure(host.tabs.list(new Tabs.ListFor(""))).code());
	}

	@Test
	void aDraftIsKeptUntilTheEmptyTextRemovesIt() {
		assertEquals(new Drafts.Draft("", null), value(host.drafts.get(new Drafts.Get(a.value()))));
		Drafts.Put put = new Drafts.Put(CommandId.random(), a.value(), "half a");
		run(Methods.DRAFTS_PUT, put);
		run(Methods.DRAFTS_PUT, new Drafts.Put(CommandId.random(), a.value(), "half a word"));
		run(Methods.DRAFTS_PUT, put);
		assertEquals("half a word", run(Methods.DRAFTS_GET, new Drafts.Get(a.value())).path("text").asText());
		host.prompt(a, "half a word");
		assertEquals("half a word", value(host.drafts.get(new Drafts.Get(a.value()))).text(), "the composer removes it");
		run(Methods.DRAFTS_PUT, new Drafts.Put(CommandId.random(), a.value(), ""));
		assertEquals(new Drafts.Draft("", null), value(host.drafts.get(new Drafts.Get(a.value()))));
	}

	@Test
	void whatIsToGoWithADraftIsKeptApartFromItsText() {
		byte[] picture = { 1, 2, 3 };
		Sessions.NewEnclosure pasted = new Sessions.NewEnclosure(null, "picture 1", "image/png", Base64.getEncoder().encodeToString(picture), false);
		Sessions.NewEnclosure file = new Sessions.NewEnclosure("/not/there/../yet.txt", null, null, null, true);
		run(Methods.DRAFTS_PUT, new Drafts.Put(CommandId.random(), a.value(), null, List.of(pasted, file)));
		run(Methods.DRAFTS_PUT, new Drafts.Put(CommandId.random(), a.value(), "look at it"));
		Drafts.Draft draft = value(host.drafts.get(new Drafts.Get(a.value())));
		assertEquals("look at it", draft.text());
		assertEquals(List.of(new Drafts.Enclosed(null, "picture 1", "image/png", false, Blob.of(picture).hash(), 3),
				new Drafts.Enclosed("/not/yet.txt", "yet.txt", null, true, null, 0)), draft.enclosures());
		run(Methods.DRAFTS_PUT, new Drafts.Put(CommandId.random(), a.value(), ""));
		assertEquals(2, value(host.drafts.get(new Drafts.Get(a.value()))).enclosures().size());
		run(Methods.DRAFTS_PUT, new Drafts.Put(CommandId.random(), a.value(), null, List.of()));
		assertEquals(new Drafts.Draft("", null), value(host.drafts.get(new Drafts.Get(a.value()))));
	}

	@Test
	void whatCannotGoWithADraftIsRefusedInWords() {
		String large = Base64.getEncoder().encodeToString(new byte[(10 << 20) + 1]);
		Failure failure = failure(host.drafts.put(new Drafts.Put(CommandId.random(), a.value(), null,
				List.of(new Sessions.NewEnclosure(null, "huge.png", "image/png", large, false)))));
		assertEquals(Failure.Code.USAGE, failure.code());
		assertTrue(failure.message().contains("huge.png"), failure.message());
		Sessions.NewEnclosure one = new Sessions.NewEnclosure("/a", null, null, null, false);
		assertTrue(failure(host.drafts.put(new Drafts.Put(CommandId.random(), a.value(), "x", Collections.nCopies(21, one)))).message().contains("21"));
		assertEquals("", value(host.drafts.get(new Drafts.Get(a.value()))).text(), "nothing of it is kept");
	}

	@Test
	void aDraftThatIsTooLongOrOfNoSessionIsRefusedInWords() {
		String longest = "x".repeat(1 << 20);
		value(host.drafts.put(new Drafts.Put(CommandId.random(), a.value(), longest)));
		Failure failure = failure(host.drafts.put(new Drafts.Put(CommandId.random(), a.value(), longest + "x")));
		assertEquals(Failure.Code.USAGE, failure.code());
		assertTrue(failure.message().contains("1048577"), failure.message());
		assertEquals(longest, value(host.drafts.get(new Drafts.Get(a.value()))).text());
		assertEquals(Failure.Code.NOT_FOUND, failure(host.drafts.put(new Drafts.Put(CommandId.random(), "nowhere", "x"))).code());
		assertEquals(Failure.Code.NOT_FOUND, failure(host.drafts.get(new Drafts.Get("nowhere"))).code());
	}
}
