package dev.umbra.host;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionSummary;

/**
 * For a browser, as one file. Everything is escaped; the page's policy lets it load nothing and run nothing, but for its one
 * style sheet, named by its hash, and the pictures it carries in itself. Readable without scripts, light and dark.
 */
final class HtmlExport implements ExportForm {
	/** One picture, bytes; a larger one is named. */
	private static final long PICTURE = 4L << 20;
	private static final Set<String> PICTURE_TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
	private static final String STYLE = """
			:root{color-scheme:light dark;--fg:#1f2328;--bg:#fff;--dim:#59636e;--line:#d1d9e0;--code:#f6f8fa;--you:#ddf4ff;--old:#ffebe9;--new:#dafbe1;--bad:#d1242f}
			@media(prefers-color-scheme:dark){:root{--fg:#e6edf3;--bg:#0d1117;--dim:#9198a1;--line:#3d444d;--code:#151b23;--you:#12233a;--old:#3c1618;--new:#12361e;--bad:#ff7b72}}
			body{max-width:56rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color:var(--fg);background:var(--bg)}
			h1{font-size:1.5rem}h2,summary{font-size:1rem;font-weight:600;margin:.5rem 0}summary{cursor:pointer}time{font-weight:400;color:var(--dim);font-size:.85em}
			dl{display:grid;grid-template-columns:max-content auto;gap:.2rem 1rem}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
			article{border-top:1px solid var(--line);padding:.5rem 0}.prompt{background:var(--you);padding:.5rem 1rem;border-radius:.4rem;border-top:0}
			.thought,.notice,.lifecycle{color:var(--dim)}.error h2,.failed summary{color:var(--bad)}
			.text,pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0}pre{background:var(--code);border:1px solid var(--line);border-radius:.4rem;padding:.6rem;font:.875rem/1.45 ui-monospace,monospace}
			.said>:first-child{margin-top:.25rem}.said table{border-collapse:collapse;display:block;overflow-x:auto}.said td,.said th{border:1px solid var(--line);padding:.2rem .6rem}
			.said blockquote{margin:.5rem 0;padding-left:1rem;border-left:3px solid var(--line);color:var(--dim)}.said h1,.said h2,.said h3{font-size:1.1rem}.said code{font:.9em ui-monospace,monospace}
			.text:empty,pre:empty{display:none}.old{background:var(--old);display:block}.new{background:var(--new);display:block}img{max-width:100%;height:auto}p.label{margin:.5rem 0 0;color:var(--dim)}
			@media print{body{max-width:none}pre{border-color:#999}}
			""";
	private final String agent;
	private final UnaryOperator<String> blot;
	private final RenderedMarkdown markdown = new RenderedMarkdown();
	/** Of the message that is written now. */
	private Fence fence;

	/** @param state of the piece before */
	HtmlExport(String agent, UnaryOperator<String> blot, String state) {
		this.agent = agent;
		this.blot = blot;
		this.fence = Fence.of(state);
	}

	@Override
	public String state() {
		return fence.state();
	}

