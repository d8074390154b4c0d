package dev.umbra.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Copies beside a store: what was before a migration, and damaged stores as they were found. */
final class Copies {
	private Copies() {
	}

	/** By name. */
	static List<Path> of(Path store, Failures failures) {
		String name = store.getFileName().toString();
		try (Stream<Path> files = Files.list(store.getParent())) {
			return files.filter(Files::isRegularFile).filter(file -> copy(file.getFileName().toString(), name)).sorted().toList();
		} catch (IOException e) {
			throw failures.ofFile(e, store.getParent(), "list");
		}
	}

	private static boolean copy(String file, String store) {
		return file.startsWith(store + ".v") && file.endsWith(".bak") || file.startsWith(store + ".damaged");
	}

	/** {@code <store><begin><end>}, or with a number between them if that exists: earlier copies are kept. */
	static Path free(Path store, String begin, String end) {
		Path copy = Header.beside(store, begin + end);
		for (int n = 2; Files.exists(copy); n++) {
			copy = Header.beside(store, begin + "." + n + end);
		}
		return copy;
	}

	/** The last name that {@link #free} gave away for an end that is empty. */
	static Path newest(Path store, String begin) {
		Path newest = Header.beside(store, begin);
		for (int n = 2; Files.exists(Header.beside(store, begin + "." + n)); n++) {
			newest = Header.beside(store, begin + "." + n);
		}
		return newest;
	}
}
