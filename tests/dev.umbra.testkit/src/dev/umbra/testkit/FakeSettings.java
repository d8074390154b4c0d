package dev.umbra.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.port.Entries;
import dev.umbra.core.port.Settings;

/** {@link Settings} in memory; command results go to the {@link FakeEntries} beside it. Any thread. */
public final class FakeSettings implements Settings {
	private final FakeEntries entries;
	private final Map<String, String> values = new HashMap<>();
	private @Nullable RuntimeException failure;

	public FakeSettings(FakeEntries entries) {
		this.entries = entries;
	}

	/** From now on nothing can be written. */
	public synchronized void failWith(RuntimeException e) {
		failure = e;
	}

	@Override
	public synchronized CompletionStage<Map<String, String>> all() {
		return CompletableFuture.completedFuture(Map.copyOf(values));
	}

	@Override
	public synchronized CompletionStage<Void> put(String key, @Nullable String value,
			Entries.@Nullable CommandResult command) {
		RuntimeException e = failure;
		if (e != null) {
			return CompletableFuture.failedFuture(e);
		}
		if (value == null) {
			values.remove(key);
		} else {
			values.put(key, value);
		}
		entries.keep(command);
		return CompletableFuture.completedFuture(null);
	}
}
