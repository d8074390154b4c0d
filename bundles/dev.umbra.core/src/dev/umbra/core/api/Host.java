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

	/** Makes this host a relay itself, or no longer; kept as settings, so it holds after a start too. What it cannot is said in words, and nothing changes. */
	CompletionStage<Outcome<Serving>> serve(Serve p);

	/** Whether this host is a relay itself now, and how. One that is wanted and cannot be is none, and its words say why. */
	CompletionStage<Outcome<Serving>> serving(Nothing p);

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

	/**
	 * @param off true: be none, whatever else is given
	 * @param port 0: any that is free; null: as it is set, else 7447
	 * @param address of this machine; null: as it is set, else loopback
	 * @param allow public keys, npub or hexadecimal, that may use it; null: as it is set
	 */
	record Serve(CommandId command, boolean off, @Nullable Integer port, @Nullable String address, @Nullable List<String> allow) implements Changing {
		public Serve {
			Objects.requireNonNull(command, "command");
			allow = allow == null ? null : List.copyOf(allow);
		}
	}

	/**
	 * @param url as clients of this machine reach it; null: it is no relay
	 * @param authenticated whether clients must say who they are (NIP-42), and be allowed
	 * @param words what the person should know about it, one sentence each
	 */
	record Serving(@Nullable String url, @Nullable String address, @Nullable Integer port, boolean authenticated, List<String> words) {
		public Serving {
			words = List.copyOf(words);
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
