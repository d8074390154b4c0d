package dev.umbra.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.wire.Codec;

/** A client that shares no code with ours: lines on the socket. */
final class RawClient implements AutoCloseable {
	private final SocketChannel channel;
	private final OutputStream out;
	private final BufferedReader in;
	private int lastId;

	RawClient(Path socket) {
		try {
			channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
			out = Channels.newOutputStream(channel);
			in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	void send(byte[] bytes) {
		try {
			out.write(bytes);
			out.flush();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	void line(String line) {
		send((line + "\n").getBytes(StandardCharsets.UTF_8));
	}

	/** The whole answer, with {@code result} or {@code error}. Notifications are passed over. */
	JsonNode call(String method, ObjectNode params) {
		int id = ++lastId;
		line(Codec.json(Codec.object().put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", params)));
		try {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				JsonNode message = Codec.parse(line);
				if (message.path("id").asInt() == id) {
					return message;
				}
			}
			throw new AssertionError("the connection ended before " + method + " was answered");
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	JsonNode hello(String protocol) {
		ObjectNode hello = Codec.object().put("protocol", protocol).put("version", "9.8.7").put("client", "raw");
		hello.putArray("features");
		return call("hello", hello);
	}

	@Override
	public void close() {
		try {
			channel.close();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
