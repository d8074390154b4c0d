package dev.umbra.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;

/** The host itself. */
public interface Host {
	CompletionStage<Outcome<Status>> status(Nothing p);

	/** Ends the host. The answer says what is interrupted and comes before the end. */
	CompletionStage<Outcome<Stopping>> stop(Stop p);

	/** Writes a consistent copy of the store to a new file, while running. */
	CompletionStage<Outcome<Done>> backup(Backup p);

	CompletionStage<Outcome<Done>> set(Set p);

	CompletionStage<Outcome<Settings>> get(Get p);

	CompletionStage<Outcome<Report>> doctor(Nothing p);

	/**
	 * @param sessions not archived
	 * @param turnLimit how many turns may run at once; {@code waitingTurns}: those that wait for a place
	 * @param clients connected now, the asking one included
	 * @param home the data folder
	 */
	record Status(long pid, Instant since, String version, String protocol, String epoch, long revision, String state,
			int sessions, int runningTurns, int turnLimit, int waitingTurns, int waiting, int agents, int clients, String home, String socket,
			long storeBytes, long heapBytes) {
	}

	/**
	 * @param whenIdle wait until no turn runs or waits
	 * @param restart for a person's eyes only: the caller starts the next host
	 */
	record Stop(boolean whenIdle, boolean restart) {
	}

	/** @param interrupts titles of sessions whose turn is cut */
	record Stopping(long pid, List<String> interrupts) {
		public Stopping {
			interrupts = List.copyOf(interrupts);
		}
	}

	/** @param file absolute path of a file that does not exist yet */
	record Backup(CommandId command, String file) implements Changing {
		public Backup {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(file, "file");
		}
	}

	record Set(CommandId command, String key, String value) implements Changing {
		public Set {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(key, "key");
			Objects.requireNonNull(value, "value");
		}
	}

	/** @param key null for all */
	record Get(@Nullable String key) {
	}

	/** Present values by key, defaults included. */
	record Settings(Map<String, String> values) {
		public Settings {
			values = Map.copyOf(values);
		}
	}

	record Report(List<Check> checks) {
		public Report {
			checks = List.copyOf(checks);
		}
	}

	/** @param state {@code ok, warning, failed} */
	record Check(String name, String state, String text, @Nullable String hint) {
	}
}
