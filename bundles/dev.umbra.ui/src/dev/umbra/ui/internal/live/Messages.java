package dev.umbra.ui.internal.live;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String age_ago;
	public static String age_days;
	public static String age_hours;
	public static String age_minutes;
	public static String age_now;
	public static String age_underAMinute;
	public static String call_broke;
	public static String no_host;
	public static String no_host_hint;
	public static String updates_title;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.live.messages", Messages.class);
	}

	private Messages() {
	}
}
