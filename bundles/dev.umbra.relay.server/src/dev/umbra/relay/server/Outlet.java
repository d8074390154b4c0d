package dev.umbra.relay.server;

/** The way to one client. Any thread. */
interface Outlet {
	/** Sends a frame, never waits; a client that has not taken what was sent before is dropped instead. */
	void send(String frame);

	/** Waits until the client has taken most of what was sent, 30 seconds at most; then it is dropped. False: it is gone. */
	boolean awaitRoom() throws InterruptedException;

	/** Ends the connection with a status of RFC 6455 and words. */
	void close(int status, String reason);
}
