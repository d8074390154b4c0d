package dev.umbra.demo;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Understands sentences by fixed patterns, forgiving about case, politeness, quotes and small words. Stateless. */
final class Phrasebook {
	static final Duration PACE = Duration.ofMillis(40);
	static final int MAX_WORDS = 100_000;
	private static final int DEFAULT_WORDS = 200;
	private static final String PATH = "(\"[^\"]+\"|`[^`]+`|(?:[A-Za-z]:[\\\\/])?[^:\\n\"`]+?)";
	private static final String WORD_PATH = "(\"[^\"]+\"|`[^`]+`|\\S+(?<!:))";
	private static final String ANY_PATH = "(?:the\\s+)?(?:file\\s+)?(\\S.*)";
	private static final String QUOTED_OR = "(\"[^\"]*\"|`[^`]*`|";
	private static final String COLON_TEXT = "\\s*:(?:\\s(.*)|(.*))";
	private static final String EVERY = "(?:\\s*,?\\s*(?:every|each)\\s+(\\d{1,6})\\s*(ms|milliseconds?|s|sec|seconds?)?)?";
	private static final Pattern LEAD_IN = Pattern.compile(
			"(?:(?:please|now|first|next|also|and|then|can you|could you|would you|i want you to|let us|let's|[-*•])[\\s,]+){1,9}",
			Pattern.CASE_INSENSITIVE);

	private static final int MAX_SHORT = 4_000;

	/** @param takesText whether a long text may be part of it; the others are for short sentences */
	private record Phrase(Pattern pattern, boolean takesText, Function<Matcher, Command> meaning) {
	}

