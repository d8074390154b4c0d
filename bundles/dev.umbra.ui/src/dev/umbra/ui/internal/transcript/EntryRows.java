package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * The rows of one entry. Pure, and a function of the entry, of whether it is open, and of the session's folders alone, so
 * that an entry which did not change need not be looked at again. The last row of each entry is a gap.
 */
final class EntryRows {
	/** A diff of up to so many rows is open by itself. */
	private static final int SHORT_DIFF = 16;

	private final Entry entry;
	private final boolean toggled;
	private final Links links;
	private final MarkdownParts parts;
	private final List<Row> rows = new ArrayList<>();

	private EntryRows(Entry entry, boolean toggled, Links links, MarkdownParts parts) {
		this.parts = parts;
		this.entry = entry;
		this.toggled = toggled;
		this.links = links;
	}

	/** @param toggled shown the other way than it is by itself: open if it is folded, folded if it is open */
	static List<Row> of(Entry entry, boolean toggled, Links links) {
		return of(entry, toggled, links, new MarkdownParts());
	}

	/** @param parts what is known of the entry's text; changes nothing but the time it takes */
	static List<Row> of(Entry entry, boolean toggled, Links links, MarkdownParts parts) {
		return new EntryRows(entry, toggled, links, parts).write();
	}

	private List<Row> write() {
		switch (entry.detail()) {
		case Detail.Plain plain -> plain();
		case Detail.Prompt prompt -> prompt(prompt.enclosures());
		case Detail.Media media -> rows.add(EnclosureRows.row(media.enclosure(), links, 0, Fill.NONE));
		case Detail.Notice notice -> rows.addAll(NoticeRows.notice(entry, notice));
		case Detail.Compaction compaction -> rows.addAll(NoticeRows.compaction(entry, compaction, toggled, links, parts));
		case Detail.Input input -> rows.addAll(AskedRows.input(entry, input, toggled));
		case Detail.Login login -> rows.add(AskedRows.login(entry, login));
		case Detail.Tool tool -> tool(tool);
		case Detail.Plan plan -> plan(plan);
		case Detail.Permission permission -> rows.add(AskedRows.permission(entry, permission));
		case Detail.Fault fault -> fault(fault);
		case Detail.Lifecycle lifecycle -> lifecycle();
		case Detail.Unknown unknown -> unknown(unknown);
		}
		rows.add(Row.GAP);
		return List.copyOf(rows);
	}

	private void plain() {
		switch (entry.kind()) {
		case PROMPT -> prompt(List.of());
		case MESSAGE -> message();
		case THOUGHT -> thought();
		case LIFECYCLE -> lifecycle();
		case ERROR -> {
			rows.add(new Pen().add("✗  ", Face.PLAIN.in(Ink.ERROR)).add(ForeignText.cleanOnOneLine(entry.text())).row(0, 3, 0, false, Fill.NONE));
		}
		case NOTICE, TOOL, PLAN, PERMISSION, INPUT, UNKNOWN -> notice();
		}
	}

	private void notice() {
		for (Row row : MarkdownRows.of(entry.text(), links, parts)) {
			rows.add(row.dimmed());
		}
	}

	private void prompt(List<Enclosure> enclosures) {
		rows.add(Row.gap(1, 0, Fill.PROMPT));
		rows.add(new Pen().add(Messages.you, Face.PLAIN.in(Ink.ACCENT).asBold().sized(90)).row(1, Fill.PROMPT));
		for (Row row : MarkdownRows.plain(ForeignText.clean(entry.text()), Face.PLAIN)) {
			rows.add(row.indented(1).filled(Fill.PROMPT));
		}
		enclosures.forEach(enclosure -> rows.add(EnclosureRows.row(enclosure, links, 1, Fill.PROMPT)));
		rows.add(Row.gap(1, 0, Fill.PROMPT));
	}

	private void message() {
		rows.addAll(MarkdownRows.of(entry.text(), links, parts));
		if (entry.status() == EntryStatus.FAILED || entry.status() == EntryStatus.CANCELLED) {
			rows.add(new Pen().add(entry.status() == EntryStatus.FAILED ? Messages.message_cut : Messages.message_cancelled,
					Face.DIM.asItalic()).row());
		}
	}

	private void thought() {
		boolean running = entry.status().open();
		String clean = ForeignText.clean(entry.text()).strip();
		String first = clean.lines().findFirst().orElse("").replaceAll("[*_`#]+", "").strip();
		boolean more = clean.length() > first.length();
		Face face = Face.DIM.to(new Target.Toggle(entry.id()));
		Pen pen = new Pen().add(toggled ? "▾ " : "▸ ", face).add(running ? Messages.thinking : Messages.thought, face.asBold());
		if (toggled) {
			rows.add(pen.row());
			for (Row row : MarkdownRows.of(entry.text(), links, parts)) {
				rows.add(row.dimmed().indented(1));
			}
		} else {
			rows.add(pen.add("   " + ForeignText.shortened(first, 160) + (more && first.length() < 160 ? " …" : ""), face.asItalic()).row(0, 2, 0,
					false, Fill.NONE));
		}
	}

