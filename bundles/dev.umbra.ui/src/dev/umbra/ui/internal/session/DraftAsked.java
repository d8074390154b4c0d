package dev.umbra.ui.internal.session;

/**
 * When a session's draft is asked for: once, as soon as the session is live, and again as long as that was not answered. The service that
 * is asked may come while a question that went without it is still under way. Pure; on one thread.
 */
final class DraftAsked {
	private boolean asked;
	/** A service came since the draft was asked for. */
	private boolean served;

	/** The session is live. @return whether to ask now */
	boolean live() {
		if (asked) {
			return false;
		}
		asked = true;
		served = false;
		return true;
	}

	/** A service came. @return whether to ask now */
	boolean served(boolean live) {
		served = true;
		return live && live();
	}

	/** The question was not answered. @return whether to ask again at once; else when the host or a service comes */
	boolean refused(boolean live) {
		asked = false;
		return served && live && live();
	}

	/** Whether it was asked for, and that was not in vain. */
	boolean isAsked() {
		return asked;
	}
}
