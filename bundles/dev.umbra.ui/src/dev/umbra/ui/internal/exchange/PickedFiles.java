package dev.umbra.ui.internal.exchange;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.api.Personas.TextFile;

/** The files that a person named, one per line, read whole. {@link #read} blocks. Any thread. */
final class PickedFiles {
	/** Of all of them together, in bytes: what the host takes. */
	static final long MOST_BYTES = 5L * 1024 * 1024;

	sealed interface Result {
		/** @param files empty if none were named */
		record Read(List<TextFile> files) implements Result {
			public Read {
				files = List.copyOf(files);
			}
		}

		/** @param words which file, what is wrong with it, and what to do */
		record Wrong(String words) implements Result {
		}
	}

	private PickedFiles() {
	}

	/** @param lines paths, one per line; blank lines count for nothing */
	static Result read(String lines) {
		List<TextFile> files = new ArrayList<>();
		long left = MOST_BYTES;
		for (String line : lines.lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
			try {
				Path path = Path.of(line);
				if (!path.isAbsolute()) {
					return new Result.Wrong(NLS.bind(Messages.file_relative, line));
				}
				if (!Files.isRegularFile(path)) {
					return new Result.Wrong(NLS.bind(Messages.file_missing, line));
				}
				left -= Files.size(path);
				if (left < 0) {
					return new Result.Wrong(NLS.bind(Messages.file_large, line));
				}
				files.add(new TextFile(path.getFileName().toString(), Files.readString(path, StandardCharsets.UTF_8)));
			} catch (InvalidPathException e) {
				return new Result.Wrong(NLS.bind(Messages.file_missing, line));
			} catch (CharacterCodingException e) {
				return new Result.Wrong(NLS.bind(Messages.file_coding, line));
			} catch (IOException e) {
				return new Result.Wrong(NLS.bind(Messages.file_unreadable, line, e.getMessage()));
			}
		}
		return new Result.Read(files);
	}
}
