package dev.umbra.ui.internal.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether a file that an agent named may be opened: it must really lie in a folder of the session. Reads the disk. */
final class FileLinks {
	/** What came of the look. */
	sealed interface Found {
		/** @param file without symbolic links */
		record Inside(Path file) implements Found {
		}

		record Outside() implements Found {
		}

		record Missing() implements Found {
		}
	}

	private FileLinks() {
	}

	/** @param folders absolute; those that do not exist hold nothing */
	static Found look(Path file, List<String> folders) {
		Path real;
		try {
			real = file.toRealPath();
		} catch (IOException e) {
			return new Found.Missing();
		}
		for (String folder : folders) {
			Path root = Path.of(folder);
			try {
				if (Files.isRegularFile(real) && real.startsWith(root.toRealPath())) {
					return new Found.Inside(real);
				}
			} catch (IOException e) {
				// a folder that is gone holds nothing
			}
		}
		return new Found.Outside();
	}
}
