package dev.umbra.nostr;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The event by which a client says who it is (NIP-42): signed for one relay and one challenge, for a few minutes. */
public final class Authentication {
	private static final Duration TOLERANCE = Duration.ofMinutes(10);

	private Authentication() {
	}

	/** @param relay the address by which the client reached it */
	public static UnsignedEvent answer(String relay, String challenge, Instant now) {
		return new UnsignedEvent(now.getEpochSecond(), Kind.AUTH, List.of(Tag.of("relay", relay), Tag.of("challenge", challenge)), "");
	}

	/**
	 * What is wrong with an answer, as the relay sees it; empty if nothing is.
	 *
	 * @param relays addresses of the relay that may be meant; compared by scheme, host and port
	 */
	public static Optional<String> wrong(Event event, List<String> relays, String challenge, Instant now, Signatures signatures) {
		if (event.kind() != Kind.AUTH) {
			return Optional.of("an answer to AUTH is of kind " + Kind.AUTH);
		}
		if (!event.first("challenge").equals(Optional.of(challenge))) {
			return Optional.of("this is not the challenge of this connection");
		}
		String meant = event.first("relay").map(Authentication::place).orElse("");
		if (relays.stream().map(Authentication::place).noneMatch(meant::equals)) {
			return Optional.of("this is signed for another relay");
		}
		if (Math.abs(event.createdAt() - now.getEpochSecond()) > TOLERANCE.toSeconds()) {
			return Optional.of("created_at is more than " + TOLERANCE.toMinutes() + " minutes away from now; is a clock wrong?");
		}
		return signatures.verify(event) ? Optional.empty() : Optional.of("the signature is not true");
	}

	/** Scheme, host and port; the empty text for what is no address. */
	private static String place(String address) {
		try {
			URI uri = new URI(address);
			if (uri.getScheme() == null || uri.getHost() == null) {
				return "";
			}
			String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
			int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("wss") ? 443 : 80;
			return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
		} catch (URISyntaxException e) {
			return "";
		}
	}
}
