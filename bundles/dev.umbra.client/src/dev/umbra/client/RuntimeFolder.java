package dev.umbra.client;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

/** The headless runtime that hosts are started from: a folder with {@code bundles.info} and {@code plugins/}. */
final class RuntimeFolder {
	private RuntimeFolder() {
	}

	/** Null if none is named and none is beside us. @throws FailureException in words, if what is named is none */
	static @Nullable Path find(@Nullable Path given) {
		if (given != null) {
			return checked(given, "named to this client");
		}
		String property = System.getProperty("umbra.runtime", "");
		if (!property.isBlank()) {
			return checked(Path.of(property), "named by -Dumbra.runtime");
		}
		return besideOwnJar();
	}

	static Failure none() {
		return new Failure(Failure.Code.HOST_UNREACHABLE,
				"No host runs, and none can be started: the host's runtime folder was not found beside this program.",
				"Name it by -Dumbra.runtime=FOLDER (in a checkout: releng/dev.umbra.runtime/target/runtime after a build).");
	}

	private static Path checked(Path folder, String how) {
		if (!isRuntime(folder)) {
			throw new FailureException(new Failure(Failure.Code.HOST_UNREACHABLE,
					"No host runs, and none can be started: " + folder + ", " + how
							+ ", is no runtime folder (bundles.info and plugins/).",
					"In a checkout build it first: ./releng/run.sh"));
		}
		return folder.toAbsolutePath().normalize();
	}

	private static boolean isRuntime(Path folder) {
		return Files.isRegularFile(folder.resolve("bundles.info")) && Files.isDirectory(folder.resolve("plugins"));
	}

	private static @Nullable Path besideOwnJar() {
		CodeSource source = RuntimeFolder.class.getProtectionDomain().getCodeSource();
		if (source == null || source.getLocation() == null || !"file".equals(source.getLocation().getProtocol())) {
			return null;
		}
		try {
			Path plugins = Path.of(source.getLocation().toURI()).getParent();
			Path folder = plugins == null ? null : plugins.getParent();
			return folder != null && isRuntime(folder) ? folder : null;
		} catch (URISyntaxException | IllegalArgumentException e) {
			return null;
		}
	}
}