	@Override
	public String head(SessionSummary session, Instant now) {
		String title = escaped(blot.apply(ExportedEntry.title(session)));
		StringBuilder head = new StringBuilder("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n");
		head.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-").append(hash(STYLE))
				.append("'; img-src data:; base-uri 'none'; form-action 'none'\">\n");
		head.append("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
		head.append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>").append(title).append("</title>\n<style>").append(STYLE)
				.append("</style>\n</head>\n<body>\n<header>\n<h1 dir=\"auto\">").append(title).append("</h1>\n<dl>\n");
		item(head, "Agent", session.agentName());
		item(head, "Folder", session.cwd());
		item(head, "Model", session.model() == null ? "" : session.model());
		item(head, "Session", session.id().value());
		item(head, "Status", session.status().word() + (session.archived() ? ", closed" : ""));
		item(head, "Begun", session.created().toString());
		item(head, "Last change", session.updated().toString());
		item(head, "Exported", now.toString());
		return head.append("</dl>\n</header>\n<main>\n").toString();
	}

	private void item(StringBuilder head, String name, String value) {
		if (!value.isEmpty()) {
			head.append("<dt>").append(name).append("</dt><dd dir=\"auto\">").append(escaped(blot.apply(value))).append("</dd>\n");
		}
	}

	private static String hash(String style) {
		try {
			return Base64.getEncoder()
					.encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	@Override
	public List<Part> parts(Entry entry, long room) {
		ExportedEntry told = ExportedEntry.of(entry, agent, blot);
		List<Part> parts = new ArrayList<>();
		StringBuilder words = new StringBuilder("<article class=\"").append(entry.kind().word()).append(' ').append(entry.status().word())
				.append("\" id=\"e").append(entry.ordinal()).append("\">\n");
		String heading = "<span dir=\"auto\">" + escaped(told.heading()) + "</span> <time datetime=\"" + entry.created() + "\">" + entry.created()
				+ "</time>";
		words.append(told.folded() ? "<details>\n<summary>" + heading + "</summary>\n" : "<h2>" + heading + "</h2>\n");
		long left = room;
		for (ExportedEntry.Piece piece : told.pieces()) {
			if (piece instanceof ExportedEntry.Piece.Enclosed(Enclosure enclosure) && fits(enclosure, left)) {
				left -= enclosure.bytes();
				picture(parts, words, enclosure);
			} else {
				piece(parts, words, piece, entry);
			}
		}
		words.append(told.folded() ? "</details>\n</article>\n" : "</article>\n");
		parts.add(new Part.Words(words.toString()));
		return parts;
	}

	@Override
	public long pictures(Entry entry, long room) {
		long left = room;
		for (ExportedEntry.Piece piece : ExportedEntry.of(entry, agent, blot).pieces()) {
			if (piece instanceof ExportedEntry.Piece.Enclosed(Enclosure enclosure) && fits(enclosure, left)) {
				left -= enclosure.bytes();
			}
		}
		return room - left;
	}

	private static void piece(List<Part> parts, StringBuilder words, ExportedEntry.Piece piece, Entry entry) {
		switch (piece) {
		case ExportedEntry.Piece.Body(String label, Frame frame) -> {
			label(words, entry.length() == 0 ? "" : label);
			words.append(switch (frame) {
			case SAID -> "<div class=\"said\" dir=\"auto\">\n";
			case TYPED, ASIDE -> "<div class=\"text\" dir=\"auto\">";
			case OUTPUT -> "<pre dir=\"auto\">";
			});
			parts.add(new Part.Words(words.toString()));
			parts.add(new Part.Body(frame));
			words.setLength(0);
			words.append(frame == Frame.OUTPUT ? "</pre>\n" : "</div>\n");
		}
		case ExportedEntry.Piece.Whole(String label) -> {
			label(words, label);
			parts.add(new Part.Words(words.append("<pre dir=\"auto\">").toString()));
			parts.add(new Part.Whole());
			words.setLength(0);
			words.append("</pre>\n");
		}
		case ExportedEntry.Piece.Line(String text) -> words.append("<p dir=\"auto\">").append(escaped(text)).append("</p>\n");
		case ExportedEntry.Piece.Items(List<String> texts) -> {
			words.append("<ul>\n");
			texts.forEach(text -> words.append("<li dir=\"auto\">").append(escaped(text)).append("</li>\n"));
			words.append("</ul>\n");
		}
		case ExportedEntry.Piece.Code(String label, String text) -> {
			label(words, label);
			words.append("<pre dir=\"auto\">").append(escaped(text)).append("</pre>\n");
		}
		case ExportedEntry.Piece.Diff(String path, boolean added, List<String> lines) -> {
			words.append("<p class=\"label\" dir=\"auto\">").append(escaped(path)).append(added ? " (new file)" : "").append("</p>\n<pre>");
			lines.forEach(line -> words.append(line.startsWith("-") ? "<span class=\"old\">" : "<span class=\"new\">").append(escaped(line))
					.append("</span>"));
			words.append("</pre>\n");
		}
		case ExportedEntry.Piece.Enclosed(Enclosure enclosure) -> words.append("<p dir=\"auto\">")
				.append(escaped(ExportedEntry.named(enclosure))).append("</p>\n");
		}
	}

	private static void label(StringBuilder words, String label) {
		words.append(label.isEmpty() ? "" : "<p class=\"label\" dir=\"auto\">" + escaped(label) + "</p>\n");
	}

	private static void picture(List<Part> parts, StringBuilder words, Enclosure enclosure) {
		words.append("<p><img alt=\"").append(escaped(ExportedEntry.named(enclosure))).append("\" src=\"data:").append(type(enclosure))
				.append(";base64,");
		parts.add(new Part.Words(words.toString()));
		parts.add(new Part.Picture(String.valueOf(enclosure.blob())));
		words.setLength(0);
		words.append("\"></p>\n");
	}

	private static boolean fits(Enclosure enclosure, long left) {
		return enclosure.blob() != null && enclosure.bytes() <= Math.min(PICTURE, left) && PICTURE_TYPES.contains(type(enclosure));
	}

	private static String type(Enclosure enclosure) {
		return enclosure.mimeType() == null ? "" : enclosure.mimeType().toLowerCase(Locale.ROOT);
	}

	/** A message is set block by block: it is cut before a line that begins one, whatever stands above it. */
	@Override
	public String uncut(Frame frame, String range) {
		if (frame != Frame.SAID) {
			return ExportPiece.uncut(range);
		}
		Fence at = Fence.of(fence.state());
		int cut = 0;
		boolean empty = false;
		for (int line = 0; line < range.length();) {
			int feed = range.indexOf('\n', line);
			int end = feed < 0 ? range.length() : feed;
			if (empty && !at.open() && !Character.isWhitespace(range.charAt(line))) {
				cut = line;
			}
			empty = range.substring(line, Math.min(end, line + Fence.LOOKED_AT)).isBlank();
			if (feed >= 0) {
				at.line(beginning(range, line, end));
			}
			line = end + 1;
		}
		return cut > 0 ? range.substring(0, cut) : ExportPiece.uncut(range);
	}

	private static String beginning(String text, int line, int end) {
		return text.substring(line, Math.min(end, line + Fence.LOOKED_AT));
	}

	@Override
	public String text(Frame frame, String piece, boolean last) {
		if (frame != Frame.SAID) {
			return escaped(piece);
		}
		String lines = MarkdownExport.safe(piece);
		String html = lines.isEmpty() ? "" : markdown.html(fence.open() ? fence.mark() + "\n" + lines : lines);
		lines.lines().forEach(line -> fence.line(beginning(line, 0, line.length())));
		return html;
	}

	@Override
	public void entryDone() {
		fence = new Fence();
	}

	@Override
	public String foot() {
		return "</main>\n</body>\n</html>\n";
	}

	/** Nothing in it means anything to a browser, reorders a line, or is a character that HTML may not have. */
	static String escaped(String text) {
		String safe = MarkdownExport.safe(text);
		StringBuilder out = new StringBuilder(safe.length() + 16);
		for (int i = 0; i < safe.length(); i++) {
			char c = safe.charAt(i);
			switch (c) {
			case '&' -> out.append("&amp;");
			case '<' -> out.append("&lt;");
			case '>' -> out.append("&gt;");
			case '"' -> out.append("&quot;");
			case '\'' -> out.append("&#39;");
			default -> out.append(c);
			}
		}
		return out.toString();
	}
}
