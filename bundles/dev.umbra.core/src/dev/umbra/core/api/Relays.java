package dev.umbra.core.api;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.PublicKey;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayStatus;

/** The relays over which the catalog follows the person, per identity. Where no identity is named, the one in use is meant. */
public interface Relays {
	/** Those of all identities, in the order they were added. */
	CompletionStage<Outcome<Listing>> list(Nothing p);

	/** A relay that is there already gets the mode; its records are then sent again in it. What cannot be a relay's URL is {@code usage}. */
	CompletionStage<Outcome<Added>> add(Add p);

	/** Nothing is deleted at the relay. */
	CompletionStage<Outcome<Done>> remove(Remove p);

	/** Reads everything again, sends what waits, and tries again what was refused or held. Answers when that is under way. */
	CompletionStage<Outcome<Done>> sync(Sync p);

	record Listing(List<RelayStatus> relays) {
		public Listing {
			relays = List.copyOf(relays);
		}
	}

	/** @param url as the person wrote it; {@code identity}: null for the one in use */
	record Add(CommandId command, String url, RelayMode mode, @Nullable PublicKey identity) implements Changing {
		public Add {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(url, "url");
			Objects.requireNonNull(mode, "mode");
		}
	}

	/** @param url in its normal form; {@code words}: what the person should know about it, one sentence each */
	record Added(String url, RelayMode mode, PublicKey identity, List<String> words) {
		public Added {
			words = List.copyOf(words);
		}
	}

	/** @param identity null: of all identities */
	record Remove(CommandId command, String url, @Nullable PublicKey identity) implements Changing {
		public Remove {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(url, "url");
		}
	}

	/** @param url null for all */
	record Sync(@Nullable String url) {
	}
}
