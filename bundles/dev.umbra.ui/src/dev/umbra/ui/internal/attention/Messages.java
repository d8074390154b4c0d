package dev.umbra.ui.internal.attention;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String label;
	public static String label_count;
	public static String session_untitled;
	public static String where_since;
	public static String where_agent_since;
	public static String open_session;
	public static String answer_broke;
	public static String starting_title;
	public static String starting_text;
	public static String empty_title;
	public static String empty_text;
	public static String unreachable_title;
	public static String unreachable_text;
	public static String bar_unreachable;
	public static String retry;
	public static String unknown;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.attention.messages", Messages.class);
	}

	private Messages() {
	}
}
