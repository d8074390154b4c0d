package dev.umbra.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Id;
import dev.umbra.wire.DataFolder;

/**
 * The host's own copy of its bundles, below the data folder, so that updating or removing the installation pulls no jar
 * from under it. A copy's folder is named by the bundle list and its bytes; it appears whole or not at all (made beside
 * its place, marked complete last, renamed), and is never changed. Which bytes a runtime has is remembered by the
 * paths, sizes and times of its files. Used under the start lock only.
 */
final class RuntimeCopy {
	private static final System.Logger LOG = System.getLogger(RuntimeCopy.class.getName());
	private static final String MARKER = "complete";
	private static final String LIST = "bundles.info";
	private static final int KEEP = 2;

	/** A complete copy. */
	record Copy(Path path, Path framework) {
		Path configuration() {
			return path.resolve("configuration");
		}

		/** What the framework keeps is thrown away: after a start that failed it is not to be trusted. */
		void forgetConfiguration() throws IOException {
			deleteTree(configuration());
			configure(path);
		}
	}

	/** @param name of the file in the copy's {@code plugins} */
	private record Bundle(Path file, String name) {
	}

	/** For people: where the bundles are from. */
	private final String source;
	private final Path copies;
	private final List<String> list = new ArrayList<>();
	private final List<Bundle> bundles = new ArrayList<>();

	private RuntimeCopy(String source, Path copies) {
		this.source = source;
		this.copies = copies;
	}

	/** @throws FailureException if the runtime folder is not whole */
	static RuntimeCopy of(Path runtime, Path copies) throws IOException {
		RuntimeCopy copy = new RuntimeCopy("The runtime folder " + runtime, copies);
		copy.readList(runtime);
		return copy.withExtra();
	}

	/** Of bundles that lie anywhere. @throws FailureException if the framework is not among them */
	static RuntimeCopy of(List<RuntimeBundle> runtime, Path copies) throws IOException {
		RuntimeCopy copy = new RuntimeCopy("What is installed here", copies);
		for (RuntimeBundle bundle : runtime) {
			copy.list.add(bundle.line());
			copy.bundles.add(new Bundle(bundle.jar(), bundle.file()));
		}
		return copy.withExtra();
	}

	private RuntimeCopy withExtra() throws IOException {
		String extra = System.getProperty("umbra.runtime.extra", "");
		if (!extra.isBlank()) {
			addExtra(Path.of(extra));
		}
		return this;
	}

	private void readList(Path runtime) throws IOException {
		for (String line : Files.readAllLines(runtime.resolve(LIST), StandardCharsets.UTF_8)) {
			list.add(line);
			if (line.startsWith("#") || line.isBlank()) {
				continue;
			}
			String[] parts = line.split(",");
			Path file = parts.length < 3 ? null : runtime.resolve(parts[2].strip()).normalize();
			if (file == null || !file.startsWith(runtime.resolve("plugins")) || !Files.isRegularFile(file)) {
				throw new FailureException(new Failure(Failure.Code.HOST_UNREACHABLE,
						source + " is not whole: " + line, "Install or build it again."));
			}
			bundles.add(new Bundle(file, String.valueOf(file.getFileName())));
		}
	}

