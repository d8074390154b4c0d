package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

/** Standing answers decide in their one order, and what they decided is shown with their name. */
class RulesAndPoliciesTest {
	@TempDir
	Path temp;

	private static JsonNode permission(HostFolder folder, String session) {
		return folder.entries(session, "permission").getLast();
	}

	@Test
	void rulesDecideBeforeTheAgentsPolicyAndAreShown() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addDemo();
			Umbra umbra = folder.umbra();
			String session = folder.session("demo");

			umbra.run("rule", "add", "--allow", "--agent", "demo", "--path", "notes/**", "--name", "notes are free").ok();
			Ran allowed = umbra.run("prompt", session, "write notes/a.md: one", "--follow").ok();
			assertEquals("one\n", Files.readString(folder.work().resolve("notes/a.md")));
			assertTrue(allowed.out().contains("notes are free"), allowed::toString);
			assertTrue(permission(folder, session).path("decidedBy").asText().contains("notes are free"),
					() -> permission(folder, session).toString());
			assertFalse(permission(folder, session).has("answeredBy"));

			umbra.run("rule", "add", "--deny", "--path", "**/secret.md", "--name", "no secrets").ok();
			Ran denied = umbra.run("prompt", session, "write notes/secret.md: two", "--follow").ok();
			assertFalse(Files.exists(folder.work().resolve("notes/secret.md")));
			assertTrue(denied.out().contains("no secrets"), denied::toString);
			assertTrue(permission(folder, session).path("decidedBy").asText().contains("no secrets"));
			assertTrue(umbra.run("attention", "list", "--json").ok().json().isEmpty());

			umbra.run("agent", "set", "demo", "policy=allow_edits").ok();
			Ran byPolicy = umbra.run("prompt", session, "write other.md: three", "--follow").ok();
			assertEquals("three\n", Files.readString(folder.work().resolve("other.md")));
			assertTrue(permission(folder, session).path("decidedBy").asText().contains("policy"), byPolicy::toString);

			umbra.run("rule", "add", "--ask", "--path", "other.md", "--name", "ask me").ok();
			try (Running follower = umbra.start("prompt", session, "write other.md: four", "--follow", "--json")) {
				follower.awaitErr("umbra attention answer");
				JsonNode item = folder.awaitAttention(1).path(0);
				umbra.run("attention", "answer", item.path("item").asText(), "reject_once").ok();
				follower.ended().ok();
			}
			assertEquals("three\n", Files.readString(folder.work().resolve("other.md")));

			JsonNode rules = umbra.run("rule", "list", "--json").ok().json();
			assertEquals("[\"no secrets\",\"ask me\",\"notes are free\"]", names(rules));
			umbra.run("rule", "remove", "ask me").ok();
			umbra.run("rule", "remove", "ask me", "--json").fails(3, "not_found", "ask me");
			umbra.run("prompt", session, "write other.md: five", "--follow").ok();
			assertEquals("five\n", Files.readString(folder.work().resolve("other.md")));
		}
	}

	private static String names(JsonNode rules) {
		StringBuilder names = new StringBuilder();
		rules.forEach(rule -> names.append(names.isEmpty() ? "" : ",").append(rule.path("name")));
		return "[" + names + "]";
	}

	@Test
	void protectedFilesAreAskedAboutEvenWhereEditsAreAllowed() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addDemo();
			Umbra umbra = folder.umbra();
			String session = folder.session("demo");
			umbra.run("agent", "set", "demo", "policy=allow_edits").ok();
			try (Running follower = umbra.start("prompt", session, "write .envrc: export X=1", "--follow", "--json")) {
				follower.awaitErr("umbra attention answer");
				assertFalse(Files.exists(folder.work().resolve(".envrc")));
				umbra.run("attention", "answer", folder.awaitAttention(1).path(0).path("item").asText(), "--cancel").ok();
				follower.ended();
			}
			assertFalse(Files.exists(folder.work().resolve(".envrc")));
		}
	}

	@Test
	void rulesOutliveTheHost() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addDemo();
			folder.umbra().run("rule", "add", "--deny", "--kind", "edit", "--name", "read only").ok();
			folder.umbra().run("host", "restart").ok();
			folder.disconnect();
			String session = folder.session("demo");
			Ran ran = folder.umbra().run("prompt", session, "write a.txt: x", "--follow").ok();
			assertFalse(Files.exists(folder.work().resolve("a.txt")));
			assertTrue(ran.out().contains("read only"), ran::toString);
		}
	}

	@Test
	void allowAllWantsTheAgentsNameFromAPersonAtATerminal() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addDemo();
			Umbra umbra = folder.umbra();
			umbra.run("agent", "set", "demo", "policy=allow_all").failsInWords(5, "typed on a terminal");
			assertEquals("ask", umbra.run("agent", "show", "demo", "--json").ok().json().path("policy").asText());
			// an agent of this host is refused whatever it types
			umbra.withEnv("UMBRA_AGENT", folder.folder().hash() + ":someone")
					.run("agent", "set", "demo", "policy=allow_edits", "--json").fails(5, "refused", "UMBRA_AGENT");
			umbra.run("agent", "set", "demo", "policy=everything", "--json").fails(2, "usage", "policy");

			try (Running terminal = umbra.byTerminal("agent", "set", "demo", "policy=allow_all")) {
				terminal.awaitOut("the question", out -> out.contains("Type its name"));
				terminal.type("demo\n");
				terminal.awaitOut("the answer", out -> out.contains("Changed demo."));
				terminal.ended().ok();
			}
			assertEquals("allow_all", umbra.run("agent", "show", "demo", "--json").ok().json().path("policy").asText());
			String session = folder.session("demo");
			Ran ran = umbra.run("prompt", session, "write a.txt: x", "--follow").ok();
			assertTrue(Files.exists(folder.work().resolve("a.txt")), ran::toString);
			assertTrue(permission(folder, session).path("decidedBy").asText().contains("policy"), ran::toString);
		}
	}
}
