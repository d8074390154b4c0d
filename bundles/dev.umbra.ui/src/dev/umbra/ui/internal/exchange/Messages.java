package dev.umbra.ui.internal.exchange;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String cancel;
	public static String browse;
	public static String no_host;
	public static String no_host_hint;
	public static String file_relative;
	public static String file_missing;
	public static String file_large;
	public static String file_coding;
	public static String file_unreadable;
	public static String file_unwritten;
	public static String file_there;
	public static String file_name;
	public static String folder_missing;
	public static String import_title;
	public static String import_files;
	public static String import_note;
	public static String import_preview;
	public static String import_nothing;
	public static String import_yes;
	public static String import_refused;
	public static String import_fields;
	public static String import_command;
	public static String column_kind;
	public static String column_name;
	public static String column_action;
	public static String column_words;
	public static String kind_persona;
	public static String kind_team;
	public static String action_new;
	public static String action_changed;
	public static String action_same;
	public static String action_refused;
	public static String export_title;
	public static String export_form;
	public static String export_md;
	public static String export_json;
	public static String export_team_note;
	public static String export_folder;
	public static String export_note;
	public static String export_absolute;
	public static String export_yes;
	public static String replace_title;
	public static String replace_text;
	public static String replace_yes;
	public static String close;
	public static String column_about;
	public static String others_title;
	public static String others_person;
	public static String others_hint;
	public static String others_look;
	public static String others_looking;
	public static String others_list;
	public static String others_preview;
	public static String others_note;
	public static String others_none;
	public static String others_copy;
	public static String others_copied;
	public static String others_runtime;
	public static String others_model;
	public static String others_provider;
	public static String others_names;
	public static String others_command;
	public static String others_relay;

	static {
		initializeMessages("dev.umbra.ui.internal.exchange.messages", Messages.class);
	}

	private Messages() {
	}
}
