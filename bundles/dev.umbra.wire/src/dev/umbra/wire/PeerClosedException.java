package dev.umbra.wire;

import org.jspecify.annotations.Nullable;

/** The connection is closed or broken: the call was not answered, or the message was not sent. Says which peer. */
public final class PeerClosedException extends RuntimeException {
	private static final long serialVersionUID = 1L;

	public PeerClosedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}
}
