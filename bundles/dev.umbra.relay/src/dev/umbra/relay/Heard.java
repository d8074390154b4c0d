package dev.umbra.relay;

import java.util.concurrent.CompletableFuture;

import dev.umbra.core.port.RelaySync;
import dev.umbra.nostr.PublicKey;

/** What wakes a link's thread. */
sealed interface Heard {
	/** A whole message of text. */
	record Text(String text) implements Heard {
	}

	/** Something that is no message of text, or is too long. It takes no part in what is said. */
	record Odd(String words) implements Heard {
	}

	/** The socket is gone. */
	record Lost(String words) implements Heard {
	}

	/** The relay answered a ping. */
	record Pong() implements Heard {
	}

	/** The outbox changed. */
	record Outbox() implements Heard {
	}

	/** The person wants everything tried again. */
	record Again() implements Heard {
	}

	/** The person wants to see somebody else's personas. */
	record Others(PublicKey author, CompletableFuture<RelaySync.Shared> answer) implements Heard {
	}

	/** The link is not used any more. */
	record Stop() implements Heard {
	}
}
