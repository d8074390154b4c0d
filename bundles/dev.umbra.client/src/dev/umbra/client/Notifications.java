package dev.umbra.client;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.HostEvent;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/**
 * What the host says unasked: changes go to their attachment, events to who listens. What only a newer host knows is left
 * out, counted, and logged once each. On the reading thread.
 */
final class Notifications implements Link.Listener {
	private static final System.Logger LOG = System.getLogger(Notifications.class.getName());
	private static final int MOST_WORDS = 50;
	private final Attachments attachments;
	private final Consumer<Link> ended;
	private final List<Consumer<HostEvent>> eventListeners = new CopyOnWriteArrayList<>();
	private final AtomicLong leftOut = new AtomicLong();
	private final Set<String> leftOutWords = ConcurrentHashMap.newKeySet();

	/** @param ended told of the end of a connection */
	Notifications(Attachments attachments, Consumer<Link> ended) {
		this.attachments = attachments;
		this.ended = ended;
	}

	void onEvent(Consumer<HostEvent> listener) {
		eventListeners.add(listener);
	}

	long leftOut() {
		return leftOut.get();
	}

	@Override
	public void notification(Link from, String method, JsonNode params) {
		switch (method) {
		case Methods.CHANGES -> changes(from, params);
		case Methods.EVENT -> event(params);
		default -> leftOut("the notification " + method, null);
		}
	}

	private void changes(Link from, JsonNode params) {
		Attachment attachment = attachments.ofWireName(params.path("attachment").asText());
		if (attachment == null) {
			return;
		}
		Sessions.Changes changes;
		try {
			changes = Codec.fromTree(params, Sessions.Changes.class);
		} catch (IllegalArgumentException e) {
			leftOut("a change of session " + params.path("session").asText(), e);
			// as if the host had said so: what it is about is asked for anew, as whole entries
			long revision = params.path("revision").asLong();
			changes = new Sessions.Changes(attachment.wireName(), new SessionId(params.path("session").asText("?")),
					params.path("epoch").asText(), revision, revision, true, null, List.of());
		}
		attachment.changes(from, changes);
	}

	/** An event of a kind that only a newer host knows is nothing to us. */
	private void event(JsonNode params) {
		if (eventListeners.isEmpty()) {
			return;
		}
		HostEvent event;
		try {
			event = Codec.fromTree(params, HostEvent.class);
		} catch (IllegalArgumentException e) {
			leftOut("the event " + params.path("type").asText(), e);
			return;
		}
		eventListeners.forEach(listener -> listener.accept(event));
	}

	private void leftOut(String what, @Nullable Exception e) {
		long count = leftOut.incrementAndGet();
		boolean first = leftOutWords.size() < MOST_WORDS && leftOutWords.add(what);
		LOG.log(first ? System.Logger.Level.INFO : System.Logger.Level.DEBUG,
				() -> "not understood and left out: " + what + " (" + count + " so far)", e);
	}

	@Override
	public void ended(Link dead) {
		ended.accept(dead);
	}
}
