package dev.umbra.relay;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.FailureException;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.port.CatalogRecords.Queued;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.MessageReader;

/** Makes signed events of what is to be said, or finds that one is there already. One thread. */
final class Signing {
	private static final int LONGEST = 1 << 20;
	private final String relay;
	private final Seal seal;
	private final Envelope envelope;
	private final Dates dates = new Dates();
	private final MessageReader reader = new MessageReader(LONGEST);

	Signing(String relay, Seal seal, Envelope envelope) {
		this.relay = relay;
		this.seal = seal;
		this.envelope = envelope;
	}

	/** Dated as it wants, in a second that has room. @throws FailureException in words, if it is too long to be encrypted */
	Received fresh(Coordinate at, Saying.ByEvent says) {
		return switch (says) {
		case Saying.Version version -> received(at,
				seal.sign(envelope.version(at, version, version.exact() ? version.earliest() : dates.next(version.earliest()))), version.wireD(),
				version.content(), version.shared(), false);
		case Saying.Same same -> received(at, reader.event(same.json()), same.wireD(), same.content(), same.shared(), false);
		case Saying.Request request -> received(at, seal.sign(Envelope.request(at, request.wireD(), dates.next(request.earliest()))), request.wireD(), null,
				false, true);
		case Saying.GraveOf grave -> received(at, seal.sign(envelope.grave(at, grave, grave.earliest())), grave.wireD(), null, false, false);
		};
	}

	private Received received(Coordinate at, Event event, String wireD, @Nullable String content, boolean shared, boolean request) {
		return new Received(at, relay, event.id().hex(), event.createdAt(), wireD, content, shared, request, event.json());
	}

	/** What was signed for this row earlier, if that is still what is to be said and newer than what the relay has; else null. */
	@Nullable
	Received before(Working working, Queued row, Saying.ByEvent says) {
		String json = row.signed();
		if (json == null) {
			return null;
		}
		try {
			Event event = reader.event(json);
			Received before = event.kind() == Kind.DELETION ? request(working.at(), event) : envelope.opened(event, working.at().kind(), relay);
			return before != null && before.at().equals(working.at()) && before.replaces(working.head(relay)) && saysSo(before, says) ? before : null;
		} catch (RefusedException | FailureException e) {
			return null;
		}
	}

	private @Nullable Received request(Coordinate at, Event event) {
		return dev.umbra.nostr.Coordinate.parse(event.first("a").orElse("")).map(named -> received(at, event, named.d(), null, false, true)).orElse(null);
	}

	private static boolean saysSo(Received before, Saying.ByEvent says) {
		return switch (says) {
		case Saying.Version version -> version.content().equals(before.content()) && version.wireD().equals(before.wireD())
				&& version.shared() == before.shared();
		case Saying.Same same -> same.json().equals(before.json());
		case Saying.Request request -> before.request() && request.wireD().equals(before.wireD());
		case Saying.GraveOf grave -> before.gone() && !before.request() && grave.wireD().equals(before.wireD());
		};
	}
}
