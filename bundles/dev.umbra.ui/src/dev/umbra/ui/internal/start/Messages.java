package dev.umbra.ui.internal.start;

import org.eclipse.osgi.util.NLS;

final class Messages extends NLS {
	public static String about;
	public static String agent;
	public static String agent_demo;
	public static String agent_found;
	public static String agent_name;
	public static String agent_none;
	public static String below;
	public static String browse;
	public static String browse_tip;
	public static String browse_title;
	public static String folder;
	public static String folder_home;
	public static String folder_name;
	public static String folder_new;
	public static String folder_none;
	public static String looking;
	public static String prompt;
	public static String prompt_hint;
	public static String recent;
	public static String recent_name;
	public static String recent_untitled;
	public static String recent_where;
	public static String start;
	public static String start_tip;
	public static String start_hint;
	public static String starting;
	public static String title;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.start.messages", Messages.class);
	}

	private Messages() {
	}
}
