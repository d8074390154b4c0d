package dev.umbra.core.port;

import dev.umbra.core.Failure;

/** The store could not do what was asked. {@link #passing} failures (disk full, busy) may succeed when tried again. */
public final class StoreException extends RuntimeException {
	private static final long serialVersionUID = 1L;
	private final transient Failure failure;
	private final boolean passing;

	public StoreException(Failure failure, boolean passing, Throwable cause) {
		super(failure.message(), cause);
		this.failure = failure;
		this.passing = passing;
	}

	public Failure failure() {
		return failure;
	}

	public boolean passing() {
		return passing;
	}
}
