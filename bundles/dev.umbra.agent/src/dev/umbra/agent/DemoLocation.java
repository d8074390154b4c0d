package dev.umbra.agent;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.core.Version;
import dev.umbra.wire.JsonRpcPeer;
import org.jspecify.annotations.Nullable;

/**
 * Where this installation's demo agent is. Tried in this order: the runtime folder ({@code -Dumbra.runtime}), the folder
 * or checkout that our own classes come from (the host's copy of the bundles, a workspace), the class path of this JVM.
 * Stateless but for the two properties.
 */
final class DemoLocation {
	private static final String BUNDLE = "dev.umbra.demo";
	private static final String MAIN = "dev.umbra.demo.Main";
	private static final List<String> NEEDED = List.of(BUNDLE, "dev.umbra.core", "dev.umbra.wire",
			"com.fasterxml.jackson.core.jackson-", "com.fasterxml.jackson.core.", "jackson-");

	private final @Nullable Path runtime;
	private final String classPath;

	DemoLocation(@Nullable Path runtime, String classPath) {
		this.runtime = runtime;
		this.classPath = classPath;
	}

	static DemoLocation ofThisInstallation() {
		String runtime = System.getProperty("umbra.runtime");
		return new DemoLocation(runtime == null ? null : Path.of(runtime), System.getProperty("java.class.path", ""));
	}

	/** The command that starts it, or null if this installation has none. */
	@Nullable
	List<String> command() {
		List<Path> bundles = runtime == null ? List.of() : inFolder(runtime.resolve("plugins"));
		if (!bundles.isEmpty()) {
			return ofFolder(bundles);
		}
		String jars = jars();
		return jars == null ? null : java(jars);
	}

	private static List<String> java(String jars) {
		String java = Path.of(System.getProperty("java.home"), "bin", Programs.WINDOWS ? "java.exe" : "java").toString();
		return List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", jars, MAIN);
	}

	/** Where the folder's name has the character that parts a class path, the jars are named as seen from there. */
	private static List<String> ofFolder(List<Path> bundles) {
		String folder = bundles.getFirst().getParent().toString();
		if (Programs.WINDOWS || !folder.contains(File.pathSeparator)) {
			return java(line(bundles));
		}
		List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", folder));
		command.addAll(java(line(bundles.stream().map(Path::getFileName).toList())));
		return List.copyOf(command);
	}

	private static String line(List<Path> jars) {
		return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}

	private @Nullable String jars() {
		Path own = source(DemoLocation.class);
		if (own != null) {
			Path demo = beside(own);
			if (demo != null) {
				return joined(demo);
			}
		}
		boolean onClassPath = DemoLocation.class.getClassLoader().getResource(MAIN.replace('.', '/') + ".class") != null;
		return onClassPath && !classPath.isEmpty() ? classPath : null;
	}

	/** A folder of bundles: everything in it that the demo needs, or nothing. */
	private static List<Path> inFolder(Path plugins) {
		Set<Path> found = new TreeSet<>();
		try (DirectoryStream<Path> all = Files.newDirectoryStream(plugins, "*.jar")) {
			for (Path jar : all) {
				String name = jar.getFileName().toString();
				if (NEEDED.stream().anyMatch(name::startsWith) && !name.contains(".source")) {
					found.add(jar.toAbsolutePath());
				}
			}
		} catch (IOException e) {
			return List.of();
		}
		boolean complete = found.stream().anyMatch(jar -> jar.getFileName().toString().startsWith(BUNDLE));
		return complete ? List.copyOf(found) : List.of();
	}

	/** The demo's jar or classes, seen from our own: the same folder of bundles, or the same checkout. */
	private static @Nullable Path beside(Path own) {
		Path folder = own.toAbsolutePath().getParent();
		if (folder == null) {
			return null;
		}
		try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, BUNDLE + "[_-]*.jar")) {
			for (Path jar : all) {
				return jar;
			}
		} catch (IOException e) {
			// look elsewhere
		}
		for (Path up = own.toAbsolutePath(); up != null; up = up.getParent()) {
			if (up.getFileName() != null && up.getFileName().toString().equals("dev.umbra.agent")) {
				Path demo = up.resolveSibling(BUNDLE);
				for (Path classes : List.of(demo.resolve("target/classes"), demo.resolve("bin"), demo)) {
					if (Files.exists(classes.resolve(MAIN.replace('.', '/') + ".class"))) {
						return classes;
					}
				}
			}
		}
		return null;
	}

	/** The demo with the very jars that this JVM uses for the rest. */
	private static @Nullable String joined(Path demo) {
		Set<String> jars = new LinkedHashSet<>();
		jars.add(demo.toString());
		ClassLoader jackson = JsonNode.class.getClassLoader();
		try {
			for (Class<?> one : List.<Class<?>>of(JsonRpcPeer.class, Version.class, JsonNode.class,
					Class.forName("com.fasterxml.jackson.core.JsonFactory", false, jackson),
					Class.forName("com.fasterxml.jackson.annotation.JsonInclude", false, jackson))) {
				Path source = source(one);
				if (source == null) {
					return null;
				}
				jars.add(source.toString());
			}
		} catch (ClassNotFoundException e) {
			return null;
		}
		return String.join(File.pathSeparator, jars);
	}

	private static @Nullable Path source(Class<?> of) {
		CodeSource source = of.getProtectionDomain().getCodeSource();
		if (source == null || source.getLocation() == null) {
			return null;
		}
		try {
			String location = source.getLocation().toString();
			// OSGi frameworks put a plain path into the address, blanks and all
			return Path.of(new URI(location.replace(" ", "%20").replaceFirst("^reference:", "")));
		} catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
			return null;
		}
	}
}
