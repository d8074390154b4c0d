package dev.umbra.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

/**
 * Where the next piece of an exported document begins. Written as one word that callers only hand back.
 *
 * @param last the last ordinal that belongs to the document: what came after its first piece does not
 * @param ordinal of the entry to go on with; 0 at the very beginning
 * @param part of that entry
 * @param offset in that part: UTF-16 code units, of a picture bytes
 * @param pictures bytes of pictures in the entries before
 * @param state see {@link ExportForm#state}
 */
record ExportPlace(long last, long ordinal, int part, long offset, long pictures, String state) {
	static final ExportPlace BEGIN = new ExportPlace(0, 0, 0, 0, 0, "");
	private static final Pattern WRITTEN = Pattern.compile("1\\.(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,6})\\.(\\d{1,18})\\.(\\d{1,18})\\.([^.]{0,40})");

	/** @throws FailureException usage, if it is no place */
	static ExportPlace parse(@Nullable String written) {
		if (written == null) {
			return BEGIN;
		}
		Matcher parts = WRITTEN.matcher(written);
		if (!parts.matches()) {
			throw new FailureException(Failure.usage("\"" + written + "\" is no place in an exported document.",
					"Begin again without one."));
		}
		return new ExportPlace(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Integer.parseInt(parts.group(3)),
				Long.parseLong(parts.group(4)), Long.parseLong(parts.group(5)), parts.group(6));
	}

	ExportPlace in(int nextPart, long nextOffset, String nextState) {
		return new ExportPlace(last, ordinal, nextPart, nextOffset, pictures, nextState);
	}

	ExportPlace before(long nextOrdinal, long morePictures, String nextState) {
		return new ExportPlace(last, nextOrdinal, 0, 0, pictures + morePictures, nextState);
	}

	@Override
	public String toString() {
		return "1." + last + "." + ordinal + "." + part + "." + offset + "." + pictures + "." + state;
	}
}
