package dev.umbra.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The processes of this machine as far as the system shows them: by process group and by what their environment holds.
 * A {@link ProcessHandle} is PID and start time together, so a recycled PID is never mistaken. Linux reads {@code /proc}
 * (verified); macOS asks {@code ps} and Windows knows neither (both unverified). Any thread.
 */
sealed interface ProcessTable {
	/** Those that live in this process group, zombies left out. */
	List<ProcessHandle> ofGroup(long group);

	/** Those whose environment holds a variable that begins with {@code variable} ({@code NAME=...}), if {@code whole} is that. */
	List<ProcessHandle> withVariable(String variable, boolean whole);

	/** False for a process that has ended but was not collected by its parent. */
	boolean isRunning(ProcessHandle process);

	/** Whether the group belongs to the process that was started as its leader, and not to a later one of the same number. */
	boolean isGroupOf(ProcessHandle leader);

	static ProcessTable ofThisSystem() {
		String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		if (os.startsWith("linux")) {
			return new Linux();
		}
		return os.startsWith("mac") ? new MacOs() : new Descendants();
	}

	/** {@code /proc}. */
	final class Linux implements ProcessTable {
		private static final Path PROC = Path.of("/proc");

		/** Fields of {@code /proc/PID/stat}, see proc(5). */
		private record Stat(char state, long group, long session) {
		}

		@Override
		public List<ProcessHandle> ofGroup(long group) {
			List<ProcessHandle> found = new ArrayList<>();
			for (ProcessHandle process : all()) {
				Stat stat = stat(process.pid());
				if (stat != null && stat.group() == group && isRunning(stat) && process.isAlive()) {
					found.add(process);
				}
			}
			return found;
		}

		@Override
		public List<ProcessHandle> withVariable(String variable, boolean whole) {
			byte[] wanted = (variable + (whole ? "\0" : "")).getBytes(StandardCharsets.UTF_8);
			List<ProcessHandle> found = new ArrayList<>();
			for (ProcessHandle process : all()) {
				byte[] environment = read(process.pid(), "environ");
				// alive after reading: what was read is of the process that the handle means
				if (environment != null && holds(environment, wanted) && isRunning(process) && process.isAlive()) {
					found.add(process);
				}
			}
			return found;
		}

		@Override
		public boolean isRunning(ProcessHandle process) {
			Stat stat = stat(process.pid());
			return stat != null && isRunning(stat) && process.isAlive();
		}

		/**
		 * A session of its own (setsid) has the number of its leader. When the leader is gone its number stays taken as long as
		 * the group has members; a stranger of that number would be a process with this PID, or be of another session.
		 */
		@Override
		public boolean isGroupOf(ProcessHandle leader) {
			long number = leader.pid();
			if (leader.isAlive()) {
				Stat stat = stat(number);
				return stat != null && stat.group() == number && stat.session() == number;
			}
			List<ProcessHandle> members = ofGroup(number);
			return !members.isEmpty() && members.stream().allMatch(member -> {
				Stat stat = stat(member.pid());
				return member.pid() != number && (stat == null || stat.session() == number);
			});
		}

		private static boolean isRunning(Stat stat) {
			return stat.state() != 'Z' && stat.state() != 'X';
		}

		private static boolean holds(byte[] environment, byte[] wanted) {
			for (int at = 0; at < environment.length; at++) {
				if (at > 0 && environment[at - 1] != 0 || environment.length - at < wanted.length) {
					continue;
				}
				int i = 0;
				while (i < wanted.length && environment[at + i] == wanted[i]) {
					i++;
				}
				if (i == wanted.length) {
					return true;
				}
			}
			return false;
		}

		private static List<ProcessHandle> all() {
			List<ProcessHandle> all = new ArrayList<>();
			try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
				for (Path entry : entries) {
					Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(entry.getFileName().toString()));
					process.ifPresent(all::add);
				}
			} catch (IOException | java.nio.file.DirectoryIteratorException | NumberFormatException e) {
				System.getLogger(ProcessTable.class.getName()).log(System.Logger.Level.WARNING, "cannot list /proc", e);
			}
			return all;
		}

		private static @Nullable Stat stat(long pid) {
			byte[] bytes = read(pid, "stat");
			if (bytes == null) {
				return null;
			}
			String line = new String(bytes, StandardCharsets.ISO_8859_1);
			// the program's name is in parentheses and may hold anything
			String[] fields = line.substring(line.lastIndexOf(')') + 1).trim().split(" ");
			return fields.length < 4 ? null
					: new Stat(fields[0].charAt(0), Long.parseLong(fields[2]), Long.parseLong(fields[3]));
		}

		/** Null if it is gone or somebody else's. */
		private static byte @Nullable [] read(long pid, String name) {
			try {
				return Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve(name));
			} catch (IOException e) {
				return null;
			}
		}
	}

	/** {@code ps} shows the environment of the person's own processes. Unverified. */
	final class MacOs implements ProcessTable {
		@Override
		public List<ProcessHandle> ofGroup(long group) {
			List<ProcessHandle> found = new ArrayList<>();
			for (String line : ps("-axo", "pid=,pgid=,stat=")) {
				String[] fields = line.trim().split("\\s+");
				if (fields.length == 3 && fields[1].equals(Long.toString(group)) && !fields[2].startsWith("Z")) {
					ProcessHandle.of(Long.parseLong(fields[0])).ifPresent(found::add);
				}
			}
			return found;
		}

		@Override
		public List<ProcessHandle> withVariable(String variable, boolean whole) {
			List<ProcessHandle> found = new ArrayList<>();
			for (String line : ps("eww", "-axo", "pid=,command=")) {
				String fields = line.trim() + " ";
				if (fields.contains(" " + variable + (whole ? " " : ""))) {
					ProcessHandle.of(Long.parseLong(fields.substring(0, fields.indexOf(' ')))).ifPresent(found::add);
				}
			}
			return found;
		}

		@Override
		public boolean isRunning(ProcessHandle process) {
			return process.isAlive();
		}

		@Override
		public boolean isGroupOf(ProcessHandle leader) {
			return false; // there is no setsid program: the group is the host's
		}

		private static List<String> ps(String... args) {
			List<String> command = new ArrayList<>();
			command.add("/bin/ps");
			command.addAll(List.of(args));
			try {
				Process ps = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
				ps.getOutputStream().close();
				List<String> lines = new ArrayList<>();
				try (BufferedReader in = new BufferedReader(new InputStreamReader(ps.getInputStream(), StandardCharsets.UTF_8))) {
					in.lines().forEach(lines::add);
				}
				ps.waitFor(2, TimeUnit.SECONDS);
				return lines;
			} catch (IOException e) {
				return List.of();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				return List.of();
			}
		}
	}

	/** Nothing but the family tree, which {@link ProcessHandle#descendants} has. Windows; unverified. */
	final class Descendants implements ProcessTable {
		@Override
		public List<ProcessHandle> ofGroup(long group) {
			return List.of();
		}

		@Override
		public List<ProcessHandle> withVariable(String variable, boolean whole) {
			return List.of();
		}

		@Override
		public boolean isRunning(ProcessHandle process) {
			return process.isAlive();
		}

		@Override
		public boolean isGroupOf(ProcessHandle leader) {
			return false;
		}
	}

	/** This process and those above it: never to be ended, whatever their environment says. */
	static Set<ProcessHandle> ourselves() {
		Set<ProcessHandle> ours = new HashSet<>();
		Optional<ProcessHandle> next = Optional.of(ProcessHandle.current());
		while (next.isPresent() && ours.add(next.get())) {
			next = next.get().parent();
		}
		return ours;
	}
}