	/** The first that matches the whole sentence counts. */
	private static final List<Phrase> PHRASES = List.of(
			phrase("(?:help(?: me)?|\\?|hi|hello|hey|commands|what can (?:you|i) do.*|who are you.*|how does this work.*)[\\s.!?]*",
					m -> new Command.Help()),
			phrase("(?:(?:take (?:me on )?|give me )?(?:a |the )?(?:tour|demo)|show me (?:around|what you can do))[\\s.!?]*",
					m -> new Command.Tour()),
			phrase("(?:list|ls|dir|show(?: me)?(?= (?:the |all )?(?:files|folder)))"
					+ "(?:\\s+(?:the\\s+|all\\s+)?(?:files|folder|directory|everything))?[.!?]*"
					+ "(?:\\s+(?:in|of|from))?(?:\\s+(?:the\\s+)?(?:folder\\s+)?(\\S.*))?", m -> new Command.ListFolder(folder(m.group(1)))),
			phrase("(?:what(?:'s| is) (?:in )?(?:here|this folder|the folder)|what files are (?:here|there)|look around)[\\s.!?]*",
					m -> new Command.ListFolder(".")),
			phrase("(?:(?:make|write|create)\\s+)?(?:me\\s+)?(?:an?\\s+)?plan\\b\\s*(?:to\\b|for\\b|with\\b|:)?\\s*(.*)", m -> plan(m.group(1))),
			phrase("(?:stream|talk|write\\s+a\\s+long\\s+text|tell\\s+me\\s+a\\s+(?:long\\s+)?story)(?:\\s+(?:of\\s+)?(\\d{1,7})(?:\\s+words?)?)?"
					+ EVERY + "[\\s.!]*", m -> new Command.StreamWords(number(m.group(1), DEFAULT_WORDS), every(m))),
			phrase("count(?:\\s+up)?(?:\\s+from\\s+(?:1|one))?\\s+(?:(?:up\\s+)?to\\s+)?(\\d{1,7})" + EVERY + "[\\s.!]*",
					m -> new Command.Count(number(m.group(1), 10), every(m))),
			phrase("count\\b.*", m -> new Command.Incomplete("count to 10, or: count to 10 every 100 ms")),
			phrase("think(?:\\s+(?:hard|aloud))?(?:\\s+(?:about|of|over|on))?(?:\\s+(.*))?", m -> new Command.Think(text(m.group(1)))),
			phrase("(?:read|cat|open|print|view|look\\s+(?:at|into)|show(?:\\s+me)?)\\s+" + ANY_PATH, m -> new Command.ReadFile(path(m.group(1)))),
			phrase("(?:(?:search|grep|find|look)(?:\\s+for)?|where\\s+is)\\s+(?:the\\s+(?:word|text)\\s+)?(\\S.*)",
					m -> new Command.Search(text(m.group(1)))),
			phrase("(?:append|add)\\s+(?:to\\s+)?(?:the\\s+)?(?:file\\s+)?" + PATH + COLON_TEXT,
					m -> new Command.AppendToFile(path(m.group(1)), text(either(m)))),
			phrase("(?:append|add)\\s+" + QUOTED_OR + "\\S.*?)\\s+to\\s+(?:the\\s+end\\s+of\\s+)?" + ANY_PATH,
					m -> new Command.AppendToFile(path(m.group(2)), text(m.group(1)))),
			phrase("replace\\s+" + QUOTED_OR + ".+?)\\s+(?:with|by)\\s+" + QUOTED_OR + ".*)\\s+in\\s+" + ANY_PATH,
					m -> new Command.Replace(text(m.group(1)), text(m.group(2)), path(m.group(3)))),
			phrase("change\\s+" + QUOTED_OR + ".+?)\\s+(?:to|into)\\s+" + QUOTED_OR + ".*)\\s+in\\s+" + ANY_PATH,
					m -> new Command.Replace(text(m.group(1)), text(m.group(2)), path(m.group(3)))),
			phrase("(?:write|create|make)\\s+(?:(?:an?|the|new|file)\\s+){0,5}" + WORD_PATH
					+ "\\s+(?:with|saying|containing)\\s+(?:the\\s+)?(?:text\\s+|content\\s+)?(\\S.*)",
					m -> new Command.WriteFile(path(m.group(1)), text(m.group(2)))),
			phrase("(?:write|create|make|save)\\s+(?:(?:an?|the|new|file)\\s+){0,5}" + PATH + COLON_TEXT,
					m -> new Command.WriteFile(path(m.group(1)), text(either(m)))),
			phrase("(?:write|save|put)\\s+" + QUOTED_OR + "\\S.*?)\\s+(?:to|into|in)\\s+" + ANY_PATH,
					m -> new Command.WriteFile(path(m.group(2)), text(m.group(1)))),
			phrase("(?:create|make|touch)\\s+(?:(?:an?|the|new|empty|file)\\s+){0,5}" + WORD_PATH,
					m -> new Command.WriteFile(path(m.group(1)), "")),
			phrase("(?:delete|remove|rm)\\s+" + ANY_PATH, m -> new Command.Delete(path(m.group(1)))),
			phrase("(?:run|execute|shell)\\s+(?:the\\s+command\\s+)?(\\S.*)", m -> new Command.RunProgram(text(m.group(1)))),
			phrase("(?:ask(?:\\s+me)?(?:\\s+(?:something|a\\s+question|back))?)[\\s.!?]*", m -> new Command.AskBack()),
			phrase("(?:fail|go\\s+wrong|make\\s+an\\s+error)[\\s.!?]*", m -> new Command.Fail()),
			phrase("(?:write|create|make|save|put)\\b.*", m -> new Command.Incomplete("write notes.md: Hello")),
			phrase("(?:append|add)\\b.*", m -> new Command.Incomplete("append notes.md: one more line")),
			phrase("(?:replace|change)\\b.*", m -> new Command.Incomplete("replace Hello with Good morning in notes.md")),
			phrase("(?:read|cat|open|print|view|show)\\b", m -> new Command.Incomplete("read README.md")),
			phrase("(?:delete|remove|rm)\\b", m -> new Command.Incomplete("delete notes.md")),
			phrase("(?:run|execute|shell)\\b", m -> new Command.Incomplete("run ls -l")),
			phrase("(?:search|grep|find|look)\\b", m -> new Command.Incomplete("search hello")));

