package dev.umbra.ui.internal.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.api.Personas.TextFile;

/** Writes files into a folder, each whole or not at all. {@link #write} blocks. Any thread. */
final class WrittenFiles {
	sealed interface Result {
		record Written(List<Path> files) implements Result {
			public Written {
				files = List.copyOf(files);
			}
		}

		/** Nothing was written. @param files those that are there already */
		record There(List<Path> files) implements Result {
			public There {
				files = List.copyOf(files);
			}
		}

		/** @param words which file, what is wrong, and what to do */
		record Failed(String words) implements Result {
		}
	}

	private WrittenFiles() {
	}

	/** @param replace whether the person agreed that files of these names go */
	static Result write(Path folder, List<TextFile> files, boolean replace) {
		List<Path> targets = new ArrayList<>();
		for (TextFile file : files) {
			Path target = folder.resolve(file.name()).normalize();
			// the names come from the host, which made them of what may be foreign
			if (!folder.normalize().equals(target.getParent())) {
				return new Result.Failed(NLS.bind(Messages.file_name, file.name()));
			}
			targets.add(target);
		}
		if (!Files.isDirectory(folder)) {
			return new Result.Failed(NLS.bind(Messages.folder_missing, folder));
		}
		List<Path> there = targets.stream().filter(Files::exists).toList();
		if (!there.isEmpty() && !replace) {
			return new Result.There(there);
		}
		for (int i = 0; i < files.size(); i++) {
			try {
				write(targets.get(i), files.get(i).text(), replace);
			} catch (IOException e) {
				return new Result.Failed(NLS.bind(Messages.file_unwritten, targets.get(i), e instanceof FileAlreadyExistsException ? Messages.file_there : e.getMessage()));
			}
		}
		return new Result.Written(targets);
	}

	private static void write(Path target, String text, boolean replace) throws IOException {
		Path part = Files.createTempFile(target.getParent(), ".export", ".part");
		try {
			Files.writeString(part, text, StandardCharsets.UTF_8);
			if (!replace) {
				Files.move(part, target);
				return;
			}
			try {
				Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			} catch (AtomicMoveNotSupportedException e) {
				Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
			}
		} finally {
			Files.deleteIfExists(part);
		}
	}
}
