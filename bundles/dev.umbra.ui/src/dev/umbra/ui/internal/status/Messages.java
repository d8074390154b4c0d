package dev.umbra.ui.internal.status;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String name;
	public static String host_ready;
	public static String host_starting;
	public static String host_unreachable;
	public static String host_ending;
	public static String host_restarts;
	public static String host_restarting;
	public static String host_older;
	public static String host_newer;
	public static String host_tip;
	public static String running;
	public static String running_pending;
	public static String running_limit;
	public static String running_tip;
	public static String waiting_none;
	public static String waiting_one;
	public static String waiting_many;
	public static String waiting_tip;
	public static String relays_tip;
	public static String unknown;
	public static String menu_status;
	public static String menu_restart;
	public static String menu_start;
	public static String call_broke;
	public static String megabytes;
	public static String details;
	public static String details_other;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.status.messages", Messages.class);
	}

	private Messages() {
	}
}
