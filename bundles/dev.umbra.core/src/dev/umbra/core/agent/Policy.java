package dev.umbra.core.agent;

import java.util.Locale;

/** What an agent may do without being asked about, where no rule decides. */
public enum Policy {
	/** The person is asked about everything. */
	ASK,
	/** What only reads, searches or thinks goes on. */
	ALLOW_READS,
	/** Reads, and edits inside the session's folders; never what is protected there (docs/formats/rules.md). */
	ALLOW_EDITS,
	/** Everything goes on; shown in red wherever the agent is shown. */
	ALLOW_ALL;

	/** The word of the store, the wire and the command line, for example {@code allow_reads}. */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}
}
