package dev.umbra.ui.internal.agents;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String agent_removed;
	public static String call_broke;
	public static String cancel;
	public static String kind_demo;
	public static String demo_name;
	public static String state_stopped;
	public static String state_starting;
	public static String state_ready_since;
	public static String state_working_on;
	public static String state_working_since;
	public static String state_waiting_on;
	public static String state_waiting_since;
	public static String state_backing_off;
	public static String state_failed;
	public static String state_with_error;
	public static String session_untitled;
	public static String session_active;
	public static String session_resting;
	public static String session_pending;
	public static String session_starting;
	public static String session_running;
	public static String session_waiting;
	public static String session_idle;
	public static String session_interrupted;
	public static String session_completed;
	public static String session_cancelled;
	public static String session_failed;
	public static String tree_name;
	public static String toolbar_name;
	public static String search_name;
	public static String search_hint;
	public static String tip_new_agent;
	public static String tip_new_session;
	public static String tip_start;
	public static String tip_stop;
	public static String tip_remove;
	public static String menu_open;
	public static String menu_new_session;
	public static String menu_start;
	public static String menu_stop;
	public static String menu_remove;
	public static String menu_new_agent;
	public static String starting_title;
	public static String starting_text;
	public static String empty_title;
	public static String empty_text;
	public static String empty_demo;
	public static String empty_new;
	public static String nomatch_title;
	public static String nomatch_text;
	public static String nomatch_clear;
	public static String unreachable_title;
	public static String unreachable_text;
	public static String unreachable_start;
	public static String failed_title;
	public static String failed_retry;
	public static String bar_unreachable;
	public static String bar_starting;
	public static String bar_ending;
	public static String stop_title;
	public static String stop_one;
	public static String stop_many;
	public static String stop_anyway;
	public static String stop_yes;
	public static String remove_title;
	public static String remove_text;
	public static String remove_session;
	public static String remove_sessions;
	public static String remove_anyway;
	public static String remove_yes;
	public static String remove_force;
	public static String dialog_title;
	public static String dialog_heading;
	public static String dialog_choose;
	public static String dialog_presets;
	public static String dialog_looking;
	public static String dialog_own;
	public static String dialog_own_where;
	public static String dialog_installed;
	public static String dialog_installed_version;
	public static String dialog_builtin;
	public static String dialog_missing;
	public static String dialog_name;
	public static String dialog_program;
	public static String dialog_browse;
	public static String dialog_browse_program;
	public static String dialog_browse_folder;
	public static String dialog_arguments;
	public static String dialog_environment;
	public static String dialog_environment_note;
	public static String dialog_folder;
	public static String dialog_folder_hint;
	public static String dialog_autostart;
	public static String dialog_add;
	public static String dialog_adding;
	public static String dialog_presets_failed;
	public static String problem_name_empty;
	public static String problem_name_long;
	public static String problem_name_control;
	public static String problem_name_taken;
	public static String problem_program;
	public static String problem_env_line;
	public static String problem_env_name;
	public static String problem_folder_relative;
	public static String problem_folder_missing;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.agents.messages", Messages.class);
	}

	private Messages() {
	}
}
