package dev.umbra.host;

/** Told when a session comes into memory and when it leaves it. */
interface MailboxWatcher {
	/** With the monitor of its inbox; must not wait. */
	void awake(SessionMailbox mailbox);

	/** It rests, or has ended; likewise. */
	void rests(SessionMailbox mailbox);

	/** Something may have come to its end, so that a session may rest in a while. Without a monitor; must not wait. */
	void quiet();
}
