package dev.umbra.ui.internal.editors;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.Draft;
import dev.umbra.core.Threads;
import dev.umbra.core.catalog.ContentHash;

/**
 * What stands in editors and is not saved, one file each in a folder of this workbench, so that it survives a window that is killed. Files
 * are read and written by threads of their own, the newest text last. Any thread.
 */
final class UnsavedDrafts implements Editing.Drafts {
	private static final System.Logger LOG = System.getLogger(UnsavedDrafts.class.getName());
	private static final String LIST = "list.";
	private static final String BASE = "base.";
	private static final String MINE = "mine.";
	private static final String SUBJECT = "subject";
	private static final String ENDING = ".properties";

	/** What is, or is to be, in a file. */
	private record Left(String subject, Draft draft) {
	}

	private final Path folder;
	/** To be written, by file; a missing draft deletes it. */
	private final Map<Path, @Nullable Left> waiting = new LinkedHashMap<>();
	/** What editors of this window have, or had. */
	private final Set<String> opened = new HashSet<>();
	private boolean writing;

	UnsavedDrafts(Path folder) {
		this.folder = folder;
	}

	private Path file(String subject) {
		return folder.resolve(ContentHash.of(subject).substring(0, 32) + ENDING);
	}

	@Override
	public CompletionStage<Optional<Draft>> left(String subject) {
		synchronized (this) {
			opened.add(subject);
		}
		CompletableFuture<Optional<Draft>> left = new CompletableFuture<>();
		Threads.virtual("editor-drafts", () -> left.complete(read(subject)));
		return left;
	}

	private Optional<Draft> read(String subject) {
		Path file = file(subject);
		synchronized (this) {
			if (waiting.containsKey(file)) {
				return Optional.ofNullable(waiting.get(file)).map(Left::draft);
			}
		}
		Optional<Left> own = read(file);
		return own.isPresent() ? own.map(Left::draft) : adopted(subject);
	}

	/** A new record has a name of its own in each editor: what a window that was killed left of one, no editor would find again. */
	private Optional<Draft> adopted(String subject) {
		int end = subject.indexOf(Subject.NEW);
		if (end < 0 || !Files.isDirectory(folder)) {
			return Optional.empty();
		}
		String kind = subject.substring(0, end + 1);
		try (Stream<Path> files = Files.list(folder)) {
			for (Path each : files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList()) {
				Optional<Left> orphan = read(each).filter(left -> left.subject().startsWith(kind));
				if (orphan.isPresent() && opens(orphan.get().subject())) {
					keep(subject, orphan.get().draft());
					keep(orphan.get().subject(), null);
					return orphan.map(Left::draft);
				}
			}
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, "what was not saved in editors cannot be looked for: " + folder, e);
		}
		return Optional.empty();
	}

	/** Whether nobody in this window had it open, who has it from now on. */
	private synchronized boolean opens(String subject) {
		return opened.add(subject);
	}

	private static Optional<Left> read(Path file) {
		if (!Files.exists(file)) {
			return Optional.empty();
		}
		Properties properties = new Properties();
		try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			properties.load(in);
			return Optional.of(new Left(properties.getProperty(SUBJECT, ""), new Draft(values(properties, BASE), values(properties, MINE))));
		} catch (IOException | IllegalArgumentException e) {
			LOG.log(System.Logger.Level.WARNING, "what was not saved in an editor cannot be read: " + file, e);
			return Optional.empty();
		}
	}

	private static Map<String, Object> values(Properties properties, String prefix) {
		Map<String, Object> values = new HashMap<>();
		for (String key : properties.stringPropertyNames()) {
			String value = properties.getProperty(key);
			if (key.startsWith(prefix + LIST)) {
				values.put(key.substring(prefix.length() + LIST.length()), value.isEmpty() ? List.of() : List.of(value.split("\n")));
			} else if (key.startsWith(prefix)) {
				values.put(key.substring(prefix.length()), value);
			}
		}
		return values;
	}

	@Override
	public void keep(String subject, @Nullable Draft draft) {
		synchronized (this) {
			waiting.put(file(subject), draft == null ? null : new Left(subject, draft));
			if (writing) {
				return;
			}
			writing = true;
		}
		Threads.virtual("editor-drafts", this::write);
	}

	/** Waits until all is written: where the process may end next. @return false if that took longer */
	synchronized boolean settle(Duration most) {
		long end = System.nanoTime() + most.toNanos();
		try {
			while (writing) {
				long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
				if (left <= 0) {
					return false;
				}
				wait(left);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return false;
		}
		return true;
	}

	private void write() {
		while (true) {
			Path file;
			Left left;
			synchronized (this) {
				if (waiting.isEmpty()) {
					writing = false;
					notifyAll();
						return;
				}
				file = waiting.keySet().iterator().next();
				left = waiting.get(file);
			}
			try {
				write(file, left);
			} catch (IOException e) {
				LOG.log(System.Logger.Level.WARNING, "what is not saved in an editor could not be kept: " + file, e);
			}
			synchronized (this) {
				// unless a newer one came meanwhile
				if (waiting.get(file) == left) {
					waiting.remove(file);
				}
			}
		}
	}

	private void write(Path file, @Nullable Left left) throws IOException {
		if (left == null) {
			Files.deleteIfExists(file);
			return;
		}
		Files.createDirectories(folder, forTheOwner());
		Properties properties = new Properties();
		properties.setProperty(SUBJECT, left.subject());
		put(properties, BASE, left.draft().base());
		put(properties, MINE, left.draft().mine());
		Path fresh = file.resolveSibling(file.getFileName() + ".new");
		try (Writer out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
			properties.store(out, null);
		}
		Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
	}

	/** Nobody else on this machine reads what is written there. */
	private FileAttribute<?>[] forTheOwner() {
		return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
				? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")) }
				: new FileAttribute<?>[0];
	}

	private static void put(Properties properties, String prefix, Map<String, Object> values) {
		values.forEach((name, value) -> {
			if (value instanceof List<?> list) {
				properties.setProperty(prefix + LIST + name, String.join("\n", list.stream().map(String::valueOf).toList()));
			} else {
				properties.setProperty(prefix + name, (String) value);
			}
		});
	}
}
