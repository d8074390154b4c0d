package dev.umbra.core.reducer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.session.Detail.ToolContent;

/**
 * What an entry keeps of a tool call's output, and what is left of it for those who want the whole. However much an agent
 * says, an entry stays small: at most {@value #BOUND} UTF-16 code units of it, beginning and end, and words where it was cut.
 * Small pieces stay whole, large ones share what is left.
 */
final class ToolOutput {
	/** UTF-16 code units of all pieces, raw values and text of one call together, but for the words at each cut. */
	static final int BOUND = 256 << 10;
	/** Pieces are not cut smaller than this; where even that is too much, the middle ones are left out. */
	private static final int LEAST = 1 << 10;
	private final SessionId session;
	private final EntryId entry;

	/** @param content null if this update has none; likewise the raw values, JSON texts */
	record Said(@Nullable List<ToolContent> content, @Nullable String rawInput, @Nullable String rawOutput) {
	}

	/** Which of what was said had to be cut. */
	record Kept(Said said, boolean contentCut, boolean inputCut, boolean outputCut) {
	}

	ToolOutput(SessionId session, EntryId entry) {
		this.session = session;
		this.entry = entry;
	}

	/** @param taken code units of the bound that are taken by what was said before */
	Kept keep(Said said, long taken) {
		List<Long> sizes = new ArrayList<>();
		if (said.content() != null) {
			said.content().forEach(piece -> sizes.add(size(piece)));
		}
		long raws = length(said.rawInput()) + length(said.rawOutput());
		long all = sizes.stream().mapToLong(Long::longValue).sum() + raws;
		int room = (int) Math.max(BOUND / 8, BOUND - taken);
		if (all <= room) {
			return new Kept(said, false, false, false);
		}
		sizes.add(length(said.rawInput()));
		sizes.add(length(said.rawOutput()));
		int share = share(sizes, room);
		List<ToolContent> content = said.content() == null ? null : contents(said.content(), share, room);
		return new Kept(new Said(content, raw(said.rawInput(), share), raw(said.rawOutput(), share)),
				content != null && !content.equals(said.content()), length(said.rawInput()) > share,
				length(said.rawOutput()) > share);
	}

	/** The largest size to which all can be cut so that they have room. */
	private static int share(List<Long> sizes, int room) {
		List<Long> sorted = sizes.stream().sorted().toList();
		long left = room;
		for (int i = 0; i < sorted.size(); i++) {
			long fair = left / (sorted.size() - i);
			if (sorted.get(i) > fair) {
				return (int) Math.max(LEAST, fair);
			}
			left -= sorted.get(i);
		}
		return room;
	}

	private List<ToolContent> contents(List<ToolContent> content, int share, int room) {
		List<ToolContent> kept = new ArrayList<>();
		for (ToolContent piece : content) {
			kept.add(size(piece) <= share ? piece : cut(piece, share));
		}
		long all = kept.stream().mapToLong(ToolOutput::size).sum();
		// the words at the cuts do not count against the room
		if (share > LEAST || all <= 2L * room) {
			return kept;
		}
		int first = fitting(kept, room / 2);
		int last = kept.size() - fitting(kept.reversed(), room / 2);
		List<ToolContent> ends = new ArrayList<>(kept.subList(0, first));
		ends.add(new ToolContent.Text(marker(last - first, "pieces")));
		for (ToolContent each : kept.subList(first, last)) {
			// which file it is about must be known even so: rules look at it
			if (each instanceof ToolContent.Diff diff) {
				ends.add(new ToolContent.Diff(diff.path(), diff.oldText() == null ? null : "", ""));
			}
		}
		ends.addAll(kept.subList(last, kept.size()));
		return ends;
	}

	private static int fitting(List<ToolContent> pieces, int room) {
		long size = 0;
		int count = 0;
		while (count < pieces.size() && size + size(pieces.get(count)) <= room) {
			size += size(pieces.get(count));
			count++;
		}
		return count;
	}

	private ToolContent cut(ToolContent piece, int each) {
		return switch (piece) {
		case ToolContent.Text text -> new ToolContent.Text(ends(text.text(), each));
		case ToolContent.Diff diff -> diff(diff, each);
		case ToolContent.Other other -> new ToolContent.Other(other.contentType(), quoted(ends(other.raw(), each)));
		case ToolContent.Terminal terminal -> terminal;
		case ToolContent.Media media -> media;
		};
	}

