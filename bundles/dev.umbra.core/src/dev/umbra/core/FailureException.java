package dev.umbra.core;

/** Carries a {@link Failure} through code that returns plain values; each boundary turns it into an {@link Outcome}. */
public class FailureException extends RuntimeException {
	private static final long serialVersionUID = 1L;
	private final transient Failure failure;

	public FailureException(Failure failure) {
		super(failure.message());
		this.failure = failure;
	}

	public FailureException(Failure failure, Throwable cause) {
		super(failure.message(), cause);
		this.failure = failure;
	}

	public Failure failure() {
		return failure;
	}
}
