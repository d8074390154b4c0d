package dev.umbra.ui.internal.gallery;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String said;
	public static String written;
	public static String coded;
	public static String called;
	public static String changed;
	public static String asked;
	public static String told;
	public static String odd;
	public static String everything;
	public static String chapters;
	public static String dark;
	public static String followed;
	public static String find;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.gallery.messages", Messages.class);
	}

	private Messages() {
	}
}
