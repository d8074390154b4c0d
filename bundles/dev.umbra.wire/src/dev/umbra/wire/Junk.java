package dev.umbra.wire;

import java.nio.charset.StandardCharsets;

/**
 * A line (or an element of a batch) that was not what JSON-RPC 2.0 promises. The stream goes on after it.
 *
 * @param bytes length of the line on the wire, its line end included
 * @param head the first {@value #HEAD} bytes of the line as text, foreign and unescaped: never log it above TRACE
 */
public record Junk(Kind kind, long bytes, String head) {
	static final int HEAD = 200;

	/** What was wrong. */
	public enum Kind {
		/** not JSON, or more than one value in the line */
		NOT_JSON,
		/** JSON, but neither request, notification nor answer */
		NOT_RPC,
		/** longer than {@link JsonRpcPeer.Options#maxLineBytes()}, or nested or numerous beyond what is sane */
		OVERSIZE,
		/** bytes that are not UTF-8 were replaced by U+FFFD; the line is processed all the same */
		INVALID_UTF8,
		/** an answer to a call that was never made, or to none at all */
		UNKNOWN_ID,
		/** an answer to a call that has its outcome already */
		DUPLICATE_ANSWER
	}

	static Junk of(Kind kind, LineReader.Line line) {
		return new Junk(kind, line.wireBytes(),
				new String(line.bytes(), 0, Math.min(HEAD, line.length()), StandardCharsets.UTF_8));
	}
}
