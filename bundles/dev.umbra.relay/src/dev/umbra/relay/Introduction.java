package dev.umbra.relay;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.nostr.Authentication;
import dev.umbra.nostr.ClientMessage;
import dev.umbra.nostr.Event;

/** Says who asks, where the relay wants to know (NIP-42). One thread, one connection. */
final class Introduction {
	private static final Duration PATIENCE = Duration.ofSeconds(8);
	private final String relay;
	private final Seal seal;
	private final Clocks clocks;
	private @Nullable String challenge;
	private @Nullable String answer;
	private boolean accepted;
	private long until;

	Introduction(String relay, Seal seal, Clocks clocks) {
		this.relay = relay;
		this.seal = seal;
		this.clocks = clocks;
	}

	/** The relay wants to know; its challenge has to come now, if it did not come before. */
	void wanted() {
		until = clocks.nanos() + PATIENCE.toNanos();
	}

	boolean challenged() {
		return challenge != null;
	}

	boolean accepted() {
		return accepted;
	}

	/** @return what to say to a challenge; null if that was said already */
	@Nullable
	ClientMessage answer(String asked) {
		if (asked.equals(challenge) && (accepted || answer != null)) {
			return null;
		}
		challenge = asked;
		Event event = seal.sign(Authentication.answer(relay, asked, clocks.instant()));
		answer = event.id().hex();
		wanted();
		return new ClientMessage.Authenticate(event);
	}

	/** Whether the relay's word about that event is its word about us, which it then is no more. */
	boolean heard(String event, boolean taken) {
		if (!event.equals(answer)) {
			return false;
		}
		answer = null;
		accepted = taken;
		return true;
	}

	/** Words if it takes too long, else null. */
	@Nullable
	String late() {
		if (clocks.nanos() - until < 0) {
			return null;
		}
		return challenge == null ? "The relay serves only those it knows, and does not ask who this is."
				: "The relay did not say within " + PATIENCE.toSeconds() + " seconds whether it takes this identity.";
	}
}
