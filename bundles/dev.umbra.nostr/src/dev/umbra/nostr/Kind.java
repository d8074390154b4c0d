package dev.umbra.nostr;

/** Kinds of events that this program knows, and what a kind's number says about how relays keep it (NIP-01). */
public final class Kind {
	/** NIP-09: the author asks to forget events. */
	public static final int DELETION = 5;
	public static final int AGENT_PROFILE = 10100;
	/** NIP-42: a client says who it is; never stored, never forwarded. */
	public static final int AUTH = 22242;
	public static final int PERSONA = 30175;
	public static final int TEAM = 30176;
	public static final int MANAGED_AGENT = 30177;
	/** The highest number a kind can have. */
	public static final int HIGHEST = 65535;

	/** How a relay keeps events of a kind. */
	public enum Keeping {
		/** All of them. */
		REGULAR,
		/** The newest of each author. */
		REPLACEABLE,
		/** None: they are only forwarded. */
		EPHEMERAL,
		/** The newest of each author and {@code d} tag. */
		ADDRESSABLE
	}

	private Kind() {
	}

	public static Keeping keeping(int kind) {
		if (kind >= 30000 && kind < 40000) {
			return Keeping.ADDRESSABLE;
		}
		if (kind >= 20000 && kind < 30000) {
			return Keeping.EPHEMERAL;
		}
		return kind == 0 || kind == 3 || kind >= 10000 && kind < 20000 ? Keeping.REPLACEABLE : Keeping.REGULAR;
	}
}
