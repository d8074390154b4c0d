package dev.umbra.nostr;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

/** A key, a text or an encrypted payload is not what it should be. The failure says what is wrong with it, never its content. */
public final class NostrException extends FailureException {
	private static final long serialVersionUID = 1L;

	public NostrException(Failure failure) {
		super(failure);
	}

	static NostrException unusable(String message, String hint) {
		return new NostrException(Failure.usage(message, hint));
	}
}
