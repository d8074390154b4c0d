package dev.umbra.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.wire.Blotter;

/**
 * What an agent writes to stderr, its secrets blotted out: its last 64 KiB in memory, its lines in the agent's log, all of
 * it in a rotating file (specs agents.md, rule 13). One thread feeds it; any thread may ask for the tail.
 */
final class StderrLog {
	static final int RING = 64 << 10;
	static final int KEPT = 3;
	private static final FileAttribute<?>[] NONE = {};

	private final Path file;
	private final long maxBytes;
	private final Logbook log;
	private final Consumer<String> notes;
	private final TailBytes ring = new TailBytes(RING);
	private @Nullable OutputStream out;
	private long fileBytes;
	private boolean failed;

	/** @param maxBytes size at which the file is put aside; {@value #KEPT} files are kept, the present one included */
	StderrLog(Path file, long maxBytes, Logbook log, Consumer<String> notes) {
		this.file = file;
		this.maxBytes = maxBytes;
		this.log = log;
		this.notes = notes;
	}

	/** Reads to the end of the stream on the caller's thread. Never throws: an agent's log must not end the agent. */
	void drain(InputStream in, String heading) {
		byte[] buffer = new byte[8 << 10];
		Blotter known = log.blotter();
		Blotter.Stream blotter = known.stream();
		try (in) {
			toFile(heading.getBytes(StandardCharsets.UTF_8));
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				if (log.blotter() != known) {
					take(blotter.rest());
					known = log.blotter();
					blotter = known.stream();
				}
				take(blotter.next(buffer, n));
			}
		} catch (IOException e) {
			// the stream ended, one way or another
		} finally {
			take(blotter.rest());
			log.endOfStderr();
			close();
		}
	}

	/** The last 64 KiB, beginning with a whole character. */
	String tail() {
		return ring.text(true);
	}

	private void take(byte[] clear) {
		ring.add(clear, 0, clear.length);
		log.stderr(clear);
		toFile(clear);
	}

	private void toFile(byte[] bytes) {
		if (failed || bytes.length == 0) {
			return;
		}
		try {
			if (out == null) {
				open();
			} else if (fileBytes + bytes.length > maxBytes) {
				out.close();
				rotate();
				open();
			}
			out.write(bytes);
			fileBytes += bytes.length;
		} catch (IOException e) {
			failed = true;
			notes.accept("its log " + file + " cannot be written any more: " + e.getMessage());
		}
	}

	private void open() throws IOException {
		Path folder = file.toAbsolutePath().getParent();
		if (folder != null && !Files.isDirectory(folder)) {
			Files.createDirectories(folder, onlyMine("rwx------"));
		}
		if (Files.exists(file) && Files.size(file) >= maxBytes) {
			rotate();
		}
		if (!Files.exists(file)) {
			Files.createFile(file, onlyMine("rw-------"));
		}
		fileBytes = Files.size(file);
		out = Files.newOutputStream(file, StandardOpenOption.APPEND);
	}

	private void rotate() throws IOException {
		for (int i = KEPT - 1; i >= 1; i--) {
			Path from = i == 1 ? file : file.resolveSibling(file.getFileName() + "." + (i - 1));
			if (Files.exists(from)) {
				Files.move(from, file.resolveSibling(file.getFileName() + "." + i), StandardCopyOption.REPLACE_EXISTING);
			}
		}
	}

	private static FileAttribute<?>[] onlyMine(String mode) {
		return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
				? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
				: NONE;
	}

	private void close() {
		try {
			if (out != null) {
				out.close();
			}
		} catch (IOException e) {
			// nothing more to write
		}
	}
}
