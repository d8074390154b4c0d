package dev.umbra.ui.internal.transcript;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Enclosure;

/**
 * One line of the transcript, before it is wrapped.
 *
 * @param text without a line end
 * @param runs what is not in {@link Face#PLAIN}
 * @param indent steps from the left edge
 * @param hang width of {@code text}'s beginning that wrapped lines are indented by, UTF-16 code units
 * @param quote depth of quotation, drawn as bars
 * @param picture an image that is shown in the place of {@code text}, which says it in words, or null
 */
record Row(String text, List<Run> runs, int indent, int hang, int quote, boolean centred, Fill fill, @Nullable Enclosure picture) {
	/** A gap between entries and between blocks: half a line high. */
	static final Row GAP = gap(0, 0, Fill.NONE);

	Row {
		runs = List.copyOf(runs);
	}

	Row(String text, List<Run> runs, int indent, int hang, int quote, boolean centred, Fill fill) {
		this(text, runs, indent, hang, quote, centred, fill, null);
	}

	/** This row with an image: it stands where the words were, which are seen until it is here and heard ever after. */
	Row pictured(Enclosure image) {
		return new Row(text, runs, indent, hang, quote, centred, fill, image);
	}

	static Row gap(int indent, int quote, Fill fill) {
		return new Row(" ", List.of(new Run(0, 1, Face.GAP)), indent, 0, quote, false, fill);
	}

	boolean isGap() {
		return text.equals(" ");
	}

	Row indented(int steps) {
		return new Row(text, runs, indent + steps, hang, quote, centred, fill, picture);
	}

	Row filled(Fill newFill) {
		return new Row(text, runs, indent, hang, quote, centred, newFill, picture);
	}

	/** All of it in a colour: for what is second in rank. */
	Row dimmed() {
		Pen pen = new Pen();
		int at = 0;
		for (Run run : runs) {
			pen.add(text.substring(at, run.start()), Face.DIM);
			pen.add(text.substring(run.start(), run.end()), run.face().ink() == Ink.TEXT ? run.face().in(Ink.DIM) : run.face());
			at = run.end();
		}
		pen.add(text.substring(at), Face.DIM);
		Row row = pen.row(indent, hang, quote, centred, fill);
		return picture == null ? row : row.pictured(picture);
	}
}
