package dev.umbra.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/**
 * A blocking socket channel as two streams that may be used at the same time by two threads. (The JDK's own adapters take
 * one lock for both directions in some releases.) Closing the input ends the reading alone, so that answers that are on
 * their way still leave; closing the output closes the channel.
 */
public final class SocketStreams {
	private static final System.Logger LOG = System.getLogger(SocketStreams.class.getName());

	private SocketStreams() {
	}

	/** Reads; a channel closed by ourselves reads as end of file. Closing wakes a thread that reads. */
	public static InputStream in(SocketChannel channel) {
		return new InputStream() {
			@Override
			public int read() throws IOException {
				byte[] one = new byte[1];
				return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
			}

			@Override
			public int read(byte[] into, int offset, int length) throws IOException {
				if (length == 0) {
					return 0;
				}
				try {
					return channel.read(ByteBuffer.wrap(into, offset, length));
				} catch (ClosedChannelException e) {
					return -1;
				}
			}

			@Override
			public void close() {
				try {
					channel.shutdownInput();
				} catch (IOException e) {
					LOG.log(System.Logger.Level.TRACE, "nothing to shut down", e);
				}
			}
		};
	}

	/** Writes all it is given. */
	public static OutputStream out(SocketChannel channel) {
		return new OutputStream() {
			@Override
			public void write(int b) throws IOException {
				write(new byte[] { (byte) b }, 0, 1);
			}

			@Override
			public void write(byte[] from, int offset, int length) throws IOException {
				ByteBuffer buffer = ByteBuffer.wrap(from, offset, length);
				while (buffer.hasRemaining()) {
					channel.write(buffer);
				}
			}

			@Override
			public void close() throws IOException {
				channel.close();
			}
		};
	}
}
