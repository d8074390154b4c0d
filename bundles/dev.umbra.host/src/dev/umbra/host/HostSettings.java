package dev.umbra.host;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.RelayServer.Wanted;
import dev.umbra.core.port.Settings;
import dev.umbra.nostr.Bech32Entity;
import dev.umbra.nostr.PublicKey;

/** The settings the host knows (docs/formats/settings.md): keys, defaults, checks, and the present values in memory. */
final class HostSettings {
	private static final System.Logger LOG = System.getLogger(HostSettings.class.getName());
	private static final String IDLE_END = "idle-end";
	private static final String IDLE_WATCHDOG = "idle-watchdog";
	private static final String START_TIMEOUT = "start-timeout";
	private static final String RUNNING_TURNS = "running-turns";
	private static final String RETENTION = "retention";
	private static final String FEED_CARDS = "feed-cards";
	private static final String FEED_BYTES = "feed-bytes";
	static final String RELAY_SERVE = "relay-serve";
	static final String RELAY_ADDRESS = "relay-serve-address";
	static final String RELAY_ALLOW = "relay-serve-allow";
	static final String OFF = "off";
	private static final String NOBODY = "none";
	private static final String TRUSTED_FOLDERS = "trusted-folders";
	private static final int MOST_CARDS = 1_000_000;
	private static final int MOST_TURNS = 1000;
	private static final Map<String, String> DEFAULTS = defaults();
	private final Settings store;
	private final Map<String, String> set = new ConcurrentHashMap<>();
	private volatile Runnable onChange = () -> {
	};

	HostSettings(Settings store) {
		this.store = store;
	}

	private static Map<String, String> defaults() {
		Map<String, String> defaults = new LinkedHashMap<>();
		defaults.put(IDLE_END, "PT10M");
		defaults.put(START_TIMEOUT, "PT60S");
		defaults.put(IDLE_WATCHDOG, "PT10M");
		defaults.put(RUNNING_TURNS, "8");
		defaults.put(FEED_CARDS, "5000");
		defaults.put(FEED_BYTES, "16MiB");
		defaults.put(RETENTION, Retention.NONE);
		defaults.put(RELAY_SERVE, OFF);
		defaults.put(RELAY_ADDRESS, "127.0.0.1");
		defaults.put(RELAY_ALLOW, NOBODY);
		defaults.put(TRUSTED_FOLDERS, "");
		return defaults;
	}

	/** What does not fit, because another version or another program wrote it, is left out: the default holds. */
	void load(Map<String, String> stored) {
		stored.forEach((key, value) -> {
			try {
				check(key, value);
				set.put(key, value);
			} catch (FailureException e) {
				LOG.log(System.Logger.Level.WARNING, "a stored setting is left out: " + e.failure().message());
			}
		});
	}

	/** As {@link #load}; what is not stored any more has its default again. */
	void readAnew(Map<String, String> stored) {
		set.keySet().retainAll(stored.keySet());
		load(stored);
		onChange.run();
	}

	void onChange(Runnable action) {
		onChange = action;
	}

	/** How long the host stays with nothing to do. */
	Duration idleEnd() {
		return Duration.parse(value(IDLE_END));
	}

	/** For an agent's initialize, session/new, load and resume, each. */
	Duration startTimeout() {
		return Duration.parse(value(START_TIMEOUT));
	}

	/** How long an agent may say nothing in a turn before the person is told. */
	Duration idleWatchdog() {
		return Duration.parse(value(IDLE_WATCHDOG));
	}

	/** How many turns may run at once, over all agents. */
	int runningTurns() {
		return Integer.parseInt(value(RUNNING_TURNS));
	}

	/** How many cards the feed of each agent keeps. */
	int feedCards() {
		return Integer.parseInt(value(FEED_CARDS));
	}

	/** How many bytes the cards of each agent may take. */
	long feedBytes() {
		return Retention.size(FEED_BYTES, value(FEED_BYTES));
	}

	/** How long archived sessions are kept. */
	Retention retention() {
		return Retention.parse(RETENTION, value(RETENTION));
	}

	/** How the relay of this host is to listen; null: not at all. */
	@Nullable
	Wanted relayServe() {
		return value(RELAY_SERVE).equals(OFF) ? null : relayWanted(0);
	}

	/** How it would listen if it were wanted. @param port if none is set */
	Wanted relayWanted(int port) {
		String set = value(RELAY_SERVE);
		return new Wanted(value(RELAY_ADDRESS), set.equals(OFF) ? port : Integer.parseInt(set), keys(value(RELAY_ALLOW)));
	}

