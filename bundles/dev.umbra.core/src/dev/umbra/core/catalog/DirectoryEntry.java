package dev.umbra.core.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.PublicKey;

/**
 * An agent that announced itself at a relay (kind 10100). All texts are foreign.
 *
 * @param agent the event's author, whatever the body says
 * @param relay URL of the relay it came by
 * @param createdAt seconds since 1970, as the agent dated it
 */
public record DirectoryEntry(PublicKey agent, String relay, String event, long createdAt, @Nullable String name, @Nullable String agentType,
		List<String> channels, List<String> channelIds, List<String> capabilities, @Nullable String status, @Nullable String respondTo) {
	public DirectoryEntry {
		channels = channels == null ? List.of() : List.copyOf(channels);
		channelIds = channelIds == null ? List.of() : List.copyOf(channelIds);
		capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
	}
}
