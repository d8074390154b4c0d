package dev.umbra.relay;

import dev.umbra.core.relay.RelayState;

/** The socket, as far as a {@link Conversation} needs it. */
interface Line {
	void send(String frame);

	/** The connection is of no use any more. */
	void end(String why);

	/** The relay refuses this identity: nothing is tried again before the person says so. */
	void refused(String why);

	void state(RelayState state);

	/** Something went wrong that will be tried again. */
	void trouble(String words);
}
