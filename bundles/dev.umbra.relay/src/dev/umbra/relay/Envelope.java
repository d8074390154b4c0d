package dev.umbra.relay;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.FailureException;
import dev.umbra.core.Json;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Incoming;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.Tag;
import dev.umbra.nostr.UnsignedEvent;
import dev.umbra.wire.Codec;
import dev.umbra.wire.JsonTree;

/**
 * What a record's version looks like on the wire (docs/formats/relay-sync.md). Plain: the content as it is, the record's name in {@code d}. Hidden: the
 * content is {@code {"d":name,"content":{…}}}, encrypted to the identity itself, and {@code d} tells nothing. A grave says
 * {@code {"deleted":true}} in the same two ways.
 */
final class Envelope {
	private static final String DELETED = "{\"deleted\":true}";
	private final Seal seal;

	Envelope(Seal seal) {
		this.seal = seal;
	}

	/** @throws FailureException in words, if it is too long to be encrypted */
	UnsignedEvent version(Coordinate at, Saying.Version says, long createdAt) {
		List<Tag> tags = says.shared() ? List.of(Tag.of("d", says.wireD()), Tag.of("shared", "true")) : List.of(Tag.of("d", says.wireD()));
		String content = says.encrypted() ? hidden(at, Codec.object().<ObjectNode>set("content", JsonTree.parse(says.content()))) : says.content();
		return new UnsignedEvent(createdAt, at.kind().nostr(), tags, content);
	}

	UnsignedEvent grave(Coordinate at, Saying.GraveOf says, long createdAt) {
		String content = says.encrypted() ? hidden(at, Codec.object().put("deleted", true)) : DELETED;
		return new UnsignedEvent(createdAt, at.kind().nostr(), List.of(Tag.of("d", says.wireD())), content);
	}

	static UnsignedEvent request(Coordinate at, String wireD, long createdAt) {
		return new UnsignedEvent(createdAt, Kind.DELETION, List.of(Tag.of("a", new Coordinate(at.owner(), at.kind(), wireD).toString()),
				Tag.of("k", Integer.toString(at.kind().nostr()))), "");
	}

	private String hidden(Coordinate at, ObjectNode body) {
		ObjectNode named = Codec.object().put("d", at.d());
		return seal.hide(named.setAll(body).toString());
	}

	/**
	 * What a version of a record says; the event is verified and its author the identity.
	 *
	 * @throws RefusedException if it cannot be one of ours
	 */
	Received opened(Event event, RecordKind kind, String relay) throws RefusedException {
		String wireD = event.first("d").orElse("");
		if (wireD.isEmpty() || event.all("d").size() != 1) {
			throw new RefusedException("a record without exactly one name");
		}
		boolean shared = event.first("shared").equals(Optional.of("true"));
		String text = event.content();
		return text.startsWith("{") || text.isBlank() ? plain(event, kind, relay, wireD, shared, text) : unhidden(event, kind, relay, wireD, text);
	}

	private Received plain(Event event, RecordKind kind, String relay, String name, boolean shared, String text) throws RefusedException {
		Map<?, ?> body = members(text);
		return received(event, coordinate(kind, name), relay, name, body, body, shared);
	}

	private Received unhidden(Event event, RecordKind kind, String relay, String wireD, String text) throws RefusedException {
		Map<?, ?> body;
		try {
			body = members(seal.open(text));
		} catch (FailureException e) {
			throw new RefusedException("encrypted, but not by this identity, or changed on its way");
		}
		return received(event, coordinate(kind, body.get("d") instanceof String name ? name : ""), relay, wireD, body.get("content"), body, false);
	}

	private static Received received(Event event, Coordinate at, String relay, String wireD, @Nullable Object content, Map<?, ?> body, boolean shared)
			throws RefusedException {
		boolean gone = Boolean.TRUE.equals(body.get("deleted"));
		return new Received(at, relay, event.id().hex(), event.createdAt(), wireD, gone ? null : canonical(at, content), !gone && shared, false, event.json());
	}

	private static String canonical(Coordinate at, @Nullable Object content) throws RefusedException {
		try {
			return Incoming.acceptedTree(at, content == null ? Json.NULL : content);
		} catch (IllegalArgumentException e) {
			throw new RefusedException("the content cannot be that of a " + word(at.kind()));
		}
	}

	private static String word(RecordKind kind) {
		return switch (kind) {
		case PERSONA -> "persona";
		case TEAM -> "team";
		case AGENT -> "managed agent";
		};
	}

	private Coordinate coordinate(RecordKind kind, String name) throws RefusedException {
		try {
			return named(kind, name);
		} catch (IllegalArgumentException e) {
			throw new RefusedException("the record's name has a form that no " + word(kind) + " can have");
		}
	}

	private Coordinate named(RecordKind kind, String name) {
		return switch (kind) {
		case PERSONA -> Coordinate.of(seal.identity(), new Slug(name));
		case TEAM -> Coordinate.of(seal.identity(), new TeamId(name));
		case AGENT -> Coordinate.ofAgent(seal.identity(), new PublicKey(name));
		};
	}

	/** The plain coordinate that a name at a relay can mean; null if it can mean none. */
	@Nullable
	Coordinate meant(RecordKind kind, String name) {
		try {
			return named(kind, name);
		} catch (IllegalArgumentException e) {
			return null;
		}
	}

	private static Map<?, ?> members(String text) throws RefusedException {
		try {
			if (Json.read(text) instanceof Map<?, ?> members) {
				return members;
			}
		} catch (IllegalArgumentException e) {
			throw new RefusedException("the content is no JSON");
		}
		throw new RefusedException("the content is no JSON object");
	}
}
