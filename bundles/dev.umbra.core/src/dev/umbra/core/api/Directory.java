package dev.umbra.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.DirectoryEntry;
import dev.umbra.core.catalog.Persona;

/** What is there beyond the agents of this device: the person's agents on other devices, agents that announce themselves, orphans. */
public interface Directory {
	CompletionStage<Outcome<Listing>> list(Nothing p);

	/** What depends on something that is not there: agents whose persona is gone, teams with missing members. */
	CompletionStage<Outcome<Orphans>> orphans(Nothing p);

	/** Gives an orphan another persona, or makes it stand by itself: an agent without a persona, a team without that member. */
	CompletionStage<Outcome<Done>> repair(Repair p);

	/**
	 * The personas that somebody else lets others read, asked of the relays of the identity in use, now; takes up to ten seconds. Relays that
	 * do not answer are named in the words. {@code usage}: no key, or one's own; {@code refused}: this identity has no relay.
	 */
	CompletionStage<Outcome<Others>> others(OthersOf p);

	/**
	 * Makes a persona of one's own of one of {@link #others}, under a new slug; a command that it brings does not run before it is confirmed.
	 * {@code busy}: it is another one by now than the one that was seen; {@code not_found}: it is not there any more, or no relay answers.
	 */
	CompletionStage<Outcome<Personas.Saved>> copy(Copy p);

	record Listing(String epoch, long revision, List<Elsewhere> elsewhere, List<DirectoryEntry> announced) {
		public Listing {
			elsewhere = List.copyOf(elsewhere);
			announced = List.copyOf(announced);
		}
	}

	/** A managed agent of this identity that is on another device: shown, not runnable here. @param persona slug, or null */
	record Elsewhere(PublicKey agent, String name, @Nullable String persona, @Nullable String model, Instant updated) {
	}

	/**
	 * @param kind {@code agent} or {@code team}
	 * @param missing slug of the persona that is gone
	 */
	record Orphan(String kind, String id, String name, String missing) {
	}

	record Orphans(List<Orphan> orphans) {
		public Orphans {
			orphans = List.copyOf(orphans);
		}
	}

	/** @param persona the one to take its place, or null: the orphan is to stand by itself */
	record Repair(CommandId command, String kind, String id, String missing, @Nullable String persona) implements Changing {
		public Repair {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(kind, "kind");
			Objects.requireNonNull(id, "id");
			Objects.requireNonNull(missing, "missing");
		}
	}

	/** @param person {@code npub…}, {@code nprofile…}, or a public key of 64 hexadecimal digits */
	record OthersOf(String person) {
		public OthersOf {
			Objects.requireNonNull(person, "person");
		}
	}

	/**
	 * A stranger's words: shown, never obeyed.
	 *
	 * @param hash of its content, for {@link Copy}
	 * @param published as its maker dated it
	 * @param relay where it was found, of several the newest
	 */
	record Other(Persona persona, String hash, Instant published, String relay) {
	}

	/** @param personas by name; {@code words}: what else to know, one sentence each */
	record Others(PublicKey person, String npub, List<Other> personas, List<String> words) {
		public Others {
			personas = List.copyOf(personas);
			words = List.copyOf(words);
		}
	}

	/** @param person as in {@link OthersOf}; {@code persona}: the slug it has there; {@code hash}: of the content that was seen */
	record Copy(CommandId command, String person, String persona, String hash) implements Changing {
		public Copy {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(person, "person");
			Objects.requireNonNull(persona, "persona");
			Objects.requireNonNull(hash, "hash");
		}
	}
}
