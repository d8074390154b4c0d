package dev.umbra.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a line was about that is too long to keep: a byte state machine that follows depth, strings and escapes
 * and captures the top-level {@code id} and whether there is a {@code method}, whichever order they come in. In a batch it
 * does so for each element. Memory is bounded; nothing is assumed about the bytes, which may not even be JSON.
 */
final class OversizeScanner {
	private static final int MAX_TOKEN = 1024;
	private static final int MAX_ENVELOPES = 1000;

	/**
	 * One message: its id as sent (string or number), null where it has none that could be read.
	 *
	 * @param method whether it has a method, so asks instead of answers
	 */
	record Envelope(@Nullable JsonNode id, boolean method) {
	}

	private final List<Envelope> envelopes = new ArrayList<>();
	private final byte[] token = new byte[MAX_TOKEN];
	private int tokenLength;
	private boolean overlong;
	private long depth;
	private int base = 1;
	private boolean open;
	private boolean inString;
	private boolean escaped;
	private boolean atKey;
	private boolean atId;
	private boolean method;
	private @Nullable JsonNode id;

	/** The next bytes of the line, from {@code from} to before {@code to}. */
	void feed(byte[] bytes, int from, int to) {
		for (int i = from; i < to; i++) {
			if (inString) {
				string(bytes[i]);
			} else {
				structure(bytes[i]);
			}
		}
	}

	/** The messages of the line, also where it breaks off in the middle. */
	List<Envelope> envelopes() {
		if (open) {
			close();
		}
		return List.copyOf(envelopes);
	}

	private void string(byte b) {
		capture(b);
		if (escaped) {
			escaped = false;
		} else if (b == '\\') {
			escaped = true;
		} else if (b == '"') {
			inString = false;
		}
	}

	private void structure(byte b) {
		switch (b) {
			case '"' -> {
				inString = true;
				capture(b);
			}
			case '{' -> {
				depth++;
				if (depth == base) {
					open();
				}
			}
			case '[' -> {
				if (depth == 0) {
					base = 2;
				}
				depth++;
			}
			case '}', ']' -> {
				if (open && depth == base) {
					close();
				}
				depth = Math.max(0, depth - 1);
			}
			case ':' -> {
				if (open && depth == base) {
					endKey();
				}
			}
			case ',' -> {
				if (open && depth == base) {
					endValue();
				}
			}
			case ' ', '\t', '\r' -> {
			}
			default -> capture(b);
		}
	}

	private void open() {
		open = true;
		atKey = true;
		atId = false;
		method = false;
		id = null;
		clear();
	}

	private void close() {
		endValue();
		open = false;
		if (envelopes.size() < MAX_ENVELOPES && (id != null || method)) {
			envelopes.add(new Envelope(id, method));
		}
	}

	private void endKey() {
		atId = tokenIs("\"id\"");
		method |= tokenIs("\"method\"");
		atKey = false;
		clear();
	}

	private void endValue() {
		if (atId) {
			id = overlong ? null : id();
		}
		atKey = true;
		atId = false;
		clear();
	}

	private @Nullable JsonNode id() {
		try {
			JsonNode value = JsonLines.parse(token, tokenLength);
			return JsonLines.isId(value) ? value : null;
		} catch (IOException notJson) {
			return null;
		}
	}

	private void capture(byte b) {
		if (open && depth == base && (atKey || atId)) {
			if (tokenLength < MAX_TOKEN) {
				token[tokenLength++] = b;
			} else {
				overlong = true;
			}
		}
	}

	private void clear() {
		tokenLength = 0;
		overlong = false;
	}

	private boolean tokenIs(String ascii) {
		if (tokenLength != ascii.length()) {
			return false;
		}
		for (int i = 0; i < tokenLength; i++) {
			if (token[i] != ascii.charAt(i)) {
				return false;
			}
		}
		return true;
	}
}
