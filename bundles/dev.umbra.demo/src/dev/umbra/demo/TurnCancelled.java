package dev.umbra.demo;

/** Unwinds a turn that was cancelled. Not an error. */
final class TurnCancelled extends RuntimeException {
	private static final long serialVersionUID = 1L;

	TurnCancelled() {
		super("the turn was cancelled", null, false, false);
	}
}
