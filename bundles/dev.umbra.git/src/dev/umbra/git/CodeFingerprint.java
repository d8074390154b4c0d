package dev.umbra.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.umbra.core.FailureException;

/**
 * Stands for everything that a commit would obey: the hooks, and git's configuration but for what merely says where branches and
 * remotes are. Equal if nothing of that changed. Blocks.
 */
final class CodeFingerprint {
	private static final List<String> HARMLESS = List.of("branch.", "remote.", "gui.", "core.commentchar=", "core.abbrev=");
	private static final int MOST_HOOKS = 200;
	private static final long MOST_BYTES = 1 << 20;
	private final Reading reading;

	CodeFingerprint(Reading reading) {
		this.reading = reading;
	}

	/** @throws FailureException if the configuration cannot be read */
	String of(Layout layout) {
		MessageDigest all = sha256();
		GitCommand.Result<byte[]> config = reading.configuration(layout.root());
		if (!config.ok()) {
			throw GitWords.refused("git's configuration", layout.root(), config.err());
		}
		TreeSet<String> lines = new TreeSet<>();
		for (byte[] record : NumStat.records(config.out())) {
			String line = new String(record, StandardCharsets.ISO_8859_1).replaceFirst("\n", "=");
			if (HARMLESS.stream().noneMatch(line.toLowerCase(Locale.ROOT)::startsWith)) {
				lines.add(line);
			}
		}
		lines.forEach(line -> all.update((line + "\0").getBytes(StandardCharsets.ISO_8859_1)));
		hooks(layout, lines).forEach(file -> add(all, file));
		return HexFormat.of().formatHex(all.digest());
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	/** Also those that hooks in the working tree are known to call: beside their folder. */
	private static TreeSet<Path> hooks(Layout layout, TreeSet<String> config) {
		TreeSet<Path> files = new TreeSet<>();
		Path folder = layout.commonDir().resolve("hooks");
		for (String line : config) {
			if (line.startsWith("core.hookspath=")) {
				folder = named(layout.root(), line.substring("core.hookspath=".length()), folder);
			}
		}
		below(folder, 2, files);
		Path above = folder.getParent();
		if (above != null && folder.startsWith(layout.root()) && !folder.startsWith(layout.commonDir()) && !above.equals(layout.root())) {
			below(above, 1, files);
		}
		return files;
	}

	private static Path named(Path root, String text, Path otherwise) {
		try {
			return text.startsWith("~/") ? Path.of(System.getProperty("user.home", "/")).resolve(text.substring(2)) : root.resolve(text);
		} catch (InvalidPathException e) {
			return otherwise;
		}
	}

	private static void below(Path folder, int depth, TreeSet<Path> files) {
		if (!Files.isDirectory(folder)) {
			return;
		}
		try (Stream<Path> all = Files.walk(folder, depth)) {
			all.filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".sample")).limit(MOST_HOOKS).forEach(files::add);
		} catch (IOException | UncheckedIOException e) {
			// what cannot be read is told by its folder below
			files.add(folder);
		}
	}

	private static void add(MessageDigest all, Path file) {
		all.update((file + "\0" + Files.isExecutable(file) + "\0").getBytes(StandardCharsets.UTF_8));
		try {
			if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
				all.update(Files.readAllBytes(file));
			} else {
				all.update(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toString().getBytes(StandardCharsets.US_ASCII));
			}
		} catch (IOException e) {
			all.update(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
		}
	}
}
