package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.testkit.FakeAgent;

/** A secret of an agent is in the agent's environment and nowhere else that anybody reads. */
class SecretsTest {
	private static final String SECRET = "hunter2-c2VjcmV0-\u00fc-0123456789";
	@TempDir
	Path temp;

	/**
	 * A program that keeps its secret in a file of its own, tells it to stderr and in a line that is no JSON, and then is the
	 * fake agent.
	 */
	private Path teller() throws IOException {
		StringBuilder script = new StringBuilder("#!/bin/sh\nprintf %s \"$API_KEY\" > '" + seen() + "'\n"
				+ "echo \"my key is $API_KEY\" >&2\necho \"loud: $API_KEY\"\nexec");
		FakeAgent.command().forEach(word -> script.append(" '").append(word).append('\''));
		Path program = Files.writeString(temp.resolve("teller"), script.append('\n').toString());
		return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
	}

	private Path seen() {
		return temp.resolve("seen");
	}

	private String seenText() throws IOException {
		return Files.exists(seen()) ? Files.readString(seen()) : "";
	}

	private static void assertNowhereIn(Path folder) throws IOException {
		byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
		List<Path> files;
		try (Stream<Path> all = Files.walk(folder)) {
			files = all.filter(Files::isRegularFile).toList();
		}
		assertTrue(files.size() > 4, () -> "only these files are looked at: " + files);
		for (Path file : files) {
			assertFalse(contains(Files.readAllBytes(file), secret), () -> "the secret stands in " + file);
		}
	}

	private static boolean contains(byte[] bytes, byte[] part) {
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		return text.contains(new String(part, StandardCharsets.ISO_8859_1));
	}

	@Test
	void theAgentSeesItAndNobodyElse() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			ProcessHandle host = folder.start();
			Umbra umbra = folder.umbra();
			List<Ran> said = new ArrayList<>();
			said.add(umbra.withEnv("API_KEY", SECRET).run("agent", "add", "teller", "--command", teller().toString(), "--env-secret", "API_KEY",
					"--env", "PLAIN=shown", "--json").ok());
			String session = folder.session("teller");
			said.add(umbra.run("prompt", session, "[[env PLAIN]]", "--follow", "--json").ok());
			assertEquals(SECRET, seenText());
			assertEquals("PLAIN=shown", folder.messages(session));

			said.add(umbra.run("agent", "show", "teller", "--json").ok());
			said.add(umbra.run("agent", "show", "teller").ok());
			said.add(umbra.run("agent", "list", "--json").ok());
			said.add(umbra.run("session", "entries", session, "--json").ok());
			Ran log = umbra.run("agent", "log", "teller").ok();
			Ran traffic = umbra.run("agent", "log", "teller", "--traffic", "--json").ok();
			said.add(log);
			said.add(traffic);
			assertTrue(log.out().contains("my key is ⟨secret API_KEY⟩"), log::toString);
			assertTrue(traffic.out().contains("loud: ⟨secret API_KEY⟩"), traffic::toString);
			assertTrue(traffic.out().contains("session/prompt"), traffic::toString);
			said.forEach(ran -> assertFalse(ran.out().contains(SECRET) || ran.err().contains(SECRET), ran::toString));
			assertEquals("[\"API_KEY\"]", said.get(2).json().path("secrets").toString());
			assertEquals("{\"PLAIN\":\"shown\"}", said.get(2).json().path("env").toString());
			assertFalse(contains(Files.readAllBytes(Path.of("/proc", Long.toString(host.pid()), "environ")),
					SECRET.getBytes(StandardCharsets.UTF_8)), "the host has it in its environment");
			assertNowhereIn(folder.path());
		}
	}

	@Test
	void itOutlivesTheHostIsChangedAndForgotten() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Umbra umbra = folder.umbra();
			umbra.withEnv("API_KEY", SECRET).run("agent", "add", "teller", "--command", teller().toString(), "--env-secret", "API_KEY").ok();
			umbra.run("host", "restart").ok();
			folder.disconnect();
			String session = folder.session("teller");
			umbra.run("prompt", session, "one", "--follow").ok();
			assertEquals(SECRET, seenText());

			JsonNode changed = umbra.withEnv("API_KEY", "another-secret").run("agent", "set", "teller", "--env-secret", "API_KEY", "--json").ok()
					.json();
			assertTrue(changed.path("restartNeeded").asBoolean(), changed::toString);
			umbra.run("agent", "stop", "teller").ok();
			umbra.run("prompt", session, "two", "--follow").ok();
			assertEquals("another-secret", seenText());

			umbra.run("agent", "set", "teller", "--drop-secret", "API_KEY").ok();
			umbra.run("agent", "stop", "teller").ok();
			umbra.run("prompt", session, "three", "--follow").ok();
			assertEquals("", seenText());
			assertEquals("[]", umbra.run("agent", "show", "teller", "--json").ok().json().path("secrets").toString());
			umbra.run("agent", "set", "teller", "--drop-secret", "API_KEY", "--json").exits(2);
		}
	}

	@Test
	void oneAgentsSecretIsNotInAnothersEnvironment() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Umbra umbra = folder.umbra();
			umbra.withEnv("API_KEY", SECRET).run("agent", "add", "teller", "--command", teller().toString(), "--env-secret", "API_KEY").ok();
			String first = folder.session("teller");
			umbra.run("prompt", first, "hello", "--follow").ok();
			String second = folder.session(folder.addFake("other"));
			umbra.run("prompt", second, "[[env API_KEY]]", "--follow").ok();
			assertEquals("API_KEY=null", folder.messages(second));
		}
	}
}
