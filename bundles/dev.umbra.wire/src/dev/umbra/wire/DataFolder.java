package dev.umbra.wire;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

/**
 * The folder that a host owns and its clients find it by, and the names of what is in it. Private to the user: mode 0700,
 * files 0600, refused if it belongs to somebody else.
 */
public final class DataFolder {
	/** Unix domain socket paths end at 104 bytes on macOS and 108 on Linux. */
	private static final int MAX_SOCKET_BYTES = 100;
	private final Path path;
	private final Map<String, String> env;

	private DataFolder(Path path, Map<String, String> env) {
		this.path = path;
		this.env = env;
	}

	/**
	 * Which folder is meant; nothing is touched.
	 *
	 * @param given by {@code --home}, or null: {@code UMBRA_HOME}, else the platform's own place
	 */
	public static Path resolve(@Nullable String given, Map<String, String> env) {
		String named = given != null ? given : env.get("UMBRA_HOME");
		if (named != null && !named.isBlank()) {
			return Path.of(named).toAbsolutePath().normalize();
		}
		String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
		String home = System.getProperty("user.home", "");
		if (os.contains("mac")) {
			return Path.of(home, "Library", "Application Support", "Umbra");
		}
		if (os.contains("windows")) {
			return Path.of(Objects.requireNonNullElse(env.get("LOCALAPPDATA"), home), "Umbra");
		}
		String xdg = env.get("XDG_DATA_HOME");
		return xdg != null && xdg.startsWith("/") ? Path.of(xdg, "umbra") : Path.of(home, ".local", "share", "umbra");
	}

	/**
	 * Makes the folder if it is not there and checks that it is ours alone.
	 *
	 * @throws FailureException in words, if it cannot be made or used, or belongs to somebody else
	 */
	public static DataFolder open(Path path, Map<String, String> env) {
		try {
			makePrivate(path);
			return new DataFolder(path.toRealPath(), env);
		} catch (FileAlreadyExistsException e) {
			throw new FailureException(Failure.refused("The data folder " + path + " is not a folder.",
					"Name another one with --home or UMBRA_HOME."), e);
		} catch (IOException e) {
			throw new FailureException(Failure.refused("The data folder " + path + " cannot be used: " + words(e),
					"Make it readable and writable for you, or name another one with --home or UMBRA_HOME."), e);
		}
	}

	/** Makes a folder, parents too, with mode 0700 from birth. Refuses one that belongs to somebody else. */
	public static void makePrivate(Path folder) throws IOException {
		if (Files.isDirectory(folder)) {
			checkOwner(folder);
			if (posix(folder)) {
				Set<PosixFilePermission> now = Files.getPosixFilePermissions(folder);
				Set<PosixFilePermission> wanted = PosixFilePermissions.fromString("rwx------");
				if (!now.equals(wanted)) {
					Files.setPosixFilePermissions(folder, wanted);
				}
			}
			return;
		}
		Path parent = folder.toAbsolutePath().getParent();
		if (parent != null) {
			Files.createDirectories(parent);
			if (posix(parent)) {
				try {
					Files.createDirectory(folder,
							PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
				} catch (FileAlreadyExistsException e) {
					if (!Files.isDirectory(folder)) {
						throw e;
					}
					checkOwner(folder);
				}
				return;
			}
		}
		Files.createDirectories(folder);
	}

	/** Makes an empty file with mode 0600 if there is none. */
	public static void makePrivateFile(Path file) throws IOException {
		try {
			if (posix(Objects.requireNonNull(file.toAbsolutePath().getParent()))) {
				Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			} else {
				Files.createFile(file);
			}
		} catch (FileAlreadyExistsException e) {
			if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && posix(file)) {
				Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
			}
		}
	}

	private static boolean posix(Path path) {
		return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null
				&& path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	private static void checkOwner(Path folder) throws IOException {
		Path self = Path.of("/proc/self");
		boolean ours;
		if (Files.exists(self) && folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
			ours = Files.getAttribute(folder, "unix:uid").equals(Files.getAttribute(self, "unix:uid"));
		} else {
			String owner = Files.getOwner(folder).getName();
			String user = System.getProperty("user.name", "");
			ours = owner.equals(user) || owner.endsWith("\\" + user) || owner.endsWith("\\Administrators");
		}
		if (!ours) {
			throw new FailureException(Failure.refused(
					"The folder " + folder + " belongs to " + Files.getOwner(folder).getName() + ", not to you.",
					"Name another one with --home or UMBRA_HOME."));
		}
	}

	private static String words(IOException e) {
		String message = String.valueOf(e.getMessage());
		return switch (e) {
		case java.nio.file.AccessDeniedException denied -> "no permission (" + message + ")";
		case java.nio.file.NoSuchFileException gone -> "there is no " + message;
		default -> message;
		};
	}

	public Path path() {
		return path;
	}

	/** Locked by the host for as long as it lives. */
	public Path lock() {
		return path.resolve("host.lock");
	}

	/** Locked by a client while it starts a host, so that one starts and the others wait. */
	public Path startLock() {
		return path.resolve("start.lock");
	}

	/** Written by the host when its API is up: {@code {"pid","socket","since","version","protocol"}}. */
	public Path pointer() {
		return path.resolve("host.json");
	}

	public Path logs() {
		return path.resolve("logs");
	}

	/** For libraries that must unpack native code. */
	public Path tmp() {
		return path.resolve("tmp");
	}

	/** Copies of the host's bundles, a folder each, named by their bytes. */
	public Path copies() {
		return path.resolve("host");
	}

	/** 16 hex digits that name this folder in places outside it. */
	public String hash() {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256")
					.digest(path.toString().getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, 8);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	/**
	 * Where this folder's host listens: inside it, or, where that path is too long for a socket, in a private folder of the
	 * user's elsewhere.
	 *
	 * @throws FailureException in words, if there is no private place
	 */
	public Path socket() {
		Path inside = path.resolve("host.sock");
		if (fits(inside)) {
			return inside;
		}
		String name = hash() + ".sock";
		String runtime = env.get("XDG_RUNTIME_DIR");
		if (runtime != null && runtime.startsWith(File.separator) && Files.isDirectory(Path.of(runtime))) {
			Path there = Path.of(runtime, "umbra-" + name);
			if (fits(there) && mine(Path.of(runtime))) {
				return there;
			}
		}
		Path folder = Path.of(System.getProperty("java.io.tmpdir"),
				"umbra-" + System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9_.-]", "_"));
		Path there = folder.resolve(name);
		if (!fits(there)) {
			throw new FailureException(Failure.refused(
					"The data folder's path is too long for a socket, and so is the temporary folder's: " + there,
					"Name a data folder with a shorter path by --home or UMBRA_HOME."));
		}
		try {
			makePrivate(folder);
		} catch (IOException e) {
			throw new FailureException(Failure.refused("No private place for the host's socket: " + words(e),
					"Name a data folder with a shorter path by --home or UMBRA_HOME."), e);
		}
		return there;
	}

	private static boolean fits(Path socket) {
		return socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_SOCKET_BYTES;
	}

	private static boolean mine(Path folder) {
		try {
			checkOwner(folder);
			return true;
		} catch (IOException | FailureException e) {
			return false;
		}
	}
}
