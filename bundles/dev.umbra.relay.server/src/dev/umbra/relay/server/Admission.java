package dev.umbra.relay.server;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.umbra.nostr.Authentication;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Signatures;

/**
 * Who may read and write.
 *
 * @param required whether clients must say who they are
 * @param allowed public keys, hexadecimal
 * @param names addresses by which clients reach this relay; what is signed for another one is worth nothing here
 */
record Admission(boolean required, Set<String> allowed, List<String> names) {
	private static final SecureRandom RANDOM = new SecureRandom();

	Admission {
		allowed = Set.copyOf(allowed);
		names = List.copyOf(names);
	}

	static String challenge() {
		byte[] bytes = new byte[16];
		RANDOM.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

	/** Why a client is not let in by this answer, with the prefix of NIP-01; empty if it is. */
	Optional<String> refusal(Event answer, String challenge, Instant now, Signatures signatures) {
		Optional<String> wrong = Authentication.wrong(answer, names, challenge, now, signatures).map(words -> "invalid: " + words);
		if (wrong.isPresent() || !required || allowed.contains(answer.author().hex())) {
			return wrong;
		}
		return Optional.of("restricted: this public key is not on the relay's list; ask the person who runs it");
	}
}
