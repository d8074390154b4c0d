package dev.umbra.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * SQLite itself is a native library, which the driver unpacks before its first use: into a private folder of ours, not
 * into the machine's shared temp folder. What a killed host left there is removed.
 */
final class NativeLibrary {
	private static final String FOLDER = "org.sqlite.tmpdir";

	private NativeLibrary() {
	}

	/** Says where to unpack, unless that was said before in this process: the library is loaded once. */
	static void prepare(Path home) throws IOException {
		String said = System.getProperty(FOLDER);
		if (said != null && Files.isDirectory(Path.of(said))) {
			return;
		}
		Path folder = home.resolve("tmp");
		PrivateFiles.folder(folder);
		try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "sqlite-*")) {
			for (Path file : old) {
				Files.deleteIfExists(file);
			}
		}
		System.setProperty(FOLDER, folder.toString());
	}

	/** The driver makes its files with the process's own mode: once they are loaded, no one else needs them. */
	static void close() throws IOException {
		try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(Path.of(System.getProperty(FOLDER)), "sqlite-*")) {
			for (Path file : unpacked) {
				PrivateFiles.close(file);
			}
		}
	}
}
