package dev.umbra.nostr;

/** What a relay says to a client (NIP-01, NIP-42). */
public sealed interface RelayMessage {
	/** {@code EVENT}: not verified. */
	record Found(String subscription, Event event) implements RelayMessage {
		@Override
		public String json() {
			return json(subscription, event.json());
		}

		/** The same of an event that is JSON already. */
		public static String json(String subscription, String event) {
			StringBuilder out = new StringBuilder(event.length() + subscription.length() + 16).append("[\"EVENT\",");
			Canonical.text(out, subscription);
			return out.append(',').append(event).append(']').toString();
		}
	}

	/** {@code OK}: what became of an event. @param message begins with a word and a colon ({@link Prefix}) unless it is empty */
	record Ok(EventId event, boolean accepted, String message) implements RelayMessage {
		@Override
		public String json() {
			StringBuilder out = new StringBuilder("[\"OK\",\"").append(event.hex()).append("\",").append(accepted).append(',');
			Canonical.text(out, message);
			return out.append(']').toString();
		}
	}

	/** {@code EOSE}: all that is stored was sent; what follows is new. */
	record StoredEnd(String subscription) implements RelayMessage {
		@Override
		public String json() {
			return texts("EOSE", subscription);
		}
	}

	/** {@code CLOSED}: the relay ended a subscription, or refused it. */
	record Closed(String subscription, String message) implements RelayMessage {
		@Override
		public String json() {
			return texts("CLOSED", subscription, message);
		}
	}

	/** {@code NOTICE}: words for a person. */
	record Notice(String message) implements RelayMessage {
		@Override
		public String json() {
			return texts("NOTICE", message);
		}
	}

	/** {@code AUTH}: what the client has to sign to say who it is (NIP-42). */
	record Challenge(String challenge) implements RelayMessage {
		@Override
		public String json() {
			return texts("AUTH", challenge);
		}
	}

	/** Not a message that we understand; only ever read. @param reason words; nothing of what was sent */
	record Unreadable(String reason) implements RelayMessage {
		/** @throws IllegalStateException always: it is not to be sent */
		@Override
		public String json() {
			throw new IllegalStateException("an unreadable message is not sent");
		}
	}

	/** The machine-readable words before the colon of {@code OK} and {@code CLOSED} (NIP-01, NIP-42). */
	enum Prefix {
		DUPLICATE, POW, BLOCKED, RATE_LIMITED, INVALID, RESTRICTED, MUTE, ERROR, AUTH_REQUIRED, UNSUPPORTED,
		/** None of these, or no colon. */
		OTHER;

		/** The prefix of a message. */
		public static Prefix of(String message) {
			int colon = message.indexOf(':');
			String word = colon < 0 ? "" : message.substring(0, colon).strip();
			for (Prefix prefix : values()) {
				if (prefix != OTHER && prefix.word().equals(word)) {
					return prefix;
				}
			}
			return OTHER;
		}

		/** As it is written: {@code auth-required}. */
		public String word() {
			return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
		}
	}

	/** The frame's text. */
	String json();

	private static String texts(String... texts) {
		StringBuilder out = new StringBuilder();
		Canonical.texts(out, java.util.List.of(texts));
		return out.toString();
	}
}
