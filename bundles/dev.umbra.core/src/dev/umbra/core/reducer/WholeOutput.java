package dev.umbra.core.reducer;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Change;

/**
 * The whole of what an entry shows only in part, put beside it: at most {@value #BOUND} UTF-16 code units for each. An agent
 * often says all of an output again with every update; what is there already is not put again, only what came after it, and
 * what changed replaces what was there. So it takes as much room as it is long, however often it is said.
 */
final class WholeOutput {
	static final int BOUND = 8 << 20;
	/** What the parts are called. */
	static final String CONTENT = "content";
	static final String INPUT = "input";
	static final String OUTPUT = "output";
	static final String TERMINAL = "terminal";
	private static final String FULL = "\n[… more than this was not kept …]\n";
	private final Deciding d;
	private final EntryId entry;
	private final List<Change.OutputAppended> changes = new ArrayList<>();
	private Memory.Output output;

	WholeOutput(Deciding deciding, EntryId entry) {
		this.d = deciding;
		this.entry = entry;
		this.output = d.draft.outputs.getOrDefault(entry, Memory.Output.NONE);
	}

	/** Length of all of it, in UTF-16 code units. */
	long length() {
		return output.length();
	}

	/** One of the things that make up the output is now this, whole. @param heading stands above it unless it is the first */
	void is(String part, String heading, String text) {
		Memory.Part last = output.last();
		if (last != null && last.name().equals(part)) {
			int known = (int) last.length();
			if (text.length() >= known && hash(0, text, 0, known) == last.hash()) {
				extend(last, text.substring(known));
			} else {
				begin(output.without(last), part, heading, text);
			}
		} else if (!output.has(part, text.length(), hash(0, text, 0, text.length()))) {
			begin(output, part, heading, text);
		}
	}

	/** One of the things grows. @param before all of it until now, which is put first where it is not there yet */
	void grows(String part, String heading, String before, String more) {
		Memory.Part last = output.last();
		if (last != null && last.name().equals(part)) {
			extend(last, more);
		} else {
			is(part, heading, before + more);
		}
	}

	/** The entry shows all of it again. */
	void isShown(String part) {
		Memory.Part last = output.last();
		if (last != null && last.name().equals(part)) {
			output = output.without(last);
			changes.add(new Change.OutputAppended(entry, output.length(), ""));
		}
	}

	private void begin(Memory.Output before, String part, String title, String text) {
		long offset = before.length();
		String heading = offset == 0 ? "" : "\n\n" + title + "\n";
		String kept = heading + text;
		long room = BOUND - offset;
		if (room < heading.length() + FULL.length() + 2) {
			output = before;
			return;
		}
		Memory.Part fresh;
		if (kept.length() <= room) {
			fresh = new Memory.Part(part, offset + heading.length(), text.length(), hash(0, text, 0, text.length()), kept.length() - heading.length());
		} else {
			String cut = beginning(text, (int) room - heading.length() - FULL.length());
			fresh = new Memory.Part(part, offset + heading.length(), cut.length(), hash(0, cut, 0, cut.length()),
					(long) cut.length() + FULL.length());
			kept = heading + cut + FULL;
		}
		changes.add(new Change.OutputAppended(entry, offset, kept));
		output = before.with(fresh);
	}

	private void extend(Memory.Part last, String more) {
		long offset = last.start() + last.length();
		long room = BOUND - offset;
		if (more.isEmpty() || last.full()) {
			return;
		}
		String kept = more.length() <= room ? more : beginning(more, (int) room - FULL.length());
		String put = more.length() <= room ? more : kept + FULL;
		changes.add(new Change.OutputAppended(entry, offset, put));
		output = output.without(last).with(new Memory.Part(last.name(), last.start(), last.length() + kept.length(),
				hash(last.hash(), kept, 0, kept.length()), last.length() + put.length()));
	}

	/** Records the changes; the entry has to be there before them. */
	void record() {
		changes.forEach(d::output);
		changes.clear();
		if (output.length() == 0) {
			d.draft.outputs.remove(entry);
		} else {
			d.draft.outputs.put(entry, output);
		}
	}

	private static String beginning(String text, int length) {
		int end = Math.max(0, Math.min(length, text.length()));
		return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
	}

	/** Tells texts of one agent apart, which has no reason to deceive itself. */
	private static long hash(long before, String text, int from, int to) {
		long hash = before;
		for (int i = from; i < to; i++) {
			hash = hash * 1_000_003L + text.charAt(i) + 1;
		}
		return hash;
	}

	/** Puts what had to be cut. */
	void cut(ToolOutput.Said said, ToolOutput.Kept kept) {
		put(kept.contentCut(), CONTENT, "Content:", said.content() == null ? null : ToolOutput.whole(said.content()));
		put(kept.inputCut(), INPUT, "Input:", said.rawInput());
		put(kept.outputCut(), OUTPUT, "Output:", said.rawOutput());
	}

	private void put(boolean cut, String part, String heading, @Nullable String text) {
		if (text == null) {
			return;
		}
		if (cut) {
			is(part, heading, text);
		} else {
			isShown(part);
		}
	}
}
