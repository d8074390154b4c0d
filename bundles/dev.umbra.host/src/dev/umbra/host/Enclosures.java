package dev.umbra.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Sessions.NewEnclosure;
import dev.umbra.core.port.WindowRecords;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Enclosure;

/** Makes of what a client encloses what is kept: files are read now, since they may change before the prompt is sent. Blocks. */
final class Enclosures {
	/** Of one enclosure, in bytes. */
	static final int MAX_BYTES = 10 << 20;
	/** Of all of a prompt, in bytes: in base64 they still fit into one line of the agent's protocol. */
	static final int MAX_TOGETHER = 20 << 20;
	private static final int MAX_NAME = 255;
	private final List<Enclosure> enclosures = new ArrayList<>();
	private final List<Blob> blobs = new ArrayList<>();
	private long together;

	private Enclosures() {
	}

	/** @throws FailureException in words, naming the one that cannot be enclosed */
	static Enclosures take(List<NewEnclosure> wanted) {
		Enclosures taken = new Enclosures();
		wanted.forEach(taken::take);
		return taken;
	}

	/**
	 * What is kept of enclosures of a prompt that is not sent yet: of files where they are. They may be gone by then, and are looked at only then.
	 *
	 * @throws FailureException in words, naming the one that cannot be enclosed
	 */
	static List<WindowRecords.DraftEnclosure> keep(List<NewEnclosure> wanted) {
		Enclosures kept = new Enclosures();
		return wanted.stream().map(kept::kept).toList();
	}

	private WindowRecords.DraftEnclosure kept(NewEnclosure wanted) {
		if ((wanted.path() == null) == (wanted.data() == null)) {
			throw usage("An enclosure has either a path or data.", null);
		}
		Path path = wanted.path() == null ? null : path(wanted.path());
		String name = name(wanted, path);
		String type = checked(wanted.mimeType());
		if (path != null) {
			return new WindowRecords.DraftEnclosure(new Drafts.Enclosed(path.toString(), name, type, wanted.link(), null, 0), null);
		}
		byte[] bytes = decoded(wanted);
		together(bytes.length);
		Blob blob = Blob.of(bytes);
		return new WindowRecords.DraftEnclosure(new Drafts.Enclosed(null, name, type, false, blob.hash(), bytes.length), blob);
	}

	private void together(int bytes) {
		together += bytes;
		if (together > MAX_TOGETHER) {
			throw usage("What is enclosed is more than " + (MAX_TOGETHER >> 20) + " MiB together.",
					"Enclose less, or links, or name the files in the prompt.");
		}
	}

	List<Enclosure> enclosures() {
		return List.copyOf(enclosures);
	}

	List<Blob> blobs() {
		return List.copyOf(blobs);
	}

	private void take(NewEnclosure wanted) {
		if ((wanted.path() == null) == (wanted.data() == null)) {
			throw usage("An enclosure has either a path or data.", null);
		}
		Path path = wanted.path() == null ? null : path(wanted.path());
		if (wanted.link()) {
			link(wanted, path);
			return;
		}
		byte[] bytes = path == null ? decoded(wanted) : read(path);
		together(bytes.length);
		String name = name(wanted, path);
		String type = MediaTypes.of(checked(wanted.mimeType()), name, bytes);
		Blob blob = Blob.of(bytes);
		enclosures.add(new Enclosure(kind(type, bytes), name, type, path == null ? null : path.toUri().toString(), blob.hash(),
				bytes.length));
		blobs.add(blob);
	}

	private void link(NewEnclosure wanted, @Nullable Path path) {
		if (path == null) {
			throw usage("A link needs a path; data has none.", null);
		}
		if (!Files.exists(path)) {
			throw missing(path);
		}
		String type = checked(wanted.mimeType());
		String name = name(wanted, path);
		enclosures.add(new Enclosure(Enclosure.Kind.LINK, name, type == null ? MediaTypes.ofName(name) : type, path.toUri().toString(),
				null, 0));
	}

	private static Path path(String text) {
		try {
			Path path = Path.of(text);
			if (path.isAbsolute()) {
				return path.normalize();
			}
		} catch (InvalidPathException e) {
			throw new FailureException(Failure.usage("Not a file: \"" + text + "\": " + e.getReason(), null), e);
		}
		throw usage("Not an absolute path: " + text, null);
	}

	private static byte[] read(Path path) {
		if (!Files.exists(path)) {
			throw missing(path);
		}
		if (Files.isDirectory(path)) {
			throw usage(path + " is a folder.", "Enclose a link to it, or its files one by one.");
		}
		if (!Files.isRegularFile(path)) {
			throw usage(path + " is not a regular file.", "Enclose a link to it.");
		}
		try (InputStream in = Files.newInputStream(path)) {
			byte[] bytes = in.readNBytes(MAX_BYTES + 1);
			if (bytes.length > MAX_BYTES) {
				throw usage("The file " + path + " is larger than " + (MAX_BYTES >> 20) + " MiB.", "Enclose a link to it.");
			}
			return bytes;
		} catch (IOException e) {
			throw new FailureException(Failure.usage("The file " + path + " cannot be read: " + e, "Is it readable for you?"), e);
		}
	}

	private static byte[] decoded(NewEnclosure wanted) {
		String what = wanted.name() == null ? "What is enclosed" : "The enclosure " + wanted.name();
		byte[] bytes;
		try {
			bytes = Base64.getDecoder().decode(String.valueOf(wanted.data()));
		} catch (IllegalArgumentException e) {
			throw new FailureException(Failure.usage(what + " is not base64: " + e.getMessage(), null), e);
		}
		if (bytes.length > MAX_BYTES) {
			throw usage(what + " is larger than " + (MAX_BYTES >> 20) + " MiB.", "Put it into a file and enclose a link to it.");
		}
		return bytes;
	}

	private static String name(NewEnclosure wanted, @Nullable Path path) {
		String name = wanted.name();
		if (name == null || name.isBlank()) {
			Path last = path == null ? null : path.getFileName();
			return last != null ? last.toString() : path != null ? path.toString() : "enclosure";
		}
		if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
			throw usage("The name of an enclosure has at most " + MAX_NAME + " characters and no control characters.", null);
		}
		return name.strip();
	}

	private static @Nullable String checked(@Nullable String type) {
		if (type != null && !type.matches("[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}")) {
			throw usage("Not a media type: \"" + type + "\"", "For example image/png, or leave it out.");
		}
		return type;
	}

	/** Drawings that are text go as text: agents take pictures of pixels only. */
	private static Enclosure.Kind kind(String type, byte[] bytes) {
		if (type.startsWith("image/") && !type.equals("image/svg+xml")) {
			return Enclosure.Kind.IMAGE;
		}
		if (type.startsWith("audio/")) {
			return Enclosure.Kind.AUDIO;
		}
		return isText(bytes) ? Enclosure.Kind.TEXT : Enclosure.Kind.BINARY;
	}

	static boolean isText(byte[] bytes) {
		for (byte b : bytes) {
			if (b == 0) {
				return false;
			}
		}
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		} catch (CharacterCodingException e) {
			return false;
		}
	}

	private static FailureException missing(Path path) {
		return usage("The file " + path + " does not exist.", null);
	}

	private static FailureException usage(String message, @Nullable String hint) {
		return new FailureException(Failure.usage(message, hint));
	}
}
