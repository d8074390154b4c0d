package dev.umbra.core.relay;

/** How a connection to a relay stands. */
public enum RelayState {
	CONNECTING,
	/** Connected; the relay wants to know who asks (NIP-42). */
	AUTHENTICATING,
	/** Reading the history; what is new meanwhile is held until it is read. */
	READING,
	/** All is read, and what is new comes by itself. */
	LIVE,
	/** Live, but the history could not be read whole: {@link RelayStatus#words} say why. */
	INCOMPLETE,
	/** Not connected, or silent; it is tried again by itself. */
	WAITING,
	/** The relay refuses this identity; it is tried again when the person says so. */
	REFUSED
}
