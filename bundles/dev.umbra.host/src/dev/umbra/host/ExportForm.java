package dev.umbra.host;

import java.time.Instant;
import java.util.List;

import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;

/**
 * How a session becomes a document: what comes first, what comes of each entry, what comes last. It blots out secrets in all
 * it makes of an entry, but not in the entry's own text, which may be long: that comes through {@link #text}, blotted out
 * already. One value per piece, on one thread; {@link #state} carries over what the next piece must know.
 */
interface ExportForm {
	/** A piece of what comes of an entry. */
	sealed interface Part {
		/** As it is to stand in the document. */
		record Words(String text) implements Part {
		}

		/** The entry's text, whole. */
		record Body(Frame frame) implements Part {
		}

		/** The whole output of a tool call, of which the entry has only a part; a program's. */
		record Whole() implements Part {
		}

		/** The bytes of an enclosure, in base64. */
		record Picture(String blob) implements Part {
		}
	}

	/** How a text is set. */
	enum Frame {
		/** What an agent says, as Markdown. */
		SAID,
		/** What a person typed, which may be Markdown, or not. */
		TYPED,
		/** Said by the way. */
		ASIDE,
		/** What a program said: every character counts. */
		OUTPUT
	}

	/** Bytes of pictures in a document, at most. */
	long PICTURES = 64L << 20;

	String head(SessionSummary session, Instant now);

	/**
	 * The same for the same entry in the same state.
	 *
	 * @param entry its text is not looked at
	 * @param room bytes of pictures for which there is room in the document
	 */
	List<Part> parts(Entry entry, long room);

	/** How many bytes of pictures the entry brings into the document. @param room as in {@link #parts} */
	default long pictures(Entry entry, long room) {
		return 0;
	}

	/**
	 * The beginning of a text up to where it may be cut, so that what is set by itself is set as it would be together.
	 *
	 * @param range more of the text follows
	 */
	default String uncut(Frame frame, String range) {
		return ExportPiece.uncut(range);
	}

	/** @param last whether the text ends with this piece, which may be empty */
	String text(Frame frame, String piece, boolean last);

	/** All parts of an entry were taken. */
	void entryDone();

	String foot();

	/** What the next piece is to be begun with; letters, digits and a few signs, no dot. */
	String state();
}
