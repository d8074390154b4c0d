package dev.umbra.ui.internal.enclosures;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String unread;
	public static String too_large;
	public static String image_size;
	public static String image_huge;
	public static String image_format;
	public static String image_unread;
	public static String unnamed;
	public static String save;
	public static String save_title;
	public static String close;
	public static String saved;
	public static String unsaved;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.enclosures.messages", Messages.class);
	}

	private Messages() {
	}
}
