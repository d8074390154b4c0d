package dev.umbra.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.umbra.core.Threads;
import dev.umbra.core.agent.DeviceLayer.EnvMode;
import org.jspecify.annotations.Nullable;

/**
 * The environment that a person's login shell would give a program: a host started from a desktop has another PATH. Taken
 * once, asynchronously, within a time limit; if the shell fails, the host's own environment serves. {@code UMBRA_*} is
 * never part of it. Values are never logged: they may be secrets. Any thread.
 */
final class LoginEnvironment {
	private static final System.Logger LOG = System.getLogger(LoginEnvironment.class.getName());
	/** Interactive as well, since people extend their PATH in files that only interactive shells read; then without. */
	private static final List<List<String>> ATTEMPTS = List.of(List.of("-l", "-i", "-c"), List.of("-l", "-c"));
	private static final int MAX_OUTPUT = 4 << 20;
	private static final Set<String> ALLOWED = Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ",
			"TMPDIR", "TERM", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "APPDATA", "LOCALAPPDATA",
			"PROGRAMDATA", "PROGRAMFILES", "USERPROFILE", "USERNAME", "HOMEDRIVE", "HOMEPATH", "TEMP", "TMP");
	private static final Set<String> OF_THE_SHELL = Set.of("PWD", "OLDPWD", "SHLVL", "_");

	private final Map<String, String> own;
	private final @Nullable String shell;
	private final Duration limit;
	private final CompletableFuture<Map<String, String>> taken = new CompletableFuture<>();
	private final AtomicBoolean started = new AtomicBoolean();

	/**
	 * @param own the host's environment
	 * @param shell absolute path of the shell to ask, or null for none
	 * @param limit for all of it
	 */
	LoginEnvironment(Map<String, String> own, @Nullable String shell, Duration limit) {
		this.own = usable(own);
		this.shell = shell;
		this.limit = limit;
	}

	/** This person's, with a limit of 5 s. */
	static LoginEnvironment ofThisUser() {
		return new LoginEnvironment(System.getenv(), Programs.WINDOWS ? null : loginShell(), Duration.ofSeconds(5));
	}

	/** Starts to take it, once; returns at once. */
	CompletableFuture<Map<String, String>> take() {
		if (started.compareAndSet(false, true)) {
			if (shell == null) {
				taken.complete(own);
			} else {
				Threads.virtual("login-environment", () -> taken.complete(ask(shell)));
			}
		}
		return taken.copy();
	}

	/** Waits for it, no longer than the limit. */
	Map<String, String> get() {
		try {
			return take().join();
		} catch (CompletionException e) {
			return own;
		}
	}

	/** What a process starts from: all of it, or the allow-list. */
	static Map<String, String> base(Map<String, String> environment, EnvMode mode) {
		Map<String, String> base = new TreeMap<>(environment);
		if (mode == EnvMode.CLEAN) {
			base.keySet().removeIf(name -> !isAllowed(name));
		}
		return base;
	}

	private static boolean isAllowed(String name) {
		String upper = Programs.WINDOWS ? name.toUpperCase(Locale.ROOT) : name;
		return ALLOWED.contains(upper) || upper.startsWith("LC_") || upper.startsWith("XDG_") || upper.startsWith("SSL_CERT_");
	}

	/** Without what is ours and what no POSIX program could have set by itself. Windows has names with parentheses. */
	private static Map<String, String> usable(Map<String, String> all) {
		Map<String, String> usable = new HashMap<>(all);
		usable.keySet().removeIf(name -> name.startsWith("UMBRA_")
				|| !Programs.WINDOWS && (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || OF_THE_SHELL.contains(name)));
		return Map.copyOf(usable);
	}

	private static String loginShell() {
		String shell = System.getenv("SHELL");
		if (shell == null || !Files.isExecutable(Path.of(shell))) {
			shell = passwdShell();
		}
		return shell != null && Files.isExecutable(Path.of(shell)) ? shell : "/bin/sh";
	}

	private static @Nullable String passwdShell() {
		try {
			for (String line : Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
				String[] fields = line.split(":", -1);
				if (fields.length == 7 && fields[0].equals(System.getProperty("user.name"))) {
					return fields[6];
				}
			}
		} catch (IOException e) {
			// no such file: /bin/sh serves
		}
		return null;
	}

	private Map<String, String> ask(String program) {
		long deadline = System.nanoTime() + limit.toNanos();
		for (List<String> options : ATTEMPTS) {
			long left = deadline - System.nanoTime();
			boolean last = options.equals(ATTEMPTS.getLast());
			try {
				Map<String, String> found = ask(program, options, last ? left : left * 2 / 3);
				if (found != null) {
					LOG.log(System.Logger.Level.INFO, "environment of " + program + ": " + found.size() + " variables");
					return found;
				}
			} catch (IOException e) {
				LOG.log(System.Logger.Level.DEBUG, "cannot start " + program, e);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				return own;
			}
		}
		LOG.log(System.Logger.Level.WARNING, program + " did not tell its environment within " + limit.toMillis()
				+ " ms; agents get the host's own");
		return own;
	}

	/** @return null if the shell did not tell it in time */
	private @Nullable Map<String, String> ask(String program, List<String> options, long nanos)
			throws IOException, InterruptedException {
		String marker = "umbra-" + UUID.randomUUID();
		List<String> command = new ArrayList<>(Programs.inOwnSession());
		command.add(program);
		command.addAll(options);
		// in a plain sh, whatever shell the person has; the markers tell the environment from what profiles print
		command.add("exec /bin/sh -c 'printf \"\\000%s\\000\" " + marker + "; command env -0; printf \"%s\\000\" " + marker + "'");
		ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"))
				.redirectError(ProcessBuilder.Redirect.DISCARD);
		builder.environment().clear();
		builder.environment().putAll(own);
		builder.environment().put("UMBRA_RESOLVING_ENVIRONMENT", "1"); // a hint to profiles
		Process process = builder.start();
		CompletableFuture<byte[]> output = new CompletableFuture<>();
		Threads.platformDaemon("login-environment#out", () -> output.complete(read(process.getInputStream(), marker)));
		try {
			return parsed(output.get(Math.max(1, nanos), TimeUnit.NANOSECONDS), marker);
		} catch (TimeoutException | ExecutionException e) {
			return null;
		} finally {
			new ProcessTree(ProcessTable.ofThisSystem(), process.toHandle(), null).signal(ProcessTree.Signal.KILL);
		}
	}

	/** Reads up to the second marker: something in a profile may hold the pipe open for ever. */
	private static byte[] read(InputStream in, String marker) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		byte[] buffer = new byte[8 << 10];
		byte[] end = ("\0" + marker + "\0").getBytes(StandardCharsets.UTF_8);
		try (in) {
			for (int n = in.read(buffer); n >= 0 && out.size() < MAX_OUTPUT; n = in.read(buffer)) {
				out.write(buffer, 0, n);
				byte[] all = out.toByteArray();
				int first = indexOf(all, end, 0);
				if (first >= 0 && indexOf(all, end, first + 1) >= 0) {
					break;
				}
			}
		} catch (IOException e) {
			// what was read must do
		}
		return out.toByteArray();
	}

	private static @Nullable Map<String, String> parsed(byte[] output, String marker) {
		byte[] end = ("\0" + marker + "\0").getBytes(StandardCharsets.UTF_8);
		int from = indexOf(output, end, 0);
		int to = from < 0 ? -1 : indexOf(output, end, from + end.length - 1);
		if (to < 0) {
			return null;
		}
		Map<String, String> found = new HashMap<>();
		String text = new String(output, from + end.length, Math.max(0, to - from - end.length), StandardCharsets.UTF_8);
		for (String variable : text.split("\0")) {
			int equals = variable.indexOf('=');
			if (equals > 0) {
				found.put(variable.substring(0, equals), variable.substring(equals + 1));
			}
		}
		return found.containsKey("PATH") ? usable(found) : null;
	}

	private static int indexOf(byte[] bytes, byte[] wanted, int from) {
		for (int i = from; i <= bytes.length - wanted.length; i++) {
			int j = 0;
			while (j < wanted.length && bytes[i + j] == wanted[j]) {
				j++;
			}
			if (j == wanted.length) {
				return i;
			}
		}
		return -1;
	}
}
