package dev.umbra.ui.internal.relays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

/** Writes a key into a new file that nobody but its owner can read, where the file system knows owners. Blocks. */
final class KeyFile {
	private KeyFile() {
	}

	/** @return what went wrong, with which file, and what to do; null if it is written */
	static @Nullable String write(Path file, String key) {
		try {
			boolean owners = file.getFileSystem().supportedFileAttributeViews().contains("posix");
			FileAttribute<?>[] mine = owners ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
					: new FileAttribute<?>[0];
			// born private: it is at no moment readable for others
			try (SeekableByteChannel out = Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mine)) {
				ByteBuffer bytes = ByteBuffer.wrap((key + "\n").getBytes(StandardCharsets.UTF_8));
				while (bytes.hasRemaining()) {
					out.write(bytes);
				}
			}
			return null;
		} catch (FileAlreadyExistsException e) {
			return NLS.bind(Messages.export_exists, file);
		} catch (NoSuchFileException e) {
			return NLS.bind(Messages.export_no_folder, file.getParent());
		} catch (IOException e) {
			return NLS.bind(Messages.export_not_written, file, e.getMessage());
		}
	}
}
