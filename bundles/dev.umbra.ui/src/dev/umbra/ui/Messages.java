package dev.umbra.ui;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String updates_adaptive;
	public static String updates_fixed;
	public static String updates_note;
	public static String updates_off;
	public static String updates_polling;
	public static String updates_push;

	static {
		NLS.initializeMessages("dev.umbra.ui.messages", Messages.class);
	}

	private Messages() {
	}
}
