package dev.umbra.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.PublicKey;

/**
 * Who a person is at relays: key pairs, whose private halves stay in secure storage. The first one is made when something first needs
 * it. An {@code identity} is given by its npub, its public key, a unique beginning of one (at least eight characters), or its name.
 */
public interface Identities {
	CompletionStage<Outcome<Listing>> list(Nothing p);

	/** Changes which identity's records are shown and made; all stay connected. */
	CompletionStage<Outcome<One>> use(Use p);

	CompletionStage<Outcome<One>> create(Create p);

	/** Takes an nsec, an ncryptsec with its password, or a private key in hexadecimal. */
	CompletionStage<Outcome<One>> importing(Import p);

	/** The private key; {@code refused} without the identity's name as confirmation. */
	CompletionStage<Outcome<Exported>> export(Export p);

	/** Removes an identity and its records from this device; relays keep them. {@code refused} without its name as confirmation. */
	CompletionStage<Outcome<Done>> remove(Remove p);

	record Listing(String epoch, long revision, List<One> identities) {
		public Listing {
			identities = List.copyOf(identities);
		}
	}

	/** @param records how many personas, teams and agents belong to it */
	record One(PublicKey pubkey, String npub, String name, boolean current, Instant created, int records) {
	}

	record Use(CommandId command, String identity) implements Changing {
		public Use {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(identity, "identity");
		}
	}

	/** @param name as the person calls it, or null */
	record Create(CommandId command, @Nullable String name) implements Changing {
		public Create {
			Objects.requireNonNull(command, "command");
		}
	}

	/**
	 * @param password of an ncryptsec, else null
	 * @param moveRecords whether the records of the identity in use move to this one; null: not said, {@code refused} if there are any
	 */
	record Import(CommandId command, String key, @Nullable String password, @Nullable String name, @Nullable Boolean moveRecords)
			implements Changing {
		public Import {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(key, "key");
		}

		/** Without key and password. */
		@Override
		public String toString() {
			return "Import[command=" + command + ", name=" + name + ", moveRecords=" + moveRecords + "]";
		}
	}

	/** @param password null: plain, as nsec; else encrypted, as ncryptsec; @param confirmed the identity's name or npub, typed by the person */
	record Export(String identity, @Nullable String password, @Nullable String confirmed) {
		public Export {
			Objects.requireNonNull(identity, "identity");
		}

		/** Without the password. */
		@Override
		public String toString() {
			return "Export[identity=" + identity + "]";
		}
	}

	record Exported(String npub, String key) {
		/** Without the key. */
		@Override
		public String toString() {
			return "Exported[npub=" + npub + "]";
		}
	}

	record Remove(CommandId command, String identity, @Nullable String confirmed) implements Changing {
		public Remove {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(identity, "identity");
		}
	}
}
