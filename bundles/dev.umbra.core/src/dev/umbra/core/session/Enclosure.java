package dev.umbra.core.session;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Something that goes with a prompt or comes with an answer and is not text to be read: an image, a sound, a file, a link to
 * one.
 *
 * @param name for people, for example the file's
 * @param uri where it is from, or null
 * @param blob hash of its {@link Blob} in the same session, or null where only the link is known
 * @param bytes size of the blob in bytes; 0 without one
 */
public record Enclosure(Kind kind, String name, @Nullable String mimeType, @Nullable String uri, @Nullable String blob,
		long bytes) {
	/** {@code TEXT} and {@code BINARY}: the contents of a file; {@code LINK}: only where it is. */
	public enum Kind {
		IMAGE, AUDIO, TEXT, BINARY, LINK
	}

	public Enclosure {
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(name, "name");
	}
}
