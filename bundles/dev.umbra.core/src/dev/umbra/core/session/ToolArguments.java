package dev.umbra.core.session;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.ForeignText;

/** What a tool call is given, in one line for people. Pure. */
public final class ToolArguments {
	/** Of the summary of a call's arguments, UTF-16 code units. */
	public static final int LONGEST = 120;
	private static final Pattern MEMBER = Pattern
			.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*+\"?|[-0-9.eE+]+|true|false|null)");
	private static final Pattern ESCAPED = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)", Pattern.DOTALL);

	private ToolArguments() {
	}

	/** In at most {@value #LONGEST} UTF-16 code units, without what the title says already; may be empty. */
	public static String summary(Detail.Tool tool) {
		List<String> parts = new ArrayList<>();
		for (Detail.Location location : tool.locations()) {
			addUnlessSaid(parts, tool.title(), location.path(), location.line() == null ? "" : ":" + location.line());
		}
		boolean told = tool.content().stream().anyMatch(Detail.ToolContent.Diff.class::isInstance);
		for (String value : told ? List.<String>of() : values(tool.rawInput())) {
			addUnlessSaid(parts, tool.title(), value.strip().replaceAll("\\R", " ⏎ "), "");
		}
		return ForeignText.shortened(String.join("  ", parts), LONGEST);
	}

	private static void addUnlessSaid(List<String> parts, String title, String value, String suffix) {
		String shown = ForeignText.shownOnOneLine(ForeignText.shortened(value, LONGEST + 40));
		String name = shown.substring(shown.lastIndexOf('/') + 1);
		boolean said = !name.isEmpty() && title.contains(name) && (shown.startsWith("/") || title.contains(shown));
		if (!shown.isEmpty() && !said && parts.stream().noneMatch(part -> part.startsWith(shown) || shown.startsWith(part))) {
			parts.add(shown + suffix);
		}
	}

	/** The plain values of a JSON object, in order; a scan, since a summary may be wrong about odd input but not fail. */
	public static List<String> values(@Nullable String rawInput) {
		if (rawInput == null) {
			return List.of();
		}
		List<String> values = new ArrayList<>();
		Matcher member = MEMBER.matcher(ForeignText.shortened(rawInput, 4_000));
		while (member.find() && values.size() < 6) {
			String value = member.group(2);
			values.add(value.startsWith("\"") ? unescaped(value.substring(1, value.length() - (value.endsWith("\"") && value.length() > 1 ? 1 : 0)))
					: member.group(1) + "=" + value);
		}
		return values;
	}

	private static String unescaped(String json) {
		return ESCAPED.matcher(json).replaceAll(match -> {
			String code = match.group(1);
			String text = switch (code.charAt(0)) {
			case 'n' -> "\n";
			case 't' -> "\t";
			case 'r', 'b', 'f' -> " ";
			case 'u' -> code.length() == 5 ? String.valueOf((char) Integer.parseInt(code.substring(1), 16)) : "u";
			default -> code;
			};
			return Matcher.quoteReplacement(text);
		});
	}
}
