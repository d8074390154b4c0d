package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.session.SessionStatus;

/** Each documented exit code, with its words and its error object. */
class ExitCodeTest {
	private static final String ONE = "abcd1111-0000-4000-8000-000000000001";
	private static final String TWO = "abcd2222-0000-4000-8000-000000000002";
	@TempDir
	Path temp;

	@Test
	void eachKindOfMistakeHasItsExitCodeAndSaysWhatWhichAndWhatToDo() {
		try (HostFolder folder = HostFolder.in(temp)) {
			Umbra umbra = folder.umbra();
			// 2, before any host is needed
			umbra.run("session", "frobnicate", "--json").fails(2, "usage", "umbra session frobnicate", "--help");
			umbra.run("session", "new", "--json").fails(2, "usage", "--agent");
			umbra.run("prompt", "abcd").failsInWords(2, "TEXT");
			umbra.run("run", "hello", "--json").fails(2, "usage", "Which agent?", "umbra run --preset demo");
			umbra.run("agent", "add", "x", "--preset", "demo", "--env-secret", "KEY", "--json").fails(2, "usage", "KEY", "standard input");
			umbra.run("agent", "set", "x", "colour=red", "--json").fails(2, "usage", "colour", "policy");
			umbra.run("queue", "abcd", "send-now", "first", "--json").fails(2, "usage", "first");
			umbra.run("rule", "add", "--kind", "edit", "--json").fails(2, "usage", "--deny");
			assertTrue(folder.hosts().isEmpty(), "a host was started for a mistake in typing");
			// 4
			umbra.withFlag("-Dumbra.runtime=" + temp.resolve("nowhere")).run("session", "list", "--json")
					.fails(4, "host_unreachable", temp.resolve("nowhere").toString());
			umbra.withFlag("-Dumbra.host.flags=-XX:NoSuchFlag").run("session", "list").failsInWords(4, "NoSuchFlag", "host.err");

			folder.start();
			folder.addFake("fake");
			folder.session("fake");
			folder.session("fake");
			umbra.run("host", "stop").ok();
			AfterACrashTest.sql(folder, "UPDATE session SET id='" + ONE + "' WHERE nr=(SELECT min(nr) FROM session)",
					"UPDATE session SET id='" + TWO + "' WHERE nr=(SELECT max(nr) FROM session)");
			// 2, said by the host
			umbra.run("session", "show", "abcd", "--json").fails(2, "usage", ONE, TWO);
			umbra.run("session", "show", "abc", "--json").fails(2, "usage", "\"abc\"", "four characters");
			umbra.run("session", "show", "abcd1").ok();
			umbra.run("host", "set", "idle-end=soon", "--json").fails(2, "usage", "idle-end", "soon");
			umbra.run("agent", "add", "fake", "--preset", "demo", "--json").fails(2, "usage", "\"fake\"");
			// 3
			umbra.run("session", "show", "ffffffff", "--json").fails(3, "not_found", "ffffffff", "umbra session list");
			umbra.run("prompt", "11111111-2222-4333-8444-555555555555", "hello").failsInWords(3, "11111111-2222-4333-8444-555555555555");
			umbra.run("agent", "show", "nobody", "--json").fails(3, "not_found", "\"nobody\"", "umbra agent list");
			umbra.run("agent", "add", "x", "--preset", "nonsense", "--json").fails(3, "not_found", "\"nonsense\"", "demo");
			umbra.run("attention", "answer", "ffffffff", "yes", "--json").fails(3, "not_found", "ffffffff");
			umbra.run("agent", "add", "x", "--preset", "demo", "--persona", "p", "--json").fails(3, "not_found", "\"p\"", "umbra persona list");
			// 5
			umbra.run("agent", "set", "fake", "policy=allow_all", "--json").fails(5, "refused", "fake", "terminal");
			umbra.withEnv("UMBRA_AGENT", folder.folder().hash() + ":x").run("rule", "add", "--allow", "--kind", "edit", "--json").fails(5,
					"refused", "umbra rule add");
			folder.prompt(ONE, "[[hang]]");
			folder.awaitStatus(ONE, SessionStatus.RUNNING);
			umbra.run("session", "close", ONE, "--json").fails(5, "refused", "--stop");
			umbra.run("agent", "remove", "fake", "--json").fails(5, "refused", "fake", "--force");
			umbra.run("session", "close", ONE, "--stop").ok();
		}
	}
}
