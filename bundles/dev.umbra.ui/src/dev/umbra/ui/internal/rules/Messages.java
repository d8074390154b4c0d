package dev.umbra.ui.internal.rules;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String title;
	public static String order;
	public static String list;
	public static String column_effect;
	public static String column_what;
	public static String column_agent;
	public static String column_name;
	public static String remove;
	public static String add;
	public static String close;
	public static String new_rule;
	public static String field_effect;
	public static String field_agent;
	public static String field_kind;
	public static String field_command;
	public static String field_path;
	public static String field_name;
	public static String hint_command;
	public static String hint_path;
	public static String hint_name;
	public static String note;
	public static String any_agent;
	public static String gone_agent;
	public static String any_kind;
	public static String effect_deny;
	public static String effect_ask;
	public static String effect_allow;
	public static String what_any;
	public static String what_command;
	public static String what_path;
	public static String problem_everything;
	public static String problem_nothing;
	public static String problem_dots;
	public static String problem_lines;
	public static String problem_name;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.rules.messages", Messages.class);
	}

	private Messages() {
	}
}
