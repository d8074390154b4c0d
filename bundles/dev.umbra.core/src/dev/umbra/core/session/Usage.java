package dev.umbra.core.session;

import org.jspecify.annotations.Nullable;

/**
 * Use of the context window and what it cost.
 *
 * @param used tokens in the context, or null while unknown
 * @param size size of the context in tokens, or null while unknown
 * @param cost total cost so far, in {@code currency}, or null while unknown
 */
public record Usage(@Nullable Long used, @Nullable Long size, @Nullable Long inputTokens, @Nullable Long outputTokens,
		@Nullable Double cost, @Nullable String currency) {
	public static final Usage NONE = new Usage(null, null, null, null, null, null);
}
