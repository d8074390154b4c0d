package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.testkit.FakeHost;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;

/** Who calls the command in this process, on a data folder whose host is a fake one. */
final class Typist implements AutoCloseable {
	final DataFolder folder;
	final FakeHost host;
	/** The caller's environment. */
	final Map<String, String> env = new HashMap<>();
	/** What comes on standard input. */
	String typed = "";
	/** Whether standard input and output are a terminal. */
	boolean person;
	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	Typist(Path temp) {
		folder = DataFolder.open(temp.resolve("home"), Map.of());
		host = FakeHost.start(folder);
	}

	/** @return the exit code */
	int umbra(String... args) {
		out.reset();
		err.reset();
		List<String> all = new ArrayList<>(List.of("--home", folder.path().toString()));
		all.addAll(List.of(args));
		return Main.run(all.toArray(String[]::new), new Terminal(out, err,
				new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), () -> person, env, folder.path()));
	}

	/** It succeeds. @return this, for what it said */
	Typist ok(String... args) {
		assertEquals(0, umbra(args), () -> String.join(" ", args) + ": " + err());
		return this;
	}

	/** It fails so, and nothing is printed on standard output but questions to a person. @return its words */
	String fails(int exit, String... args) {
		assertEquals(exit, umbra(args), () -> String.join(" ", args) + ": " + out() + err());
		return err();
	}

	String out() {
		return out.toString(StandardCharsets.UTF_8);
	}

	String err() {
		return err.toString(StandardCharsets.UTF_8);
	}

	JsonNode json() {
		return Codec.parse(out());
	}

	/** The marker that the host puts into its agents' environment. */
	void asAgent() {
		env.put("UMBRA_AGENT", folder.hash() + ":agent-1");
	}

	@Override
	public void close() {
		host.close();
	}
}
