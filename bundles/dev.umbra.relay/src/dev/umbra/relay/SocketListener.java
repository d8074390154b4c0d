package dev.umbra.relay;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Puts what a socket brings into the link's queue: whole messages of bounded length, and never more of them than the reader has asked
 * for. A longer message is skipped and counted; one without an end ends the connection. Called by threads of the HTTP client.
 */
final class SocketListener implements WebSocket.Listener {
	/** UTF-16 code units of a message: no event of ours is a quarter of it. */
	static final int LONGEST = 512 * 1024;
	private static final long ENDLESS = 16L * 1024 * 1024;
	/** Messages that may wait. */
	private static final int AHEAD = 64;
	/** So many that were taken make room for as many more: asking for each by itself costs as much as reading it. */
	static final int AT_ONCE = AHEAD / 2;
	private final BlockingQueue<Heard> queue;
	private final StringBuilder message = new StringBuilder();
	private long skipped;

	SocketListener(BlockingQueue<Heard> queue) {
		this.queue = queue;
	}

	@Override
	public void onOpen(WebSocket socket) {
		socket.request(AHEAD);
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
		String text = "";
		if (skipped > 0 || message.length() + data.length() > LONGEST) {
			skipped += message.length() + data.length();
			message.setLength(0);
		} else {
			// a text is copied at once, what the socket gives would be character by character
			text = data.toString();
			if (!last || !message.isEmpty()) {
				message.append(text);
			}
		}
		if (skipped > ENDLESS) {
			queue.add(new Heard.Lost("The relay sent a message without an end."));
			socket.abort();
		} else if (!last) {
			socket.request(1);
		} else if (skipped > 0) {
			skipped = 0;
			queue.add(new Heard.Odd("a message longer than " + LONGEST + " characters"));
		} else {
			queue.add(new Heard.Text(message.isEmpty() ? text : message.toString()));
			message.setLength(0);
		}
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
		if (last) {
			queue.add(new Heard.Odd("a binary message"));
		} else {
			socket.request(1);
		}
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer data) {
		queue.add(new Heard.Pong());
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
		queue.add(new Heard.Pong());
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
		String words = reason.isBlank() ? "" : ": " + Words.foreign(reason);
		queue.add(new Heard.Lost("The relay closed the connection (" + code + words + ")."));
		return null;
	}

	@Override
	public void onError(WebSocket socket, Throwable error) {
		queue.add(new Heard.Lost("The connection broke: " + error.getMessage()));
	}
}
