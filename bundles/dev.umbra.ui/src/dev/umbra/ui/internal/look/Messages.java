package dev.umbra.ui.internal.look;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String notice_dismiss;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.look.messages", Messages.class);
	}

	private Messages() {
	}
}
