package dev.umbra.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner may read; on Windows the folder of the user does that. */
final class PrivateFiles {
	private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
	private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

	private PrivateFiles() {
	}

	/** @throws java.nio.file.FileAlreadyExistsException if there is one */
	static void create(Path file) throws IOException {
		Files.newByteChannel(file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), attributes(file, FILE)).close();
	}

	/** Takes from others what an existing file may have given them. */
	static void close(Path file) throws IOException {
		if (posix(file) && Files.exists(file) && !Files.getPosixFilePermissions(file).equals(FILE)) {
			Files.setPosixFilePermissions(file, FILE);
		}
	}

	static void folder(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) {
			Files.createDirectory(folder, attributes(folder, FOLDER));
		} else if (posix(folder) && !Files.getPosixFilePermissions(folder).equals(FOLDER)) {
			Files.setPosixFilePermissions(folder, FOLDER);
		}
	}

	static boolean posix(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
		return posix(path) ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(permissions) } : new FileAttribute<?>[0];
	}
}
