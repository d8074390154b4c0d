package dev.umbra.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.CatalogCheck;
import dev.umbra.core.catalog.DirectoryEntry;
import dev.umbra.nostr.Event;
import dev.umbra.wire.JsonTree;

/** Agents that announce themselves (kind 10100): strangers' words, bounded, and never more than so many a minute. One thread. */
final class Announcements {
	static final int PER_MINUTE = 1500;
	private static final int MOST_LISTED = 64;
	private static final int LONGEST = 300;
	private long minute = Long.MIN_VALUE;
	private int inMinute;

	/** Whether there is room for one more in this minute; to be asked before anything costly is done with it. */
	boolean room(Instant now) {
		long present = now.getEpochSecond() / 60;
		if (present != minute) {
			minute = present;
			inMinute = 0;
		}
		return inMinute++ < PER_MINUTE;
	}

	/** @throws RefusedException if it says nothing that can be shown */
	static DirectoryEntry read(Event event, String relay) throws RefusedException {
		JsonNode body;
		try {
			body = JsonTree.parse(event.content());
		} catch (IllegalArgumentException e) {
			throw new RefusedException("an announcement that is no JSON");
		}
		if (!body.isObject()) {
			throw new RefusedException("an announcement that is no JSON object");
		}
		String name = text(body, "name");
		if (name != null && CatalogCheck.nameProblem(name) != null) {
			throw new RefusedException("an announcement with a name that cannot be shown");
		}
		return new DirectoryEntry(new PublicKey(event.author().hex()), relay, event.id().hex(), event.createdAt(), name, text(body, "agent_type"),
				texts(body, "channels"), texts(body, "channel_ids"), texts(body, "capabilities"), text(body, "status"), text(body, "respond_to"));
	}

	private static @Nullable String text(JsonNode body, String member) {
		String text = body.path(member).asText("");
		return text.isBlank() || text.length() > LONGEST ? null : text;
	}

	private static List<String> texts(JsonNode body, String member) {
		List<String> texts = new ArrayList<>();
		for (JsonNode item : body.path(member)) {
			if (texts.size() < MOST_LISTED && item.isTextual() && item.textValue().length() <= LONGEST) {
				texts.add(item.textValue());
			}
		}
		return texts;
	}
}
