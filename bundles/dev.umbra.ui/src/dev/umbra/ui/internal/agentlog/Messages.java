package dev.umbra.ui.internal.agentlog;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String agent_name;
	public static String kind_name;
	public static String kind_log;
	public static String kind_log_tip;
	public static String kind_traffic;
	public static String kind_traffic_tip;
	public static String search_name;
	public static String search_hint;
	public static String tools_name;
	public static String copy_tip;
	public static String clear_tip;
	public static String menu_copy;
	public static String menu_clear;
	public static String lines_name;
	public static String detail_name;
	public static String detail_cut;
	public static String retry;
	public static String foot_none;
	public static String foot_empty;
	public static String foot_lost;
	public static String foot_secrets;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.agentlog.messages", Messages.class);
	}

	private Messages() {
	}
}
