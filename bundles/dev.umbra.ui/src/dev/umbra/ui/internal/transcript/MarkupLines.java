package dev.umbra.ui.internal.transcript;

/** Colours XML and HTML: tags, the values of their attributes, entities, comments. Not shared between threads. */
final class MarkupLines implements CodeLines {
	private enum State {
		TEXT, TAG, COMMENT, SINGLE, DOUBLE
	}

	/** With its marks, UTF-16 code units. */
	private static final int LONGEST_ENTITY = 14;

	private State state = State.TEXT;

	@Override
	public void line(String line, Pen pen, Face face) {
		int at = 0;
		while (at < line.length()) {
			at = switch (state) {
			case TEXT -> text(line, at, pen, face);
			case TAG -> tag(line, at, pen, face);
			case COMMENT -> until("-->", State.TEXT, Ink.COMMENT, line, at, pen, face);
			case SINGLE -> until("'", State.TAG, Ink.STRING, line, at, pen, face);
			case DOUBLE -> until("\"", State.TAG, Ink.STRING, line, at, pen, face);
			};
		}
	}

	private int text(String line, int from, Pen pen, Face face) {
		int at = from;
		while (at < line.length() && line.charAt(at) != '<' && line.charAt(at) != '&') {
			at++;
		}
		pen.add(line.substring(from, at), face);
		if (at == line.length()) {
			return at;
		}
		if (line.charAt(at) == '&') {
			int end = line.substring(at, Math.min(line.length(), at + LONGEST_ENTITY)).indexOf(';') + at;
			boolean entity = end > at + 1;
			pen.add(line.substring(at, entity ? end + 1 : at + 1), entity ? face.in(Ink.NUMBER) : face);
			return entity ? end + 1 : at + 1;
		}
		if (line.startsWith("<!--", at)) {
			state = State.COMMENT;
			return at;
		}
		int end = at + 1;
		while (end < line.length() && (Character.isLetterOrDigit(line.charAt(end)) || "/!?:-_.".indexOf(line.charAt(end)) >= 0)) {
			end++;
		}
		boolean begins = end > at + 1;
		state = begins ? State.TAG : State.TEXT;
		pen.add(line.substring(at, end), begins ? face.in(Ink.KEYWORD) : face);
		return end;
	}

	private int tag(String line, int from, Pen pen, Face face) {
		int at = from;
		while (at < line.length() && ">'\"".indexOf(line.charAt(at)) < 0) {
			at++;
		}
		if (at == line.length()) {
			pen.add(line.substring(from), face);
			return at;
		}
		if (line.charAt(at) == '>') {
			int mark = at > from && "/?".indexOf(line.charAt(at - 1)) >= 0 ? at - 1 : at;
			pen.add(line.substring(from, mark), face).add(line.substring(mark, at + 1), face.in(Ink.KEYWORD));
			state = State.TEXT;
			return at + 1;
		}
		state = line.charAt(at) == '"' ? State.DOUBLE : State.SINGLE;
		pen.add(line.substring(from, at), face).add(line.substring(at, at + 1), face.in(Ink.STRING));
		return at + 1;
	}

	private int until(String close, State after, Ink ink, String line, int from, Pen pen, Face face) {
		int end = line.indexOf(close, from);
		int to = end < 0 ? line.length() : end + close.length();
		pen.add(line.substring(from, to), face.in(ink));
		if (end >= 0) {
			state = after;
		}
		return to;
	}
}
