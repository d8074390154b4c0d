package dev.umbra.ui.internal.transcript;

import org.eclipse.osgi.util.NLS;

final class Messages extends NLS {
	static String you;
	static String message_cancelled;
	static String message_cut;
	static String thinking;
	static String thought;
	static String tool_read;
	static String tool_edit;
	static String tool_delete;
	static String tool_move;
	static String tool_search;
	static String tool_execute;
	static String tool_think;
	static String tool_fetch;
	static String tool_switch_mode;
	static String tool_other;
	static String tool_orphan;
	static String tool_input;
	static String tool_output;
	static String tool_terminal;
	static String status_pending;
	static String status_running;
	static String status_done;
	static String status_failed;
	static String status_cancelled;
	static String status_expired;
	static String new_file;
	static String line_ends_only;
	static String not_compared;
	static String more_lines;
	static String plan;
	static String plan_progress;
	static String permission_waiting;
	static String permission_asked;
	static String permission_chosen;
	static String permission_chosen_by;
	static String permission_cancelled;
	static String permission_expired;
	static String error;
	static String unknown;
	static String name;
	static String empty;
	static String to_end;
	static String to_end_one;
	static String to_end_many;
	static String newer_below;
	static String older_loading;
	static String open_web;
	static String copy_target;
	static String copy;
	static String copy_path_done;
	static String select_all;
	static String toggle_tip;
	static String diff_name;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.transcript.messages", Messages.class);
	}

	private Messages() {
	}
}
