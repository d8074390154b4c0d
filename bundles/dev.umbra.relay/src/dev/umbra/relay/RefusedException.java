package dev.umbra.relay;

/** An event is not taken; the message says why, without anything of what it said. It is counted by these words. */
final class RefusedException extends Exception {
	private static final long serialVersionUID = 1L;

	RefusedException(String words) {
		super(words);
	}

	/** Strangers can ask for many. */
	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

	String words() {
		return String.valueOf(getMessage());
	}
}
