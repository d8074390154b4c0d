package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.session.SessionStatus;

/** What a person left in windows is there again, whatever became of window and host. */
class WindowsKeptTest {
	@TempDir
	Path temp;

	@Test
	void tabsAndDraftsSurviveKill9OfTheHost() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addFake("fake");
			String first = folder.session("fake");
			String second = folder.session("fake");
			String third = folder.session("fake");
			for (int run = 0; run < 3; run++) {
				for (String session : List.of(first, second, third)) {
					Await.ok(folder.remote().tabs().open(new Tabs.Open(CommandId.random(), session)));
				}
				Await.ok(folder.remote().tabs().client(new Tabs.Client(CommandId.random(), "product", second, Map.of(first, "entry-1"))));
				Await.ok(folder.remote().tabs().pin(new Tabs.Pin(CommandId.random(), third, true)));
				Await.ok(folder.remote().tabs().move(new Tabs.Move(CommandId.random(), second, 1)));
				String typed = "half a sentence " + "and more ".repeat(10_000) + run;
				Await.ok(folder.remote().drafts().put(new Drafts.Put(CommandId.random(), first, typed)));

				folder.killHost();
				folder.start();

				Tabs.Listing listing = Await.ok(folder.remote().tabs().list(new Tabs.ListFor("product")));
				assertEquals(List.of(third + " true", second + " false", first + " false"),
						listing.tabs().stream().map(tab -> tab.session() + " " + tab.pinned()).toList());
				assertEquals(second, String.valueOf(listing.active()));
				assertEquals(Map.of(first, "entry-1"), listing.scroll());
				assertEquals(typed, Await.ok(folder.remote().drafts().get(new Drafts.Get(first))).text());
				Await.ok(folder.remote().tabs().close(new Tabs.Close(CommandId.random(), third)));
				Await.ok(folder.remote().tabs().close(new Tabs.Close(CommandId.random(), first)));
			}
		}
	}

	@Test
	void theCommandShowsTabsAndStartsAndStopsAgents() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addFake("fake");
			String running = folder.session("fake");
			String closed = folder.session("fake");
			for (String session : List.of(running, closed)) {
				Await.ok(folder.remote().tabs().open(new Tabs.Open(CommandId.random(), session)));
			}
			folder.umbra().run("session", "close", closed).ok();

			JsonNode started = folder.umbra().run("agent", "start", "fake", "--json").ok().json();
			assertEquals("fake", started.path("agent").asText());
			Await.until("an agent that is ready", () -> state(folder).equals("ready"));
			folder.prompt(running, "[[text so far]] [[hang]]");
			folder.awaitMessages(running, 1);

			JsonNode tabs = folder.umbra().run("tabs", "--json").ok().json();
			assertEquals(1, tabs.size(), tabs::toString);
			assertEquals(running, tabs.path(0).path("session").asText());
			assertEquals("running", tabs.path(0).path("status").asText());
			folder.umbra().run("agent", "stop", "fake", "--json").fails(5, "refused", "A turn of the agent fake runs", "--force");
			folder.umbra().run("agent", "stop", "fake", "--force").ok();
			assertEquals(SessionStatus.INTERRUPTED, folder.awaitStatus(running, SessionStatus.INTERRUPTED).status());
			assertEquals("stopped", state(folder));
			folder.awaitNoAgents();
		}
	}

	private static String state(HostFolder folder) {
		return folder.umbra().run("agent", "show", "fake", "--json").ok().json().path("state").asText();
	}
}