	private Phrasebook() {
	}

	/** The commands of a prompt in order. */
	static List<Command> parse(String prompt) {
		return Sentences.of(prompt).stream().map(Phrasebook::command).toList();
	}

	private static Command command(String sentence) {
		Matcher leadIn = LEAD_IN.matcher(sentence);
		String plain = leadIn.lookingAt() ? sentence.substring(leadIn.end()) : sentence;
		plain = plain.startsWith("/") ? plain.substring(1) : plain;
		boolean isShort = plain.length() <= MAX_SHORT;
		plain = isShort ? plain.replaceFirst("(?i)[,\\s]+please[.!]?$", "") : plain;
		for (Phrase phrase : PHRASES) {
			Matcher matcher = phrase.pattern().matcher(plain);
			if ((isShort || phrase.takesText()) && matcher.matches()) {
				return phrase.meaning().apply(matcher);
			}
		}
		return new Command.NotUnderstood(sentence);
	}

	private static Phrase phrase(String regex, Function<Matcher, Command> meaning) {
		return new Phrase(Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), regex.endsWith(COLON_TEXT), meaning);
	}

	private static Command plan(String typed) {
		List<String> steps = Arrays.stream(typed.split(typed.contains(";") ? ";" : ","))
				.map(step -> step.strip().replaceFirst("[.!]+$", "")).filter(step -> !step.isEmpty()).limit(20).toList();
		return steps.isEmpty() ? new Command.Incomplete("plan buy paint; paint the wall; admire it") : new Command.MakePlan(steps);
	}

	private static int number(@Nullable String digits, int otherwise) {
		return digits == null ? otherwise : Math.min(Integer.parseInt(digits), MAX_WORDS);
	}

	/** Groups 2 and 3 of a phrase that ends in {@link #EVERY}. */
	private static Duration every(Matcher m) {
		if (m.group(2) == null) {
			return PACE;
		}
		boolean seconds = m.group(3) != null && m.group(3).toLowerCase(Locale.ROOT).startsWith("s");
		Duration asked = seconds ? Duration.ofSeconds(Long.parseLong(m.group(2))) : Duration.ofMillis(Long.parseLong(m.group(2)));
		return asked.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofMinutes(1) : asked;
	}

	private static String either(Matcher m) {
		return m.group(2) != null ? m.group(2) : m.group(3);
	}

	private static String folder(@Nullable String typed) {
		String path = typed == null ? "" : path(typed);
		return path.isEmpty() || path.matches("(?i)(?:this|the|your|current)?\\s*(?:folder|directory|here)") ? "." : path;
	}

	/** Without quotes, and without a full stop at the end that belongs to the sentence. */
	private static String path(String typed) {
		String path = unquoted(typed.strip());
		return path.matches("\\.+(?:/\\.+)*") ? path : path.replaceFirst("[.,!?]+$", "");
	}

	/** What is between quotes or in a fenced block, else as typed without blanks around it. */
	private static String text(@Nullable String typed) {
		String text = typed == null ? "" : typed.strip();
		Matcher fenced = Pattern.compile("```[^\\n]*\\n(.*?)\\n?```", Pattern.DOTALL).matcher(text);
		return fenced.matches() ? fenced.group(1) : unquoted(text);
	}

	private static String unquoted(String text) {
		int quote = text.isEmpty() ? -1 : "\"'`“".indexOf(text.charAt(0));
		boolean quoted = quote >= 0 && text.length() >= 2 && text.indexOf("\"'`”".charAt(quote), 1) == text.length() - 1;
		return quoted ? text.substring(1, text.length() - 1) : text;
	}
}
