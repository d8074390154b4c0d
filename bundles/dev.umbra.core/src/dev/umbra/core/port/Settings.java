package dev.umbra.core.port;

import java.util.Map;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/** Host settings on disk: only what a person set; the host knows keys and defaults. */
public interface Settings {
	CompletionStage<Map<String, String>> all();

	/** @param value null removes, so that the default holds again */
	CompletionStage<Void> put(String key, @Nullable String value, Entries.@Nullable CommandResult command);
}
