package dev.umbra.bench.probe;

import java.util.List;
import java.util.Locale;

/** What goes to standard output: one line of JSON after a mark, so that it is not taken for anything else that is written there. */
final class Told {
	private static final String MARK = "umbra-bench ";

	private Told() {
	}

	/** @param nanos of {@link System#nanoTime}, when {@code what} was painted for the first time */
	static void first(String what, long nanos) {
		say("{\"first\":\"" + what + "\",\"nanos\":" + nanos + "}");
	}

	static synchronized void say(String json) {
		System.out.println(MARK + json);
		System.out.flush();
	}

	/** Milliseconds with three digits, as a JSON array. */
	static String array(List<Long> nanos) {
		StringBuilder json = new StringBuilder("[");
		for (long each : nanos) {
			json.append(json.length() > 1 ? "," : "").append(millis(each));
		}
		return json.append(']').toString();
	}

	static String millis(long nanos) {
		return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
	}

	/** As a JSON string. */
	static String quoted(String text) {
		StringBuilder json = new StringBuilder("\"");
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '"' || c == '\\') {
				json.append('\\').append(c);
			} else if (c < ' ' || Character.isSurrogate(c)) {
				json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
			} else {
				json.append(c);
			}
		}
		return json.append('"').toString();
	}
}