	/** The region that changed, with lines around it; the lines that are left out stand on both sides, so they are no change. */
	private ToolContent.Diff diff(ToolContent.Diff diff, int each) {
		DiffRegion region = DiffRegion.of(diff.oldText(), diff.newText());
		String before = region.linesBefore() == 0 ? "" : marker(region.linesBefore(), "unchanged lines") + "\n";
		String after = region.linesAfter() == 0 ? "" : marker(region.linesAfter(), "unchanged lines") + "\n";
		String old = region.oldText();
		return new ToolContent.Diff(diff.path(), old == null ? null : before + ends(old, each / 2) + after,
				before + ends(region.newText(), old == null ? each : each / 2) + after);
	}

	/** A raw value that is cut is no JSON any more, but a JSON string that shows what is kept of it. */
	private @Nullable String raw(@Nullable String json, int each) {
		if (json == null || json.length() <= each) {
			return json;
		}
		String kept = quoted(ends(json, each));
		// what has to be escaped takes more room
		return kept.length() <= each + each / 8 ? kept : quoted(ends(json, (int) ((long) each * each / kept.length())));
	}

	/** Three quarters from the beginning, one from the end; never half a code point. */
	String ends(String text, int length) {
		if (text.length() <= length) {
			return text;
		}
		int first = length / 4 * 3;
		int last = text.length() - length / 4;
		first -= Character.isHighSurrogate(text.charAt(first - 1)) ? 1 : 0;
		last += Character.isLowSurrogate(text.charAt(last)) ? 1 : 0;
		return text.substring(0, first) + "\n" + marker(last - first, "characters") + "\n" + text.substring(last);
	}

	/** The words at a cut. */
	String marker(long count, String what) {
		return "[… " + String.format(Locale.ROOT, "%,d", count) + " " + what + " left out here; the whole: umbra session output "
				+ session.value().substring(0, Math.min(8, session.value().length())) + " " + entry + " …]";
	}

	/** As a JSON string. */
	static String quoted(String text) {
		StringBuilder json = new StringBuilder(text.length() + text.length() / 8 + 2).append('"');
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
			case '"', '\\' -> json.append('\\').append(c);
			case '\n' -> json.append("\\n");
			case '\t' -> json.append("\\t");
			default -> {
				if (c < ' ') {
					json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
				} else {
					json.append(c);
				}
			}
			}
		}
		return json.append('"').toString();
	}

	/** All that the pieces say, to be read as one text. */
	static String whole(List<ToolContent> content) {
		if (content.size() == 1 && content.getFirst() instanceof ToolContent.Text only) {
			return only.text();
		}
		StringBuilder all = new StringBuilder();
		for (ToolContent piece : content) {
			if (size(piece) == 0) {
				continue;
			}
			if (!all.isEmpty()) {
				all.append(all.charAt(all.length() - 1) == '\n' ? "\n" : "\n\n");
			}
			switch (piece) {
			case ToolContent.Text text -> all.append(text.text());
			case ToolContent.Diff diff -> {
				if (diff.oldText() != null) {
					all.append("--- ").append(diff.path()).append('\n').append(diff.oldText()).append('\n');
				}
				all.append("+++ ").append(diff.path()).append('\n').append(diff.newText());
			}
			case ToolContent.Other other -> all.append(other.raw());
			case ToolContent.Terminal terminal -> {
			}
			case ToolContent.Media media -> {
			}
			}
		}
		return all.toString();
	}

	/** UTF-16 code units that the bound is about. */
	static long size(List<ToolContent> content) {
		return content.stream().mapToLong(ToolOutput::size).sum();
	}

	private static long size(ToolContent piece) {
		return switch (piece) {
		case ToolContent.Text text -> text.text().length();
		case ToolContent.Diff diff -> length(diff.oldText()) + diff.newText().length();
		case ToolContent.Other other -> other.raw().length();
		case ToolContent.Terminal terminal -> 0;
		case ToolContent.Media media -> 0;
		};
	}

	static long length(@Nullable String text) {
		return text == null ? 0 : text.length();
	}
}
