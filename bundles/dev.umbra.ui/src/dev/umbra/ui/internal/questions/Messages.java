package dev.umbra.ui.internal.questions;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String permission_heading;
	public static String permission_heading_host;
	public static String permission_more;
	public static String permission_command;
	public static String permission_title;
	public static String permission_show_all;
	public static String permission_show_all_tip;
	public static String permission_showing;
	public static String permission_paths;
	public static String permission_sandbox;
	public static String permission_answering;
	public static String permission_reject_all;
	public static String permission_reject_all_tip;
	public static String permission_rule;
	public static String permission_rule_tip;
	public static String waiting_place;
	public static String answering;
	public static String copy;
	public static String input_form;
	public static String input_page;
	public static String input_send;
	public static String input_done;
	public static String input_decline;
	public static String input_decline_tip;
	public static String input_cancel;
	public static String input_cancel_tip;
	public static String input_required;
	public static String input_address;
	public static String input_open;
	public static String input_unopened;
	public static String input_no_page;
	public static String field_required;
	public static String field_empty;
	public static String field_unchosen;
	public static String field_few;
	public static String field_many;
	public static String field_short;
	public static String field_long;
	public static String field_pattern;
	public static String field_email;
	public static String field_uri;
	public static String field_date;
	public static String field_time;
	public static String field_number;
	public static String field_integer;
	public static String field_small;
	public static String field_large;
	public static String field_json;
	public static String hint_date;
	public static String hint_time;
	public static String hint_uri;
	public static String hint_email;
	public static String hint_number;
	public static String hint_integer;
	public static String hint_json;
	public static String login_heading;
	public static String login_title;
	public static String login_none;
	public static String login_terminal;
	public static String login_command;
	public static String login_open;
	public static String login_open_tip;
	public static String login_looking;
	public static String login_no_terminal;
	public static String login_opening;
	public static String login_opened;
	public static String login_unopened;
	public static String login_running;
	public static String login_cancel;
	public static String login_cancel_tip;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.questions.messages", Messages.class);
	}

	private Messages() {
	}
}
