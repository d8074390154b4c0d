package dev.umbra.ui.internal.history;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String table_name;
	public static String tools_name;
	public static String search_name;
	public static String search_hint;
	public static String in_texts;
	public static String in_texts_tip;
	public static String tip_filter;
	public static String tip_reopen;
	public static String tip_export;
	public static String tip_delete;
	public static String menu_open;
	public static String menu_reopen;
	public static String menu_export;
	public static String menu_copy_id;
	public static String menu_delete;
	public static String retry;
	public static String filter_agent;
	public static String filter_any_agent;
	public static String filter_state;
	public static String filter_any_state;
	public static String filter_working;
	public static String filter_waiting;
	public static String filter_idle;
	public static String filter_interrupted;
	public static String filter_failed;
	public static String filter_open;
	public static String filter_closed;
	public static String filter_days;
	public static String filter_any_day;
	public static String filter_today;
	public static String filter_week;
	public static String filter_month;
	public static String filter_range;
	public static String filter_from;
	public static String filter_until;
	public static String filter_folder;
	public static String folder_problem;
	public static String days_problem;
	public static String row_untitled;
	public static String row_entry;
	public static String row_entries;
	public static String row_closed;
	public static String kind_prompt;
	public static String kind_message;
	public static String kind_thought;
	public static String kind_tool;
	public static String kind_plan;
	public static String kind_question;
	public static String kind_notice;
	public static String kind_error;
	public static String kind_unknown;
	public static String starting_title;
	public static String starting_text;
	public static String reading_title;
	public static String reading_text;
	public static String unreachable_title;
	public static String unreachable_text;
	public static String bar_unreachable;
	public static String failed_title;
	public static String empty_title;
	public static String empty_text;
	public static String nomatch_title;
	public static String nomatch_text;
	public static String nomatch_titles;
	public static String nomatch_texts;
	public static String nomatch_clear;
	public static String foot_full;
	public static String reopen_failed;
	public static String delete_title;
	public static String delete_text;
	public static String delete_open;
	public static String delete_backups;
	public static String delete_no_backups;
	public static String delete_yes;
	public static String delete_done;
	public static String delete_failed;
	public static String export_title;
	public static String export_format;
	public static String export_md;
	public static String export_html;
	public static String export_json;
	public static String export_file;
	public static String export_browse;
	public static String export_note;
	public static String export_yes;
	public static String export_progress;
	public static String export_reading;
	public static String export_written;
	public static String export_done;
	public static String export_cancelled;
	public static String export_replace_title;
	public static String export_replace;
	public static String export_replace_yes;
	public static String export_absolute;
	public static String export_no_name;
	public static String export_no_folder;
	public static String export_exists;
	public static String export_not_written;
	public static String export_broke;
	public static String no_host;
	public static String no_host_hint;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.history.messages", Messages.class);
	}

	private Messages() {
	}
}
