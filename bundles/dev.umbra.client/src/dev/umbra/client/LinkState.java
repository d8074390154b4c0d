package dev.umbra.client;

/** Where the connection to the host stands. */
public enum LinkState {
	/** A host answers; what was followed is being re-attached. */
	CONNECTED,
	/** The connection ended and was not closed by us. */
	LOST
}
