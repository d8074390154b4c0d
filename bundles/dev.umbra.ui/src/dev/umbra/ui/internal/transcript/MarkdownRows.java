package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.text.ForeignText;

/**
 * A message's Markdown as rows: CommonMark with tables, strikethrough, task lists and bare links. Pure. HTML is shown as it is written,
 * images as a link to their address: nothing is fetched.
 */
final class MarkdownRows {
	/** Longer texts are shown as they are: parsing would hold up the window. UTF-16 code units. */
	static final int LONGEST = 400_000;
	/** A tab has no width of its own where rows are painted. */
	private static final String TAB = "    ";
	/** Deeper nesting than this is not indented further. */
	private static final int DEEPEST = 12;
	/** The box of a task, and what is behind it. */
	private static final Pattern TASK = Pattern.compile("\\[[ xX]\\] ");
	private static final Parser PARSER = Parser.builder()
			.extensions(List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create())).build();

	private final Links links;
	private final List<Row> rows = new ArrayList<>();
	private final Pen pen = new Pen();
	private int indent;
	private int quote;
	/** Of the first table, so many lines say how wide its columns are. */
	private int widthLines = Integer.MAX_VALUE;
	/** What the next row begins with: a list's mark. */
	private String mark = "";
	/** Length of the mark of the row that is being written. */
	private int hang;

	private MarkdownRows(Links links) {
		this.links = links;
	}

	/** @param text as the agent wrote it; made safe here */
	static List<Row> of(String text, Links links) {
		return of(text, links, new MarkdownParts());
	}

	/** @param parts what is known of the text's beginning, and then of all of it */
	static List<Row> of(String text, Links links, MarkdownParts parts) {
		return text.length() > LONGEST ? parts.plain(text) : parts.rows(ForeignText.clean(text), links);
	}

	static List<Row> part(String clean, Links links) {
		MarkdownRows markdown = new MarkdownRows(links);
		markdown.blocks(PARSER.parse(clean), true);
		return List.copyOf(markdown.rows);
	}

	/**
	 * A table goes on, and then other blocks: its rows without what stands above them.
	 *
	 * @param head the beginning of the table, of which the widths of its columns are
	 */
	static List<Row> goingOn(String head, String clean, Links links) {
		int lines = (int) head.lines().count() - 1;
		MarkdownRows above = new MarkdownRows(links);
		above.widthLines = lines;
		above.blocks(PARSER.parse(head), true);
		MarkdownRows all = new MarkdownRows(links);
		all.widthLines = lines;
		all.blocks(PARSER.parse(head + clean), true);
		return List.copyOf(all.rows.subList(Math.min(above.rows.size(), all.rows.size()), all.rows.size()));
	}

	/** Line by line, without any meaning. */
	static List<Row> plain(String clean, Face face) {
		List<Row> rows = new ArrayList<>();
		for (String line : clean.stripTrailing().split("\n", -1)) {
			rows.add(new Pen().add(line.replace("\t", TAB), face).row());
		}
		return rows;
	}

	/** @param apart with gaps between the blocks */
	private void blocks(Node parent, boolean apart) {
		boolean first = true;
		for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
			if (node instanceof LinkReferenceDefinition) {
				continue;
			}
			if (!first && apart) {
				rows.add(Row.gap(indent, quote, Fill.NONE));
			}
			first = false;
			block(node);
		}
	}

	private void block(Node node) {
		switch (node) {
		case Paragraph paragraph -> {
			inline(paragraph, Face.PLAIN);
			endRow();
		}
		case Heading heading -> {
			inline(heading, Face.PLAIN.asBold().sized(heading.getLevel() == 1 ? 140 : heading.getLevel() == 2 ? 120 : 108));
			endRow();
		}
		case BlockQuote quoted -> {
			quote++;
			indent++;
			blocks(quoted, true);
			indent--;
			quote--;
		}
		case BulletList list -> items(list, list.isTight(), null);
		case OrderedList list -> items(list, list.isTight(),
				list.getMarkerStartNumber() == null ? Integer.valueOf(1) : list.getMarkerStartNumber());
		case FencedCodeBlock code -> code(code.getInfo() == null ? "" : code.getInfo(), code.getLiteral());
		case IndentedCodeBlock code -> code("", code.getLiteral());
		case HtmlBlock html -> code("html", html.getLiteral());
		case ThematicBreak rule -> {
			pen.add("─".repeat(24), Face.DIM);
			endRow();
		}
		case TableBlock table -> table(table);
		default -> blocks(node, true);
		}
	}

	private void items(Node list, boolean tight, @Nullable Integer start) {
		int number = start == null ? 0 : start;
		boolean first = true;
		for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
			if (!first && !tight) {
				rows.add(Row.gap(indent, quote, Fill.NONE));
			}
			first = false;
			flushMark();
			mark = start == null ? "•  " : number + ". ";
			number++;
			indent++;
			task(item);
			if (item instanceof ListItem && item.getFirstChild() == null) {
				endRow();
			}
			blocks(item, !tight);
			indent--;
		}
		flushMark();
	}

	/** An item that begins with a box is a task: the box takes the place of the mark. */
	private void task(Node item) {
		if (item.getFirstChild() instanceof Paragraph words && words.getFirstChild() instanceof Text text && TASK.matcher(text.getLiteral()).lookingAt()) {
			mark = (text.getLiteral().charAt(1) == ' ' ? "☐" : "☑") + "  ";
			text.setLiteral(text.getLiteral().substring(4));
		}
	}

	/** A list's mark whose item has no text of its own, for example one that begins with another list. */
	private void flushMark() {
		if (!mark.isEmpty()) {
			endRow();
		}
	}

	private void code(String info, String literal) {
		flushMark();
		// a step in, so that the card begins left of its text
		rows.addAll(CodeRows.of(info, literal, Math.min(indent, DEEPEST) + 1, quote));
	}

	private void table(TableBlock table) {
		flushMark();
		int lines = widthLines;
		widthLines = Integer.MAX_VALUE;
		TableRows.of(table, lines, cell -> {
			MarkdownRows text = new MarkdownRows(links);
			text.inline(cell, Face.PLAIN);
			return text.pen.row();
		}).forEach(row -> rows.add(new Row(row.text(), row.runs(), Math.min(indent, DEEPEST), 0, quote, false, Fill.NONE)));
	}

	private void inline(Node parent, Face face) {
		for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
			switch (node) {
			case Text text -> add(text.getLiteral(), face);
			case Code code -> add(code.getLiteral(), face.asCode());
			case Emphasis emphasis -> inline(emphasis, face.asItalic());
			case StrongEmphasis strong -> inline(strong, face.asBold());
			case Strikethrough struck -> inline(struck, face.asStruck());
			case Link link -> link(link, link.getDestination(), face);
			case Image image -> link(image, image.getDestination(), face);
			case HtmlInline html -> add(html.getLiteral(), face);
			case SoftLineBreak soft -> add(" ", face);
			case HardLineBreak hard -> endRow();
			default -> inline(node, face);
			}
		}
	}

	/** A destination that may not be followed is told in words, so that nobody takes the text for it. */
	private void link(Node node, String destination, Face face) {
		Optional<Target> target = face.target() == null ? links.destination(destination) : Optional.empty();
		int before = pen.length();
		inline(node, target.isPresent() ? face.in(Ink.ACCENT).to(target.get()) : face);
		if (pen.length() == before) {
			add(destination, target.isPresent() ? face.in(Ink.ACCENT).to(target.get()) : face);
		} else if (target.isEmpty() && !destination.isEmpty()) {
			add(" (" + ForeignText.shown(destination) + ")", face.in(Ink.DIM));
		}
	}

	private void add(String text, Face face) {
		startRow();
		pen.add(text.replace('\n', ' ').replace("\t", TAB), face);
	}

	private void startRow() {
		if (!mark.isEmpty()) {
			pen.add(mark, Face.DIM);
			hang = mark.length();
			mark = "";
		}
	}

	private void endRow() {
		startRow();
		// the mark of a list stands in the indentation of its item
		int steps = Math.min(hang > 0 ? indent - 1 : indent, DEEPEST);
		rows.add(pen.row(steps, hang, quote, false, Fill.NONE));
		hang = 0;
	}
}
