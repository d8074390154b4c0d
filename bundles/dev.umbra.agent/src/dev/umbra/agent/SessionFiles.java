package dev.umbra.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.umbra.core.Failure;
import dev.umbra.wire.RpcException;
import org.jspecify.annotations.Nullable;

/**
 * The files that one session's agent may reach through {@code fs/*}: those whose real path lies below the session's folder
 * or its additional directories (specs agents.md, rule 10). Regular files only, and what is none is never opened, since
 * opening a FIFO blocks. Finding a place touches no content and is quick; reading and writing are for other threads than
 * the agent's reading one. Stateless but for the folders; any thread.
 *
 * <p>Between check and use a folder may be swapped for a link by somebody else: so after opening, the real path is looked
 * up again and must be what was checked. This protects against mistakes and against agents that misuse their protocol,
 * not against a program of the same user that races us.
 */
final class SessionFiles {
	static final long MAX_READ = 32L << 20;
	static final long MAX_OLD_TEXT = 1L << 20;
	private static final int MAX_LINKS = 20;

	private record Root(Path given, Path real) {
	}

	/**
	 * A place inside the folders.
	 *
	 * @param real where it is in truth; what does not exist yet has a real folder above it
	 * @param shown what to call it: as the agent named it, unless a link on the way leads elsewhere
	 */
	record Place(Path real, Path shown) {
	}

	/** A path that must not be touched: answered with −32602, and the person is told. */
	static final class Outside extends RuntimeException {
		private static final long serialVersionUID = 1L;

		Outside(String path) {
			super(path);
		}

		RpcException asError() {
			return RpcException.invalidParams("outside of the session's folders: " + getMessage());
		}

		/** @param doing for example {@code read a file} */
		String words(String doing) {
			return "refused: the agent wanted to " + doing + " outside of the session's folders: "
					+ Visible.line(String.valueOf(getMessage()), 500);
		}
	}

	private final List<Root> roots = new ArrayList<>();

	/** A folder that does not exist (any more) gives access to nothing. */
	SessionFiles(Path cwd, List<Path> addDirs) {
		List<Path> all = new ArrayList<>();
		all.add(cwd);
		all.addAll(addDirs);
		for (Path folder : all) {
			try {
				roots.add(new Root(folder.toAbsolutePath().normalize(), folder.toRealPath()));
			} catch (IOException absent) {
				// nothing below it can be reached
			}
		}
	}

	/**
	 * Finds the file that a request names.
	 *
	 * @throws Outside if it is not below the folders
	 * @throws RpcException −32002 if it does not exist, −32602 if it is no regular file or no absolute path
	 */
	Place toRead(String path) {
		Place place = place(path);
		requireRegular(place, path, true);
		return place;
	}

	/**
	 * Finds where a write would go; the file need not exist.
	 *
	 * @throws Outside if it is not below the folders
	 * @throws RpcException −32602 if there is something that is no regular file, or the path is not absolute
	 */
	Place toWrite(String path) {
		Place place = place(path);
		requireRegular(place, path, false);
		return place;
	}

	/**
	 * Finds the folder that a command is to run in.
	 *
	 * @throws Outside if it is not below the folders
	 * @throws RpcException −32602 if it is no folder or no absolute path
	 */
	Place toEnter(String path) {
		Place place = place(path);
		if (!Files.isDirectory(place.real(), LinkOption.NOFOLLOW_LINKS)) {
			throw RpcException.invalidParams((Files.exists(place.real()) ? "not a folder: " : "no such folder: ") + path);
		}
		return place;
	}

	/**
	 * @param line the first line, from 1
	 * @param limit how many lines
	 * @throws RpcException in words; {@link Outside} if the file turned into something else meanwhile
	 */
	String read(Place place, String path, @Nullable Long line, @Nullable Long limit) {
		requireRegular(place, path, true);
		try (InputStream in = Files.newInputStream(place.real(), LinkOption.NOFOLLOW_LINKS)) {
			if (!place.real().toRealPath().equals(place.real()) || !isInside(place.real())) {
				throw new Outside(path);
			}
			requireRegular(place, path, true);
			byte[] bytes = in.readNBytes((int) MAX_READ + 1);
			if (bytes.length > MAX_READ) {
				throw RpcException.internal("too large: " + path + " has more than " + (MAX_READ >> 20) + " MiB");
			}
			return lines(text(bytes, path), line, limit);
		} catch (NoSuchFileException e) {
			throw absent(path);
		} catch (IOException e) {
			throw RpcException.internal("could not read " + path + ": " + reason(e));
		}
	}

	/** The text that a write would replace; null if there is none, or if it is too long or no text. */
	@Nullable
	String oldText(Place place) {
		try {
			if (!Files.isRegularFile(place.real(), LinkOption.NOFOLLOW_LINKS) || Files.size(place.real()) > MAX_OLD_TEXT) {
				return null;
			}
			try (InputStream in = Files.newInputStream(place.real(), LinkOption.NOFOLLOW_LINKS)) {
				byte[] bytes = in.readNBytes((int) MAX_OLD_TEXT + 1);
				return bytes.length > MAX_OLD_TEXT ? null : text(bytes, "");
			}
		} catch (IOException | RpcException e) {
			return null;
		}
	}