	private void tool(Detail.Tool tool) {
		Map<Detail.ToolContent, DiffRows.Result> compared = OutputRows.compared(tool.content());
		boolean foldable = foldable(tool);
		boolean open = foldable && toggled != openByItself(tool, compared);
		Face toggle = Face.PLAIN.to(foldable ? new Target.Toggle(entry.id()) : null);
		Pen pen = new Pen().add(!foldable ? "   " : open ? "▾ " : "▸ ", toggle.in(Ink.DIM))
				.add(ToolWords.glyph(entry.status()) + " ", toggle.in(ToolWords.ink(entry.status())));
		int hang = pen.length();
		pen.add(ToolWords.kind(tool.kind()) + "  ", toggle.in(Ink.DIM).asBold());
		String title = ForeignText.shownOnOneLine(tool.title());
		title(pen, title, tool, toggle);
		changes(pen, compared.values());
		if (entry.status() != EntryStatus.DONE) {
			pen.add("  " + ToolWords.status(entry.status()), Face.PLAIN.in(ToolWords.ink(entry.status())));
		}
		if (tool.orphan()) {
			pen.add("  " + Messages.tool_orphan, Face.DIM.asItalic());
		}
		rows.add(pen.row(0, hang, 0, false, Fill.NONE));
		// a command that runs in a terminal is told by that
		String arguments = tool.terminals().isEmpty() ? ToolWords.arguments(tool) : "";
		if (!arguments.isEmpty()) {
			rows.add(arguments(tool, arguments));
		}
		tool.terminals().forEach(run -> TerminalRows.head(rows, run));
		if (open) {
			rows.addAll(content(tool, compared));
		}
		boolean runs = tool.terminals().stream().anyMatch(Detail.TerminalRun::running);
		if (!entry.text().isBlank() && (open || runs)) {
			new OutputRows(rows, entry.id(), links, compared).terminal(entry.text(), open ? OutputRows.MOST_LINES : TerminalRows.TAIL);
		}
	}

	private boolean foldable(Detail.Tool tool) {
		return tool.content().stream().anyMatch(each -> !known(tool, each)) || !entry.text().isBlank() || OutputRows.says(tool.rawInput()) || OutputRows.says(tool.rawOutput())
				|| tool.locations().size() > 1 && tool.locations().stream().anyMatch(each -> links.file(each.path(), each.line()).isPresent());
	}

	/** A terminal of which there is more to say than that it is one. */
	private static boolean known(Detail.Tool tool, Detail.ToolContent content) {
		return content instanceof Detail.ToolContent.Terminal(String terminal)
				&& tool.terminals().stream().anyMatch(run -> run.terminal().equals(terminal));
	}

	/** The name of the file in a title leads to the file. */
	private void title(Pen pen, String title, Detail.Tool tool, Face toggle) {
		if (!tool.locations().isEmpty()) {
			Detail.Location location = tool.locations().getFirst();
			Optional<Target> target = links.file(location.path(), location.line());
			String shortName = ForeignText.shownOnOneLine(links.shortName(location.path()));
			String name = title.contains(shortName) ? shortName : shortName.substring(shortName.lastIndexOf('/') + 1);
			int at = name.isEmpty() ? -1 : title.indexOf(name);
			if (target.isPresent() && at >= 0) {
				pen.add(title.substring(0, at), toggle).add(name, Face.PLAIN.to(target.get())).add(title.substring(at + name.length()), toggle);
				return;
			}
		}
		pen.add(title, toggle);
	}

	/** Below the title; a place that it begins with leads there. */
	private Row arguments(Detail.Tool tool, String arguments) {
		Face face = Face.DIM.sized(92).asMono();
		Pen pen = new Pen();
		int end = 0;
		if (!tool.locations().isEmpty()) {
			Detail.Location location = tool.locations().getFirst();
			String place = ForeignText.shownOnOneLine(location.path()) + (location.line() == null ? "" : ":" + location.line());
			Optional<Target> target = links.file(location.path(), location.line());
			if (target.isPresent() && arguments.startsWith(place)) {
				pen.add(place, face.to(target.get()));
				end = place.length();
			}
		}
		return pen.add(arguments.substring(end), face).row(OutputRows.INDENT, Fill.NONE);
	}

