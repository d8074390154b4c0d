package dev.umbra.ui.internal.activity;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String agent_name;
	public static String search_name;
	public static String search_hint;
	public static String table_name;
	public static String tools_name;
	public static String tip_copy;
	public static String tip_refresh;
	public static String menu_open;
	public static String menu_fold;
	public static String menu_unfold;
	public static String row_folded;
	public static String row_unfolded;
	public static String lines_reading;
	public static String lines_none;
	public static String lines_more;
	public static String lines_deleted;
	public static String menu_copy;
	public static String menu_refresh;
	public static String session_untitled;
	public static String kind_prompt;
	public static String kind_message;
	public static String kind_thought;
	public static String kind_tool;
	public static String kind_plan;
	public static String kind_permission;
	public static String kind_input;
	public static String kind_notice;
	public static String kind_error;
	public static String kind_sub_session;
	public static String kind_session_started;
	public static String kind_session_ended;
	public static String kind_agent_started;
	public static String kind_agent_stopped;
	public static String kind_agent_crashed;
	public static String kind_done;
	public static String kind_unknown;
	public static String status_pending;
	public static String status_running;
	public static String status_done;
	public static String status_failed;
	public static String status_cancelled;
	public static String status_expired;
	public static String older_removed;
	public static String older_elsewhere;
	public static String starting_title;
	public static String starting_text;
	public static String unreachable_title;
	public static String unreachable_text;
	public static String bar_unreachable;
	public static String nobody_title;
	public static String nobody_text;
	public static String reading_title;
	public static String reading_text;
	public static String unread_title;
	public static String unread_text;
	public static String empty_title;
	public static String empty_text;
	public static String empty_session;
	public static String nomatch_title;
	public static String nomatch_text;
	public static String nomatch_clear;
	public static String retry;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.activity.messages", Messages.class);
	}

	private Messages() {
	}
}
