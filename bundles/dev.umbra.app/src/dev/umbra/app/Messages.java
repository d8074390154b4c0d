package dev.umbra.app;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, from {@code messages.properties}. */
final class Messages extends NLS {
	static String About_name = "";
	static String About_title = "";
	static String About_version = "";
	static String Closing_title = "";
	static String Closing_one = "";
	static String Closing_many = "";
	static String Closing_silently = "";

	static {
		NLS.initializeMessages("dev.umbra.app.messages", Messages.class);
	}

	private Messages() {
	}
}
