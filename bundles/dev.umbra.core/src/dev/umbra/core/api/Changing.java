package dev.umbra.core.api;

import dev.umbra.core.CommandId;

/** A call that changes something: repeated with the same id it returns the first result and does nothing twice. */
public interface Changing {
	CommandId command();
}
