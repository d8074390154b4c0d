package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.Version;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.FakeHost;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/** An older and a newer client at one host, and the real command at hosts of other versions. */
@Timeout(240)
class VersionsMeetTest {
	private static final SessionId SESSION = new SessionId("5e551011-0000-4000-8000-000000000000");
	@TempDir
	Path temp;

	@Test
	void anOlderAndANewerClientOfTheSameMajorWorkAtOneHostAtOnce() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addFake("fake");
			try (RawClient older = new RawClient(folder.socket()); RawClient newer = new RawClient(folder.socket())) {
				assertEquals("1.0", older.hello("1.0").path("result").path("protocol").asText(), "the lower of both");
				assertEquals(Version.OWN.protocol(), newer.hello("1.999").path("result").path("protocol").asText());

				ObjectNode create = Codec.object().put("command", "11111111-0000-4000-8000-000000000001").put("agent", "fake")
						.put("cwd", folder.work().toString()).put("title", "made by the newer").put("mood", "sunny");
				create.putArray("addDirs");
				create.putObject("weather").put("rain", false);
				String session = newer.call("sessions/create", create).path("result").path("session").asText();
				assertFalse(session.isEmpty(), "members that the host does not know are no mistake");
				JsonNode unknown = newer.call("sessions/teleport", Codec.object().put("session", session));
				assertEquals(-32601, unknown.path("error").path("code").asInt(), unknown::toString);
				assertTrue(unknown.path("error").path("message").asText().contains("sessions/teleport"), unknown::toString);

				JsonNode listed = older.call("sessions/list", Codec.object().put("all", false));
				assertEquals(session, listed.path("result").path("sessions").path(0).path("id").asText(), listed::toString);
				ObjectNode rename = Codec.object().put("command", "11111111-0000-4000-8000-000000000002").put("session", session)
						.put("title", "renamed by the older");
				assertTrue(older.call("sessions/rename", rename).has("result"));
				JsonNode one = newer.call("sessions/get", Codec.object().put("session", session));
				assertEquals("renamed by the older", one.path("result").path("summary").path("title").asText(), one::toString);
			}
		}
	}

	@Test
	void theCommandWorksAtAnOlderHostAndSaysInWordsWhatThatLacks() {
		HostFolder folder = HostFolder.in(temp);
		try (FakeHost host = FakeHost.start(folder.folder(), new Version("0.0.9", "1.0"), "epoch")) {
			host.answer(Methods.SESSIONS_LIST, new Sessions.Listing("epoch", List.of(Sample.summary(SESSION))));
			assertEquals(1, folder.umbra().run("session", "list", "--json").ok().json().size());
			folder.umbra().run("tabs", "--json").fails(5, "refused", "Umbra 0.0.9", "older than this client", "tabs/list",
					"umbra host restart --when-idle");
			folder.umbra().run("tabs").failsInWords(5, "Umbra 0.0.9", "older than this client", "umbra host restart --when-idle");
			assertTrue(folder.hosts().isEmpty(), "a second host was started");
		}
	}

	@Test
	void restartPutsAHostOfOursInThePlaceOfOneOfAnotherMajor() throws Exception {
		Process foreign = new ProcessBuilder("sleep", "600").start();
		try (HostFolder folder = HostFolder.in(temp);
				FakeHost host = FakeHost.start(folder.folder(), new Version("7.0", "7.0"), "epoch")) {
			host.on(Methods.HOST_STOP, stop -> {
				foreign.destroyForcibly();
				return Outcome.ok(new Host.Stopping(foreign.pid(), List.of()));
			});
			folder.umbra().run("session", "list").failsInWords(5, "7.0");

			JsonNode status = folder.umbra().run("host", "restart", "--when-idle", "--json").ok().json();

			assertEquals(1, host.asked(Methods.HOST_STOP).size());
			assertTrue(host.asked(Methods.HOST_STOP).getFirst().path("whenIdle").asBoolean());
			assertEquals(Version.OWN.protocol(), status.path("protocol").asText());
			assertEquals(folder.host().pid(), status.path("pid").asLong());
			assertTrue(folder.umbra().run("session", "list", "--json").ok().json().isEmpty());
		} finally {
			foreign.destroyForcibly();
		}
	}

	@Test
	void theCommandFollowsASessionOfANewerHostThatSaysMoreThanItKnows() {
		HostFolder folder = HostFolder.in(temp);
		var running = Sample.summary(SESSION).edit().status(SessionStatus.RUNNING).turn(new TurnId("turn-1")).revision(5).build();
		try (FakeHost host = FakeHost.start(folder.folder(), new Version("1.9", "1.99"), "epoch")) {
			host.answer(Methods.SESSIONS_ATTACH, new Sessions.Attached(SESSION, "epoch", 5, running, true,
					List.of(Sample.message("e1", 1, EntryStatus.DONE, "before").withRevision(5))));
			try (Running follower = folder.umbra().start("follow", SESSION.value(), "--json")) {
				follower.awaitOut("the first entry", out -> out.contains("before"));
				String attachment = host.asked(Methods.SESSIONS_ATTACH).getLast().path("attachment").asText();
				host.tell("weather", Codec.object().put("rain", true));
				host.tell(Methods.EVENT, Codec.object().put("type", "cometSeen").put("epoch", "epoch").put("revision", 1));
				host.tell(Methods.CHANGES, upsert(attachment, 5, 6, strange(2, 6)));
				host.tell(Methods.CHANGES, upsert(attachment, 6, 7, Codec.tree(
						Sample.message("e3", 3, EntryStatus.DONE, "afterwards").withRevision(7))));
				follower.awaitOut("what came afterwards", out -> out.contains("afterwards"));

				var closed = running.edit().status(SessionStatus.COMPLETED).turn(null).revision(8).build();
				host.tell(Methods.CHANGES, new Sessions.Changes(attachment, SESSION, "epoch", 7, 8, false, closed, List.of()));
				Ran ran = follower.ended().ok();
				JsonNode entry = ran.lines().stream().map(line -> line.path("entry")).filter(e -> e.path("id").asText().equals("e2"))
						.findFirst().orElseThrow(() -> new AssertionError(ran.toString()));
				assertEquals("unknown", entry.path("kind").asText(), entry::toString);
				assertEquals("seen by few", entry.path("text").asText(), entry::toString);
				assertEquals("hologram", entry.path("name").asText(), entry::toString);
			}
		}
	}

	/** An entry of a kind, a status and a detail that nobody has heard of. */
	private static ObjectNode strange(long ordinal, long revision) {
		ObjectNode entry = (ObjectNode) Codec.tree(Sample.message("e2", ordinal, EntryStatus.DONE, "seen by few").withRevision(revision));
		entry.put("kind", "hologram").put("status", "shimmering").put("colour", "teal");
		entry.putObject("detail").put("type", "hologram").put("depth", 3);
		return entry;
	}

	private static ObjectNode upsert(String attachment, long from, long revision, JsonNode entry) {
		ObjectNode changes = Codec.object().put("attachment", attachment).put("session", SESSION.value()).put("epoch", "epoch")
				.put("from", from).put("revision", revision).put("lost", false);
		ArrayNode items = changes.putArray("items");
		items.addObject().put("type", "upsert").set("entry", entry);
		return changes;
	}
}
