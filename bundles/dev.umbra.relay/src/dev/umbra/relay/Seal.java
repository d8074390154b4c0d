package dev.umbra.relay;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.UnsignedEvent;

/** What only the holder of an identity's private key can do, and the checking of what others signed. Any thread. */
interface Seal {
	PublicKey identity();

	Event sign(UnsignedEvent event);

	/** Whether id and signature are true. */
	boolean verify(Event event);

	/** For this identity's eyes only. @throws dev.umbra.core.FailureException in words, if it is too long */
	String hide(String text);

	/** @throws dev.umbra.core.FailureException in words, if it was not hidden by this identity, or was changed */
	String open(String payload);

	/**
	 * What stands for a record's name where it must not be seen: the same on every device of the identity, random to everybody else. So
	 * two devices that send one record to a new relay meet at one coordinate.
	 */
	String hidden(RecordKind kind, String name);

	/** Whether that may stand for a name. */
	boolean hides(String name);
}
