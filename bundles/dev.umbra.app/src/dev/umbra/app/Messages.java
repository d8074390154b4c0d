package dev.umbra.app;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, from {@code messages.properties}. Fields are public because {@link NLS} sets only such. */
final class Messages extends NLS {
	public static String About_name = "";
	public static String About_title = "";
	public static String About_version = "";
	public static String Closing_title = "";
	public static String Closing_one = "";
	public static String Closing_many = "";
	public static String Closing_sessions = "";
	public static String Closing_silently = "";
	public static String Gallery_title = "";

	static {
		NLS.initializeMessages("dev.umbra.app.messages", Messages.class);
	}

	private Messages() {
	}
}