	/**
	 * Replaces the file by rename, so that nobody ever sees half of it; makes the folders that are missing. Its mode is kept.
	 *
	 * @throws RpcException in words; {@link Outside} if a folder turned into a link meanwhile
	 */
	void write(Place place, String path, String text) {
		Path folder = Objects.requireNonNull(place.real().getParent(), "a root is no file");
		Path temporary = folder.resolve(".umbra-" + UUID.randomUUID() + ".tmp");
		try {
			makeFolders(folder, path);
			requireRegular(place, path, false);
			Set<PosixFilePermission> mode = mode(place.real());
			try {
				fill(temporary, mode, text);
				if (!folder.toRealPath().equals(folder)) {
					throw new Outside(path);
				}
				Files.move(temporary, place.real(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			} finally {
				Files.deleteIfExists(temporary);
			}
		} catch (IOException e) {
			throw RpcException.internal("could not write " + path + ": " + reason(e));
		}
	}

	private static void fill(Path file, @Nullable Set<PosixFilePermission> mode, String text) throws IOException {
		try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
			if (mode != null) {
				Files.setPosixFilePermissions(file, mode);
			}
			ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
			while (bytes.hasRemaining()) {
				out.write(bytes);
			}
			out.force(true);
		}
	}

	/** One folder after the other, so that no link made meanwhile is followed out of the session's folders. */
	private void makeFolders(Path folder, String path) throws IOException {
		List<Path> missing = new ArrayList<>();
		Path above = folder;
		while (above != null && !Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
			missing.addFirst(above);
			above = above.getParent();
		}
		if (above == null || !above.toRealPath().equals(above) || !isInside(above)) {
			throw new Outside(path);
		}
		for (Path one : missing) {
			try {
				Files.createDirectory(one);
			} catch (FileAlreadyExistsException e) {
				// somebody else was faster; what it is shows below
			}
			if (!one.toRealPath().equals(one)) {
				throw new Outside(path);
			}
		}
	}

	private Place place(String path) {
		Path given;
		try {
			given = Path.of(path);
		} catch (InvalidPathException e) {
			throw RpcException.invalidParams("not a path: " + Visible.line(path, 500));
		}
		if (!given.isAbsolute()) {
			throw RpcException.invalidParams("not an absolute path: " + path);
		}
		Path normalized = given.normalize();
		Path real;
		try {
			real = real(normalized, 0);
		} catch (IOException e) {
			throw RpcException.internal("could not look at " + path + ": " + reason(e));
		}
		if (!isInside(real)) {
			throw new Outside(path);
		}
		return new Place(real, shown(normalized, real));
	}

	/** As {@link Path#toRealPath}, also for what does not exist: links that dangle are followed to where they point. */
	private static Path real(Path path, int links) throws IOException {
		if (links > MAX_LINKS) {
			throw new IOException("too many links");
		}
		try {
			return path.toRealPath();
		} catch (NoSuchFileException e) {
			Path parent = path.getParent();
			if (parent == null) {
				return path;
			}
			Path realParent = real(parent, links);
			Path place = realParent.resolve(path.getFileName());
			if (Files.isSymbolicLink(place)) {
				return real(realParent.resolve(Files.readSymbolicLink(place)).normalize(), links + 1);
			}
			return place;
		}
	}

	private boolean isInside(Path real) {
		return roots.stream().anyMatch(root -> real.startsWith(root.real()));
	}

	private Path shown(Path given, Path real) {
		for (Root root : roots) {
			if (given.startsWith(root.given()) && root.real().resolve(root.given().relativize(given)).equals(real)) {
				return given;
			}
		}
		return real;
	}

	private static void requireRegular(Place place, String path, boolean mustExist) {
		BasicFileAttributes attributes;
		try {
			attributes = Files.readAttributes(place.real(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
		} catch (NoSuchFileException e) {
			if (mustExist) {
				throw absent(path);
			}
			return;
		} catch (IOException e) {
			throw RpcException.internal("could not look at " + path + ": " + reason(e));
		}
		if (!attributes.isRegularFile()) {
			throw RpcException.invalidParams((attributes.isDirectory() ? "a folder, not a file: " : "not a regular file: ") + path);
		}
		if (mustExist && attributes.size() > MAX_READ) {
			throw RpcException.internal("too large: " + path + " has " + attributes.size() + " bytes, at most "
					+ (MAX_READ >> 20) + " MiB are read");
		}
	}

	private static RpcException absent(String path) {
		return new RpcException(Failure.Code.NOT_FOUND.rpc(), "no such file: " + path);
	}

	/** A file that is not UTF-8 is refused: replaced characters would come back with the next write. */
	private static String text(byte[] bytes, String path) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		} catch (CharacterCodingException e) {
			throw RpcException.internal("not a text in UTF-8: " + path);
		}
	}

	private static String lines(String text, @Nullable Long line, @Nullable Long limit) {
		int from = 0;
		for (long skip = line == null ? 1 : line; skip > 1 && from < text.length(); skip--) {
			from = lineEnd(text, from);
		}
		int to = text.length();
		if (limit != null) {
			to = from;
			for (long left = limit; left > 0 && to < text.length(); left--) {
				to = lineEnd(text, to);
			}
		}
		return text.substring(from, to);
	}

	private static int lineEnd(String text, int from) {
		int end = text.indexOf('\n', from);
		return end < 0 ? text.length() : end + 1;
	}

	private static @Nullable Set<PosixFilePermission> mode(Path file) throws IOException {
		try {
			return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
		} catch (NoSuchFileException | UnsupportedOperationException e) {
			return null;
		}
	}

	private static String reason(IOException e) {
		if (e instanceof java.nio.file.FileSystemException fs && fs.getReason() != null) {
			return fs.getReason();
		}
		return e instanceof java.nio.file.AccessDeniedException ? "permission denied"
				: e instanceof FileAlreadyExistsException ? "something else is in its way"
						: Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
	}
}
