package dev.umbra.ui.internal.transcript;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours a unified diff: lines that come and go, places, files. Not shared between threads. */
final class PatchLines implements CodeLines {
	private static final Pattern HUNK = Pattern.compile("^@@ -\\d+(?:,(\\d{1,9}))? \\+\\d+(?:,(\\d{1,9}))? @@.*");

	/** Lines of the present hunk that are still to come, of both sides. */
	private int old;
	private int now;
	private Fill fill = Fill.CODE;

	@Override
	public void line(String line, Pen pen, Face face) {
		Matcher hunk = HUNK.matcher(line);
		if (hunk.matches()) {
			old = hunk.group(1) == null ? 1 : Integer.parseInt(hunk.group(1));
			now = hunk.group(2) == null ? 1 : Integer.parseInt(hunk.group(2));
			fill = Fill.CODE;
			pen.add(line, face.in(Ink.NUMBER));
			return;
		}
		boolean in = old > 0 || now > 0;
		char sign = line.isEmpty() ? ' ' : line.charAt(0);
		boolean file = !in && (line.startsWith("+++") || line.startsWith("---") || line.startsWith("diff ") || line.startsWith("index "));
		if (file) {
			fill = Fill.CODE;
			pen.add(line, face.in(Ink.KEYWORD));
		} else if (sign == '+' || sign == '-') {
			boolean comes = sign == '+';
			now -= comes ? 1 : 0;
			old -= comes ? 0 : 1;
			fill = comes ? Fill.ADDED : Fill.REMOVED;
			pen.add(line.substring(0, 1), face.in(comes ? Ink.OK : Ink.ERROR)).add(line.substring(1), face);
		} else {
			now -= sign == '\\' ? 0 : 1;
			old -= sign == '\\' ? 0 : 1;
			fill = Fill.CODE;
			pen.add(line, sign == '\\' || sign == '@' ? face.in(Ink.COMMENT) : face);
		}
	}

	@Override
	public Fill fill() {
		return fill;
	}
}
