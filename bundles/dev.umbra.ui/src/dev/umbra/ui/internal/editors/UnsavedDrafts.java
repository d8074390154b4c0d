package dev.umbra.ui.internal.editors;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

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
	private final Path folder;
	/** To be written, by file; a missing draft deletes it. */
	private final Map<Path, @Nullable Draft> waiting = new LinkedHashMap<>();
	private boolean writing;

	UnsavedDrafts(Path folder) {
		this.folder = folder;
	}

	private Path file(String subject) {
		return folder.resolve(ContentHash.of(subject).substring(0, 32) + ".properties");
	}

	@Override
	public CompletionStage<Optional<Draft>> left(String subject) {
		CompletableFuture<Optional<Draft>> left = new CompletableFuture<>();
		Threads.virtual("editor-drafts", () -> left.complete(Optional.ofNullable(read(file(subject)))));
		return left;
	}

	private @Nullable Draft read(Path file) {
		synchronized (this) {
			if (waiting.containsKey(file)) {
				return waiting.get(file);
			}
		}
		if (!Files.exists(file)) {
			return null;
		}
		Properties properties = new Properties();
		try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			properties.load(in);
			return new Draft(values(properties, BASE), values(properties, MINE));
		} catch (IOException | IllegalArgumentException e) {
			LOG.log(System.Logger.Level.WARNING, "what was not saved in an editor cannot be read: " + file, e);
			return null;
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
			waiting.put(file(subject), draft);
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
			Draft draft;
			synchronized (this) {
				if (waiting.isEmpty()) {
					writing = false;
					notifyAll();
						return;
				}
				file = waiting.keySet().iterator().next();
				draft = waiting.get(file);
			}
			try {
				write(file, draft);
			} catch (IOException e) {
				LOG.log(System.Logger.Level.WARNING, "what is not saved in an editor could not be kept: " + file, e);
			}
			synchronized (this) {
				// unless a newer one came meanwhile
				if (waiting.get(file) == draft) {
					waiting.remove(file);
				}
			}
		}
	}

	private void write(Path file, @Nullable Draft draft) throws IOException {
		if (draft == null) {
			Files.deleteIfExists(file);
			return;
		}
		Files.createDirectories(folder);
		Properties properties = new Properties();
		put(properties, BASE, draft.base());
		put(properties, MINE, draft.mine());
		Path fresh = file.resolveSibling(file.getFileName() + ".new");
		try (Writer out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
			properties.store(out, null);
		}
		Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
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
