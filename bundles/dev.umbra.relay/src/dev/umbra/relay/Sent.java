package dev.umbra.relay;

/**
 * An event of ours on its way to a relay, for one row of the outbox.
 *
 * @param said what it says
 * @param deletion of the row; {@code version} likewise: only that row is cleared
 * @param last whether the row is done with it; false for a deletion request that a grave follows
 */
record Sent(Received said, boolean deletion, long version, boolean last) {
	/** The relay has it: the row goes if it still is the same, and what that means for head and record is decided. */
	void accepted(Working working, Receiving receiving) {
		if (last) {
			working.done(said.relay(), deletion, version);
		}
		receiving.accepted(working, said);
	}
}
