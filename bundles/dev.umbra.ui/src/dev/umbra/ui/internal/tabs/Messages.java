package dev.umbra.ui.internal.tabs;

import org.eclipse.osgi.util.NLS;

final class Messages extends NLS {
	public static String all_column_agent;
	public static String all_column_folder;
	public static String all_column_title;
	public static String all_list;
	public static String all_search;
	public static String all_show;
	public static String all_title;
	public static String closing_below;
	public static String closing_failed;
	public static String closing_keep;
	public static String closing_many;
	public static String closing_one;
	public static String closing_remember;
	public static String closing_stop;
	public static String closing_title;
	public static String closing_untitled;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.tabs.messages", Messages.class);
	}

	private Messages() {
	}
}
