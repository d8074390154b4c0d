package dev.umbra.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a prompt into sentences: at new lines, and at <i>then</i> before one of our verbs outside double quotes. Lines after
 * {@code write FILE:} or {@code append FILE:} that begin with no verb of ours go on with the text; a fenced block always
 * does.
 */
final class Sentences {
	private static final String VERBS = "help|tour|show|list|ls|dir|read|cat|open|print|view|search|find|grep|look|write|create|make"
			+ "|save|touch|append|add|replace|change|delete|remove|rm|plan|think|count|run|execute|ask|fail|stream|talk|tell|please|now";
	private static final Pattern VERB = Pattern.compile("/?(?:" + VERBS + ")\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
	private static final Pattern THEN = Pattern.compile("[,;.]?\\s+(?:and\\s+)?then\\s+(?=/?(?:" + VERBS + ")\\b)",
			Pattern.CASE_INSENSITIVE);
	private static final Pattern TAKES_LINES = Pattern.compile("/?(?:(?:please|now)\\s+)?(?:write|create|append|add)\\b[^\\n]*?:.*",
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
	private static final String FENCE = "```";

	private final List<String> sentences = new ArrayList<>();
	private final StringBuilder current = new StringBuilder();
	private boolean takesLines;
	private boolean fenced;

	private Sentences() {
	}

	static List<String> of(String prompt) {
		Sentences sentences = new Sentences();
		prompt.lines().forEach(sentences::line);
		sentences.flush();
		return sentences.sentences;
	}

	private void line(String line) {
		String stripped = line.strip();
		if (fenced) {
			goOn(line);
			fenced = !stripped.equals(FENCE);
		} else if (stripped.startsWith(FENCE) && !current.isEmpty()) {
			goOn(line);
			fenced = true;
		} else if (!current.isEmpty() && takesLines && !VERB.matcher(stripped).matches()) {
			goOn(line);
		} else {
			flush();
			cut(stripped);
			fenced = stripped.split(FENCE, -1).length % 2 == 0;
		}
	}

	private void goOn(String line) {
		current.append('\n').append(line);
	}

	/** All but the last part of the line are whole sentences. */
	private void cut(String line) {
		int from = 0;
		int counted = 0;
		boolean quoted = false;
		Matcher then = THEN.matcher(line);
		while (then.find()) {
			for (; counted < then.start(); counted++) {
				quoted ^= line.charAt(counted) == '"';
			}
			if (!quoted) {
				current.append(line, from, then.start());
				flush();
				from = then.end();
			}
		}
		current.append(line, from, line.length());
		takesLines = TAKES_LINES.matcher(current).matches();
	}

	private void flush() {
		String sentence = current.toString().strip();
		if (!sentence.isEmpty()) {
			sentences.add(sentence);
		}
		current.setLength(0);
	}
}