	/** The test kit: one more bundle. */
	private void addExtra(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			Attributes manifest = file.getManifest() == null ? new Attributes() : file.getManifest().getMainAttributes();
			String name = String.valueOf(manifest.getValue("Bundle-SymbolicName")).split(";")[0].strip();
			String version = String.valueOf(manifest.getValue("Bundle-Version"));
			String copied = name + "_" + version + ".jar";
			list.add(name + "," + version + ",plugins/" + copied + ",4,false");
			bundles.add(new Bundle(jar.toAbsolutePath(), copied));
		}
	}

	/** The copy, made now unless it is there. */
	Copy prepare() throws IOException {
		DataFolder.makePrivate(copies);
		String look = look();
		Path known = copies.resolve("known");
		String name = remembered(known, look);
		if (name == null || !isComplete(copies.resolve(name))) {
			name = bytes();
			if (!isComplete(copies.resolve(name))) {
				make(copies.resolve(name));
				removeOld(copies.resolve(name));
			}
			remember(known, look, name);
		}
		Path path = copies.resolve(name);
		Files.setLastModifiedTime(path.resolve(MARKER), FileTime.from(Clocks.SYSTEM.instant()));
		return new Copy(path, framework(path));
	}

	private Path framework(Path copy) {
		for (Bundle bundle : bundles) {
			if (bundle.name().startsWith("org.eclipse.osgi_")) {
				return copy.resolve("plugins").resolve(bundle.name());
			}
		}
		throw new FailureException(new Failure(Failure.Code.HOST_UNREACHABLE,
				source + " has no org.eclipse.osgi.", "Install or build it again."));
	}

	private static boolean isComplete(Path copy) {
		return Files.isRegularFile(copy.resolve(MARKER), LinkOption.NOFOLLOW_LINKS);
	}

	/** How the runtime folder looks from outside. */
	private String look() throws IOException {
		MessageDigest digest = sha256();
		digest.update(String.join("\n", list).getBytes(StandardCharsets.UTF_8));
		for (Bundle bundle : bundles) {
			digest.update((bundle.file() + "|" + Files.size(bundle.file()) + "|"
					+ Files.getLastModifiedTime(bundle.file()).toMillis() + "\n").getBytes(StandardCharsets.UTF_8));
		}
		return hex(digest);
	}

	private String bytes() throws IOException {
		MessageDigest digest = sha256();
		digest.update(String.join("\n", list).getBytes(StandardCharsets.UTF_8));
		byte[] buffer = new byte[1 << 16];
		for (Bundle bundle : bundles) {
			digest.update((bundle.name() + "\n").getBytes(StandardCharsets.UTF_8));
			try (InputStream in = Files.newInputStream(bundle.file())) {
				for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
					digest.update(buffer, 0, n);
				}
			}
		}
		return hex(digest);
	}

	private static @Nullable String remembered(Path known, String look) throws IOException {
		if (!Files.isRegularFile(known)) {
			return null;
		}
		for (String line : Files.readAllLines(known, StandardCharsets.UTF_8)) {
			if (line.startsWith(look + " ")) {
				return line.substring(look.length() + 1);
			}
		}
		return null;
	}

	private static void remember(Path known, String look, String name) throws IOException {
		Path fresh = known.resolveSibling("known.new");
		Files.deleteIfExists(fresh);
		DataFolder.makePrivateFile(fresh);
		Files.writeString(fresh, look + " " + name + "\n");
		Files.move(fresh, known, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private void make(Path target) throws IOException {
		Path temp = copies.resolve(".new-" + Id.random());
		try {
			DataFolder.makePrivate(temp);
			DataFolder.makePrivate(temp.resolve("plugins"));
			for (Bundle bundle : bundles) {
				copy(bundle.file(), temp.resolve("plugins").resolve(bundle.name()));
			}
			write(temp.resolve(LIST), String.join("\n", list) + "\n");
			configure(temp);
			write(temp.resolve(MARKER), "");
			deleteTree(target);
			Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE);
		} finally {
			deleteTree(temp);
		}
	}

	/**
	 * The framework's own list of bundles, made of {@code bundles.info}: an installer's configurator that would read that
	 * file at each start adds nothing for a fixed set of bundles. Names without a folder are beside the framework.
	 */
	private static void configure(Path copy) throws IOException {
		Path configuration = copy.resolve("configuration");
		DataFolder.makePrivate(configuration);
		StringBuilder bundles = new StringBuilder();
		for (String line : Files.readAllLines(copy.resolve(LIST), StandardCharsets.UTF_8)) {
			String[] parts = line.split(",");
			if (line.startsWith("#") || parts.length != 5 || parts[0].equals("org.eclipse.osgi")
					|| parts[0].equals("org.eclipse.equinox.simpleconfigurator")) {
				continue;
			}
			String file = parts[2].substring(parts[2].lastIndexOf('/') + 1);
			bundles.append(bundles.isEmpty() ? "" : ",").append("reference\\:file\\:").append(file).append('@')
					.append(parts[3]).append(parts[4].equals("true") ? "\\:start" : "");
		}
		write(configuration.resolve("config.ini"), """
				osgi.bundles=%s
				osgi.bundles.defaultStartLevel=4
				osgi.configuration.cascaded=false
				osgi.instance.area=@none
				osgi.user.area=@none
				""".formatted(bundles));
	}

	private static void write(Path file, String text) throws IOException {
		DataFolder.makePrivateFile(file);
		try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
			out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
			out.force(true);
		}
	}

	private static void copy(Path from, Path to) throws IOException {
		DataFolder.makePrivateFile(to);
		try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE);
				OutputStream out = Channels.newOutputStream(channel)) {
			Files.copy(from, out);
			channel.force(true);
		}
	}

	/** Keeps the two used last: a host that is still ending may run from the one before. */
	private void removeOld(Path present) {
		try (Stream<Path> all = Files.list(copies)) {
			List<Path> folders = all.filter(Files::isDirectory).filter(folder -> !folder.equals(present))
					.sorted(Comparator.comparing(RuntimeCopy::lastUsed).reversed()).toList();
			for (Path old : folders.subList(Math.min(KEEP - 1, folders.size()), folders.size())) {
				deleteTree(old);
			}
		} catch (IOException | UncheckedIOException e) {
			LOG.log(System.Logger.Level.DEBUG, "old copies could not be removed", e);
		}
	}

	private static FileTime lastUsed(Path copy) {
		try {
			return Files.getLastModifiedTime(copy.resolve(MARKER));
		} catch (IOException incomplete) {
			return FileTime.fromMillis(0);
		}
	}

	private static void deleteTree(Path folder) throws IOException {
		if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		try (Stream<Path> all = Files.walk(folder)) {
			for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(path);
			}
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	private static String hex(MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest(), 0, 12);
	}
}
