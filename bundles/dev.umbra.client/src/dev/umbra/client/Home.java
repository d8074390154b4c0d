package dev.umbra.client;

import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.FailureException;
import dev.umbra.wire.DataFolder;

/** The data folder of a client, made when it is asked for first: a window that nobody uses leaves no trace. Any thread. */
final class Home {
	private final Path path;
	private final Map<String, String> env;
	private @Nullable DataFolder folder;

	Home(Path path, Map<String, String> env) {
		this.path = path;
		this.env = Map.copyOf(env);
	}

	Home(DataFolder opened) {
		this(opened.path(), Map.of());
		folder = opened;
	}

	/** @throws FailureException in words, if it cannot be used */
	synchronized DataFolder folder() {
		DataFolder opened = folder;
		if (opened == null) {
			opened = DataFolder.open(path, env);
			folder = opened;
		}
		return opened;
	}
}
