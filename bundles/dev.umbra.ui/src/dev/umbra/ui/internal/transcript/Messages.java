package dev.umbra.ui.internal.transcript;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String you;
	public static String message_cancelled;
	public static String message_cut;
	public static String thinking;
	public static String thought;
	public static String tool_read;
	public static String tool_edit;
	public static String tool_delete;
	public static String tool_move;
	public static String tool_search;
	public static String tool_execute;
	public static String tool_think;
	public static String tool_fetch;
	public static String tool_switch_mode;
	public static String tool_other;
	public static String tool_orphan;
	public static String tool_input;
	public static String tool_output;
	public static String tool_terminal;
	public static String status_pending;
	public static String status_running;
	public static String status_done;
	public static String status_failed;
	public static String status_cancelled;
	public static String status_expired;
	public static String new_file;
	public static String line_ends_only;
	public static String line_ends_too;
	public static String nothing_changes;
	public static String not_compared;
	public static String more_lines;
	public static String plan;
	public static String plan_progress;
	public static String permission_waiting;
	public static String permission_asked;
	public static String permission_chosen;
	public static String permission_chosen_by;
	public static String permission_cancelled;
	public static String permission_expired;
	public static String error;
	public static String unknown;
	public static String name;
	public static String empty;
	public static String text_reading;
	public static String to_end;
	public static String to_end_one;
	public static String to_end_many;
	public static String newer_below;
	public static String older_loading;
	public static String open_web;
	public static String copy_target;
	public static String copy;
	public static String copy_path_done;
	public static String select_all;
	public static String copy_markdown;
	public static String open_entry;
	public static String open_all;
	public static String fold_all;
	public static String find;
	public static String toggle_tip;
	public static String diff_name;
	public static String permission_allowed_by;
	public static String permission_rejected_by;
	public static String permission_decided;
	public static String input_waiting;
	public static String input_asked;
	public static String input_accepted;
	public static String input_visited;
	public static String input_declined;
	public static String input_cancelled;
	public static String input_yes;
	public static String input_no;
	public static String login_waiting;
	public static String login_asked;
	public static String compaction_running;
	public static String compaction_done;
	public static String compaction_failed;
	public static String compaction_cancelled;
	public static String compaction_other;
	public static String enclosure_image;
	public static String enclosure_audio;
	public static String enclosure_text;
	public static String enclosure_binary;
	public static String enclosure_link;
	public static String enclosure_look;
	public static String enclosure_save;
	public static String size_bytes;
	public static String size_kilo;
	public static String size_mega;
	public static String terminal_running;
	public static String terminal_stop;
	public static String terminal_stop_tip;
	public static String terminal_exit;
	public static String terminal_signal;
	public static String terminal_ended;
	public static String terminal_folder;
	public static String terminal_left_out;
	public static String terminal_earlier;

	public static String output_whole;
	public static String output_whole_tip;
	public static String output_longer;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.transcript.messages", Messages.class);
	}

	private Messages() {
	}
}
