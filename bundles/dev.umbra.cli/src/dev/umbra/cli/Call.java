package dev.umbra.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;
import picocli.CommandLine.ParseResult;

/** One call of the command: what was typed, where it prints, and the host it speaks to. */
final class Call implements AutoCloseable {
	/** Our name for the host, and for who answered. */
	static final String CLIENT = "cli";
	private final Terminal terminal;
	private final ParseResult typed;
	private final boolean json;
	private final @Nullable String home;
	private @Nullable DataFolder folder;
	private @Nullable RemoteHost remote;

	Call(Terminal terminal, ParseResult typed, boolean json, @Nullable String home) {
		this.terminal = terminal;
		this.typed = typed;
		this.json = json;
		this.home = home;
	}

	Terminal terminal() {
		return terminal;
	}

	ParseResult parsed() {
		return typed;
	}

	boolean json() {
		return json;
	}

	DataFolder folder() {
		DataFolder opened = folder;
		if (opened == null) {
			opened = DataFolder.open(DataFolder.resolve(home, terminal.env()), terminal.env());
			folder = opened;
		}
		return opened;
	}

	/** The host, started if need be. */
	RemoteHost host() {
		return host(RemoteHost.Options.of(CLIENT));
	}

	RemoteHost host(RemoteHost.Options options) {
		RemoteHost connected = remote;
		if (connected == null) {
			connected = RemoteHost.connect(folder(), options);
			remote = connected;
		}
		return connected;
	}

	void disconnect() {
		RemoteHost connected = remote;
		remote = null;
		if (connected != null) {
			connected.close();
		}
	}

	@Override
	public void close() {
		disconnect();
	}

	/** Waits for an answer. @throws FailureException if it is none */
	static <T> T get(CompletionStage<Outcome<T>> answer) {
		Outcome<T> outcome = answer.toCompletableFuture().join();
		// not orThrow: a pattern switch costs 20 ms where nothing else is hot yet
		return outcome instanceof Outcome.Ok<T>(T value) ? value : outcome.orThrow();
	}

	boolean flag(String option) {
		return typed.hasMatchedOption(option);
	}

	@Nullable String option(String name) {
		return typed.matchedOptionValue(name, null);
	}

	List<String> options(String name) {
		return typed.matchedOptionValue(name, List.of());
	}

	/** A positional parameter that the parser has made sure of. */
	String word(int index) {
		return typed.matchedPositionalValue(index, "");
	}

	@Nullable String optionalWord(int index) {
		return typed.matchedPositionalValue(index, null);
	}

	/** All words from this position on. */
	List<String> words(int index) {
		return typed.matchedPositionalValue(index, List.of());
	}

	/** All words from this position on, as one text; {@code -} alone is standard input. */
	String text(int index) {
		return text(words(index));
	}

	/** These words as one text; {@code -} alone is standard input. */
	String text(List<String> words) {
		String text = String.join(" ", words);
		if (text.equals("-")) {
			try {
				text = terminal.allInput();
			} catch (IOException e) {
				throw new FailureException(Failure.failed("Standard input cannot be read: " + e.getMessage(), null), e);
			}
		}
		if (text.isBlank()) {
			throw new FailureException(Failure.usage("TEXT is missing or empty.",
					"Give it as the last words, or - to read standard input."));
		}
		return text;
	}

	/** A folder or file as typed, made absolute. */
	String path(String typedPath) {
		try {
			return terminal.folder().resolve(typedPath).normalize().toString();
		} catch (InvalidPathException e) {
			throw new FailureException(Failure.usage("Not a path: " + e.getMessage(), null), e);
		}
	}

	/** {@code --env K=V}…; the last one of a name counts. */
	Map<String, String> env() {
		Map<String, String> env = new LinkedHashMap<>();
		for (String pair : options("--env")) {
			int equals = pair.indexOf('=');
			if (equals < 1) {
				throw new FailureException(Failure.usage("--env wants NAME=VALUE, not \"" + pair + "\".", null));
			}
			env.put(checkedName(pair.substring(0, equals)), pair.substring(equals + 1));
		}
		return env;
	}

	/** {@code --env-secret K}…: the values, see {@link #secret}. */
	Map<String, String> secrets() {
		Map<String, String> secrets = new LinkedHashMap<>();
		for (String name : options("--env-secret")) {
			int equals = name.indexOf('=');
			if (equals >= 0) {
				throw new FailureException(Failure.usage(
						"--env-secret wants the name alone: a value on the command line is seen by every program of this machine.",
						"Set the variable " + name.substring(0, equals)
								+ " in your environment, or give its value as a line on standard input."));
			}
			secrets.put(checkedName(name), secret(name));
		}
		return secrets;
	}

	/** The caller's environment variable of this name, else a line of standard input. */
	private String secret(String name) {
		String value = terminal.env().get(name);
		if (value == null) {
			try {
				value = terminal.secret("Value of " + name + " (not shown): ");
			} catch (IOException e) {
				throw new FailureException(Failure.failed("Standard input cannot be read: " + e.getMessage(), null), e);
			}
		}
		if (value == null || value.isEmpty()) {
			throw new FailureException(Failure.usage("There is no value for the secret " + name + ".",
					"Set the variable " + name + " in your environment, or give its value as a line on standard input."));
		}
		return value;
	}

	private static String checkedName(String name) {
		try {
			DeviceLayer.checkName(name);
			return name;
		} catch (IllegalArgumentException e) {
			throw new FailureException(Failure.usage(String.valueOf(e.getMessage()), null), e);
		}
	}

	/** One JSON document. */
	void print(JsonNode document) {
		terminal.line(Codec.json(document));
	}

	void line(String text) {
		terminal.line(text);
	}

	/** Whether we are called by an agent of this host: it must not answer for the person. */
	boolean byOwnAgent() {
		String marker = terminal.env().getOrDefault("UMBRA_AGENT", "");
		int colon = marker.indexOf(':');
		return !marker.isEmpty() && marker.substring(0, colon < 0 ? marker.length() : colon).equals(folder().hash());
	}

	/** @throws FailureException if we are called by an agent of this host */
	void refuseAgents(String what) {
		if (byOwnAgent()) {
			throw new FailureException(Failure.refused(what + " is for a person, not for an agent (UMBRA_AGENT is set).",
					"Do it in a window or in a terminal of your own."));
		}
	}
}
