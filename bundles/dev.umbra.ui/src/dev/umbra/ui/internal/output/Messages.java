package dev.umbra.ui.internal.output;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String title;
	public static String name;
	public static String reading;
	public static String empty;
	public static String lines;
	public static String unread;
	public static String copy;
	public static String copied;
	public static String save;
	public static String close;
	public static String file_name;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.output.messages", Messages.class);
	}

	private Messages() {
	}
}
