package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.CuttingProxy;

/** Replies that never arrive: the client asks again, and nothing happens twice. */
class LostReplyTest {
	private static final int TIMES = 20;
	@TempDir
	Path temp;

	private static RemoteHost client(CuttingProxy proxy) {
		return RemoteHost.lazy(proxy.folder(), RemoteHost.Options.of("cut").withoutStart());
	}

	private static String create(RemoteHost remote, HostFolder folder) {
		return Await.ok(remote.sessions().create(
				new Sessions.Create(CommandId.random(), "fake", folder.work().toString(), List.of(), "", null))).session().value();
	}

	private static Sessions.Prompted prompt(RemoteHost remote, String session, String text) {
		return Await.ok(remote.sessions().prompt(new Sessions.Prompt(CommandId.random(), session, text, "cut")));
	}

	@Test
	void noSessionIsMadeAndNoPromptIsSentTwiceWhenTheReplyIsLost() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addFake("fake");
			try (CuttingProxy proxy = new CuttingProxy(temp.resolve("p"), folder.socket()); RemoteHost remote = client(proxy)) {
				TreeSet<String> made = new TreeSet<>();
				for (int i = 0; i < TIMES; i++) {
					cut(proxy, "sessions/create", i);
					made.add(create(remote, folder));
				}
				TreeSet<String> there = new TreeSet<>();
				folder.umbra().run("session", "list", "--all", "--json").ok().json().forEach(s -> there.add(s.path("session").asText()));
				assertEquals(made, there);
				assertEquals(TIMES, made.size());

				String session = made.first();
				for (int i = 0; i < TIMES; i++) {
					cut(proxy, "sessions/prompt", i);
					Sessions.Prompted prompted = prompt(remote, session, "[[text <" + i + ">]]");
					assertEquals("started", prompted.state());
					folder.awaitStatus(session, SessionStatus.IDLE);
				}
				assertEquals(IntStream.range(0, TIMES).mapToObj(i -> "[[text <" + i + ">]]").toList(),
						folder.entries(session, "prompt").stream().map(entry -> entry.path("text").asText()).toList());
				assertEquals(IntStream.range(0, TIMES).mapToObj(i -> "<" + i + ">").reduce("", String::concat), folder.messages(session));
				assertEquals(2 * TIMES, proxy.cuts(), "each connection was cut");
			}
		}
	}

	/** Mostly after the reply; each fourth time while the host may still be at it. */
	private static void cut(CuttingProxy proxy, String method, int i) {
		if (i % 4 == 3) {
			proxy.cutEarly(method);
		} else {
			proxy.cutReply(method);
		}
	}

	@Test
	void aRepeatReachesTheNextHostAndFindsTheFirstResult() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addFake("fake");
			try (CuttingProxy proxy = new CuttingProxy(temp.resolve("p"), folder.socket()); RemoteHost remote = client(proxy)) {
				proxy.cutReply("sessions/create", () -> restart(folder));
				String session = create(remote, folder);
				assertEquals(1, folder.umbra().run("session", "list", "--all", "--json").ok().json().size());

				proxy.cutReply("sessions/prompt", () -> restart(folder));
				Sessions.Prompted prompted = prompt(remote, session, "[[hang]]");

				assertEquals(2, proxy.cuts());
				List<JsonNode> prompts = folder.entries(session, "prompt");
				assertEquals(1, prompts.size(), prompts::toString);
				assertEquals(prompted.turn().value(), prompts.getFirst().path("turn").asText());
				assertEquals(SessionStatus.INTERRUPTED, folder.summary(session).status(), "nothing is resumed without consent");
			}
		}
	}

	private static void restart(HostFolder folder) {
		folder.killHost();
		folder.start();
	}
}