	/** Public keys as a person writes them, with commas between. @throws FailureException in words, if one is none */
	static Set<String> keys(String value) {
		return value.equals(NOBODY) ? Set.of()
				: Stream.of(value.split(",")).map(Bech32Entity::publicKey).map(PublicKey::hex).collect(Collectors.toUnmodifiableSet());
	}

	/** What {@link #keys} reads. */
	static String allowed(Collection<String> keys) {
		return keys.isEmpty() ? NOBODY : String.join(",", keys);
	}

	/** Folders whose repositories may run their filters when they are looked at. */
	List<Path> trustedFolders() {
		return folders(value(TRUSTED_FOLDERS));
	}

	/** @throws InvalidPathException if one cannot be a path */
	private static List<Path> folders(String value) {
		return Arrays.stream(value.split(File.pathSeparator)).filter(each -> !each.isBlank()).map(each -> Path.of(each.strip())).toList();
	}

	private static void checkFolders(String key, String value) {
		String hint = "Absolute folders with " + File.pathSeparator + " between them; the empty value for none.";
		try {
			folders(value).stream().filter(each -> !each.isAbsolute()).findFirst().ifPresent(each -> {
				throw new FailureException(Failure.usage("Not an absolute folder for " + key + ": \"" + each + "\".", hint));
			});
		} catch (InvalidPathException e) {
			throw new FailureException(Failure.usage("Not a folder for " + key + ": " + e.getMessage(), hint), e);
		}
	}

	private String value(String key) {
		String value = set.get(key);
		return value != null ? value : String.valueOf(DEFAULTS.get(key));
	}

	/** @throws FailureException if the key is unknown */
	Map<String, String> values(@Nullable String key) {
		if (key != null) {
			return Map.of(key, value(known(key)));
		}
		Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
		all.replaceAll((k, v) -> value(k));
		return all;
	}

	/** @throws FailureException in words, if the key is unknown or the value does not fit it */
	CompletionStage<Void> put(String key, String value, Entries.@Nullable CommandResult command) {
		check(key, value);
		return store.put(key, value, command).thenRun(() -> {
			set.put(key, value);
			onChange.run();
		});
	}

	private static void check(String key, String value) {
		switch (known(key)) {
		case RUNNING_TURNS -> checkCount(key, value, MOST_TURNS);
		case FEED_CARDS -> checkCount(key, value, MOST_CARDS);
		case FEED_BYTES -> Retention.size(key, value);
		case RELAY_SERVE -> checkPort(key, value);
		case RELAY_ADDRESS -> checkAddress(key, value);
		case RELAY_ALLOW -> keys(value);
		case RETENTION -> Retention.parse(key, value);
		case TRUSTED_FOLDERS -> checkFolders(key, value);
		default -> checkDuration(key, value);
		}
	}

	private static void checkPort(String key, String value) {
		if (!value.equals(OFF) && (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65535)) {
			throw new FailureException(Failure.usage("The value of " + key + " must be off or a port from 0 (any that is free) to 65535: \"" + value
					+ "\".", "For example 7447."));
		}
	}

	private static void checkAddress(String key, String value) {
		if (!value.matches("[0-9A-Za-z.:%-]{1,100}")) {
			throw new FailureException(Failure.usage("The value of " + key + " must be an address of this machine: \"" + value + "\".",
					"For example 127.0.0.1, or 0.0.0.0 for all."));
		}
	}

	private static void checkCount(String key, String value, int most) {
		if (!value.matches("[0-9]{1,7}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
			throw new FailureException(Failure.usage("The value of " + key + " must be a whole number from 1 to "
					+ most + ": \"" + value + "\".", "For example " + DEFAULTS.get(key) + "."));
		}
	}

	private static void checkDuration(String key, String value) {
		try {
			Duration duration = Duration.parse(value);
			if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(3650)) > 0) {
				throw new FailureException(Failure.usage("The value of " + key + " must be more than nothing: " + value,
						"For example PT10M: ten minutes."));
			}
		} catch (DateTimeParseException e) {
			throw new FailureException(Failure.usage("Not a duration for " + key + ": \"" + value + "\".",
					"Durations are written as in PT10M (ten minutes) or PT90S."), e);
		}
	}

	private static String known(String key) {
		if (!DEFAULTS.containsKey(key)) {
			throw new FailureException(Failure.usage("There is no setting \"" + key + "\".",
					"Settings are: " + String.join(", ", DEFAULTS.keySet())));
		}
		return key;
	}
}
