package dev.umbra.nostr;

import java.util.List;

/**
 * JSON in the one form whose hash is an event's id: no spaces; quotation mark, backslash and control characters below U+0020
 * escaped, by their short forms where JSON has one; everything else as it is (NIP-01, and for the other control characters
 * what all clients do).
 */
final class Canonical {
	private static final char[] DIGITS = "0123456789abcdef".toCharArray();

	private Canonical() {
	}

	/** {@code [0,author,created_at,kind,tags,content]}. */
	static String serialised(PublicKey author, UnsignedEvent event) {
		StringBuilder out = new StringBuilder(event.content().length() + 200);
		out.append("[0,\"").append(author.hex()).append("\",").append(event.createdAt()).append(',').append(event.kind()).append(',');
		tags(out, event.tags());
		out.append(',');
		text(out, event.content());
		return out.append(']').toString();
	}

	static String json(Event event) {
		StringBuilder out = new StringBuilder(event.content().length() + 400);
		event(out, event);
		return out.toString();
	}

	static void event(StringBuilder out, Event event) {
		out.append("{\"id\":\"").append(event.id().hex()).append("\",\"pubkey\":\"").append(event.author().hex())
				.append("\",\"created_at\":").append(event.createdAt()).append(",\"kind\":").append(event.kind()).append(",\"tags\":");
		tags(out, event.tags());
		out.append(",\"content\":");
		text(out, event.content());
		out.append(",\"sig\":\"").append(event.signature()).append("\"}");
	}

	private static void tags(StringBuilder out, List<Tag> tags) {
		out.append('[');
		for (int i = 0; i < tags.size(); i++) {
			if (i > 0) {
				out.append(',');
			}
			texts(out, tags.get(i).texts());
		}
		out.append(']');
	}

	static void texts(StringBuilder out, Iterable<String> texts) {
		out.append('[');
		String comma = "";
		for (String text : texts) {
			out.append(comma);
			text(out, text);
			comma = ",";
		}
		out.append(']');
	}

	static void text(StringBuilder out, String text) {
		out.append('"');
		int written = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || c == '"' || c == '\\') {
				escape(out.append(text, written, i), c);
				written = i + 1;
			}
		}
		out.append(text, written, text.length()).append('"');
	}

	private static void escape(StringBuilder out, char c) {
		switch (c) {
		case '"' -> out.append("\\\"");
		case '\\' -> out.append("\\\\");
		case '\n' -> out.append("\\n");
		case '\r' -> out.append("\\r");
		case '\t' -> out.append("\\t");
		case '\b' -> out.append("\\b");
		case '\f' -> out.append("\\f");
		default -> out.append("\\u00").append(DIGITS[c >> 4]).append(DIGITS[c & 15]);
		}
	}

	/** @throws NostrException if the text has an unpaired surrogate: it has no UTF-8, so its hash would be a matter of taste */
	static String checked(String what, String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!Character.isSurrogate(c)) {
				continue;
			}
			if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
				i++;
			} else {
				throw NostrException.unusable("The " + what + " has half a character (an unpaired surrogate) at place " + (i + 1) + ".",
						"Leave it out.");
			}
		}
		return text;
	}
}