	/** What changes is seen at once where it is short. */
	private static boolean openByItself(Detail.Tool tool, Map<Detail.ToolContent, DiffRows.Result> compared) {
		if (compared.isEmpty()) {
			return false;
		}
		long rows = 0;
		for (Detail.ToolContent each : tool.content()) {
			rows += switch (each) {
			case Detail.ToolContent.Diff diff -> compared.get(diff).rows().size() + 1L;
			case Detail.ToolContent.Text(String text) -> text.lines().limit(SHORT_DIFF).count() + 2;
			case Detail.ToolContent.Terminal terminal -> 1;
			case Detail.ToolContent.Media media -> 1;
			case Detail.ToolContent.Other(String type, String raw) -> raw.lines().limit(SHORT_DIFF).count() + 3;
			};
		}
		return rows <= SHORT_DIFF;
	}

	private static void changes(Pen pen, Collection<DiffRows.Result> compared) {
		int added = compared.stream().mapToInt(DiffRows.Result::added).sum();
		int removed = compared.stream().mapToInt(DiffRows.Result::removed).sum();
		if (added > 0) {
			pen.add("  +" + added, Face.PLAIN.in(Ink.OK));
		}
		if (removed > 0) {
			pen.add("  −" + removed, Face.PLAIN.in(Ink.ERROR));
		}
	}

	private List<Row> content(Detail.Tool tool, Map<Detail.ToolContent, DiffRows.Result> compared) {
		List<Row> all = new ArrayList<>();
		for (Detail.Location location : tool.locations().size() > 1 ? tool.locations() : List.<Detail.Location>of()) {
			links.file(location.path(), location.line()).ifPresent(target -> all.add(new Pen()
					.add(target.words(), Face.PLAIN.asMono().in(Ink.ACCENT).to(target)).row(OutputRows.INDENT, Fill.NONE)));
		}
		OutputRows output = new OutputRows(all, entry.id(), links, compared);
		tool.content().stream().filter(each -> !known(tool, each)).forEach(output::content);
		if (tool.content().isEmpty()) {
			output.raw(Messages.tool_input, tool.rawInput());
			output.raw(Messages.tool_output, tool.rawOutput());
		}
		output.shortened(tool.whole());
		return all;
	}

	/** What is shown as it is, on a card. @param info the language, as behind a fence */
	private void output(String info, String text) {
		new OutputRows(rows, entry.id(), links, Map.of()).text(info, text);
	}

	private void plan(Detail.Plan plan) {
		long done = plan.items().stream().filter(item -> item.status().equals("completed")).count();
		rows.add(new Pen().add(Messages.plan, Face.PLAIN.asBold())
				.add("   " + NLS.bind(Messages.plan_progress, done, plan.items().size()), Face.DIM).row());
		for (Detail.PlanItem item : plan.items()) {
			boolean over = item.status().equals("completed");
			boolean now = item.status().equals("in_progress");
			Face face = over ? Face.DIM : now ? Face.PLAIN.asBold() : Face.PLAIN;
			rows.add(new Pen().add(over ? "✓  " : now ? "▸  " : "○  ", Face.PLAIN.in(over ? Ink.OK : now ? Ink.BUSY : Ink.DIM))
					.add(ForeignText.cleanOnOneLine(item.content()), face).row(1, 3, 0, false, Fill.NONE));
		}
	}

	private void fault(Detail.Fault fault) {
		List<String> lines = ForeignText.clean(fault.message()).strip().lines().toList();
		Face red = Face.PLAIN.in(Ink.ERROR);
		rows.add(new Pen().add("✗  ", red).add(Messages.error + " ", red.asBold()).add(ForeignText.shownOnOneLine(fault.code()) + "  ", red)
				.add(lines.isEmpty() ? "" : lines.getFirst()).row(0, 3, 0, false, Fill.NONE));
		if (lines.size() > 1) {
			output("", String.join("\n", lines.subList(1, lines.size())));
		}
		if (fault.hint() != null && !fault.hint().isBlank()) {
			rows.add(new Pen().add(ForeignText.cleanOnOneLine(fault.hint()), Face.DIM).row(1, Fill.NONE));
		}
	}

	private void lifecycle() {
		rows.add(new Pen().add(ForeignText.cleanOnOneLine(entry.text()), Face.DIM.sized(92)).row(0, 0, 0, true, Fill.NONE));
	}

	private void unknown(Detail.Unknown unknown) {
		Face face = Face.DIM.to(new Target.Toggle(entry.id()));
		rows.add(new Pen().add(toggled ? "▾ " : "▸ ", face)
				.add(NLS.bind(Messages.unknown, ForeignText.shownOnOneLine(unknown.name())), face).row(0, 2, 0, false, Fill.NONE));
		if (toggled) {
			output("json", unknown.raw());
		}
	}
}
