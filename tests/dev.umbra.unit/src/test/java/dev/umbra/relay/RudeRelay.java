package dev.umbra.relay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

import dev.umbra.core.Threads;
import dev.umbra.nostr.Event;

/**
 * A relay that speaks WebSocket byte by byte, and has nothing stored: once a client has read that, it does what a test says, with frames that no
 * library would send.
 */
final class RudeRelay implements AutoCloseable {
	static final int TEXT = 1;
	static final int BINARY = 2;
	static final int MORE = 0;
	private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
	private final ServerSocket server;
	private final Script script;
	private final AtomicInteger connections = new AtomicInteger();

	/** What happens on a connection after the client has read all; an exception ends the connection. */
	interface Script {
		/** @param nr of the connection, from 1 */
		void run(Peer peer, int nr) throws IOException;
	}

	RudeRelay(Script script) {
		this.script = script;
		try {
			server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		Threads.virtual("rude-relay", this::accept);
	}

	String url() {
		return "ws://127.0.0.1:" + server.getLocalPort();
	}

	int connections() {
		return connections.get();
	}

	private void accept() {
		while (!server.isClosed()) {
			try {
				Socket socket = server.accept();
				Threads.virtual("rude-relay-peer", () -> serve(socket));
			} catch (IOException closed) {
				return;
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
			String key = key(in);
			if (key == null) {
				socket.getOutputStream().write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				return;
			}
			socket.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept(key)
					+ "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			new Peer(in, socket.getOutputStream(), connections.incrementAndGet()).converse();
		} catch (IOException gone) {
			// the client has left
		}
	}

	/** @return the key of a handshake; null if it only asks for the document */
	private static String key(DataInputStream in) throws IOException {
		String key = null;
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		while (true) {
			int b = in.readUnsignedByte();
			if (b != '\n') {
				line.write(b);
				continue;
			}
			String text = line.toString(StandardCharsets.US_ASCII).strip();
			line.reset();
			if (text.isEmpty()) {
				return key;
			}
			if (text.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
				key = text.substring(18).strip();
			}
		}
	}

	private static String accept(String key) {
		try {
			return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII)));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	@Override
	public void close() {
		try {
			server.close();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** One connection. */
	final class Peer {
		private final DataInputStream in;
		private final OutputStream out;
		private final int nr;
		private String live = "";

		private Peer(DataInputStream in, OutputStream out, int nr) {
			this.in = in;
			this.out = out;
			this.nr = nr;
		}

		private void converse() throws IOException {
			while (true) {
				int first = in.readUnsignedByte();
				int second = in.readUnsignedByte();
				long length = second & 0x7f;
				length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
				byte[] mask = in.readNBytes(4);
				byte[] payload = in.readNBytes(Math.toIntExact(length));
				for (int i = 0; i < payload.length; i++) {
					payload[i] ^= mask[i % 4];
				}
				if ((first & 0x0f) == TEXT) {
					heard(new String(payload, StandardCharsets.UTF_8));
				}
			}
		}

		private void heard(String message) throws IOException {
			if (!message.startsWith("[\"REQ\"")) {
				return;
			}
			String subscription = message.split("\"")[3];
			text("[\"EOSE\",\"" + subscription + "\"]");
			if (subscription.startsWith("live-")) {
				live = subscription;
			} else if (subscription.startsWith("directory-")) {
				script.run(this, nr);
			}
		}

		void text(String message) throws IOException {
			frame(TEXT, true, message.getBytes(StandardCharsets.UTF_8));
		}

		/** A live event. */
		void found(Event event) throws IOException {
			text(message(event));
		}

		String message(Event event) {
			return "[\"EVENT\",\"" + live + "\"," + event.json() + "]";
		}

		void frame(int kind, boolean last, byte[] payload) throws IOException {
			ByteArrayOutputStream head = new ByteArrayOutputStream();
			head.write((last ? 0x80 : 0) | kind);
			if (payload.length < 126) {
				head.write(payload.length);
			} else if (payload.length < 1 << 16) {
				head.write(126);
				head.write(payload.length >> 8);
				head.write(payload.length);
			} else {
				head.write(127);
				for (int shift = 56; shift >= 0; shift -= 8) {
					head.write((int) ((long) payload.length >> shift));
				}
			}
			out.write(head.toByteArray());
			out.write(payload);
			out.flush();
		}
	}
}
