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

/** What is there beyond the agents of this device: the person's agents on other devices, agents that announce themselves, orphans. */
public interface Directory {
	CompletionStage<Outcome<Listing>> list(Nothing p);

	/** What depends on something that is not there: agents whose persona is gone, teams with missing members. */
	CompletionStage<Outcome<Orphans>> orphans(Nothing p);

	/** Gives an orphan another persona, or makes it stand by itself: an agent without a persona, a team without that member. */
	CompletionStage<Outcome<Done>> repair(Repair p);

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
}
