package dev.umbra.ui.internal.editors;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String save;
	public static String save_tip;
	public static String undo;
	public static String undo_tip;
	public static String redo;
	public static String redo_tip;
	public static String history;
	public static String history_tip;
	public static String duplicate;
	public static String duplicate_tip;
	public static String loading;
	public static String again;
	public static String close;
	public static String cancel;
	public static String revert;
	public static String resumed;
	public static String conflict;
	public static String show_differences;
	public static String keep_mine;
	public static String take_theirs;
	public static String decide_later;
	public static String keep_as_new;
	public static String differences_title;
	public static String differences_note;
	public static String mine;
	public static String theirs;
	public static String mine_of;
	public static String theirs_of;
	public static String history_title;
	public static String history_looking;
	public static String history_none;
	public static String history_note;
	public static String history_list;
	public static String history_time;
	public static String history_why;
	public static String history_who;
	public static String history_preview;
	public static String history_restore;
	public static String why_edited;
	public static String why_received;
	public static String why_conflict;
	public static String why_deleted;
	public static String why_restored;
	public static String name;
	public static String model;
	public static String provider;
	public static String persona_new;
	public static String persona_deleted;
	public static String persona_built_in;
	public static String persona_description;
	public static String persona_prompt;
	public static String persona_running;
	public static String persona_runtime;
	public static String persona_command;
	public static String persona_teams;
	public static String persona_names;
	public static String persona_more;
	public static String persona_avatar;
	public static String answering;
	public static String answering_note;
	public static String answering_to;
	public static String answering_allowed;
	public static String answering_parallelism;
	public static String device_heading;
	public static String device_note;
	public static String device_active;
	public static String device_shared;
	public static String device_source;
	public static String device_unconfirmed;
	public static String device_confirm;
	public static String device_confirm_title;
	public static String device_confirm_question;
	public static String device_allow;
	public static String team_new;
	public static String team_deleted;
	public static String team_description;
	public static String team_instructions;
	public static String team_members;
	public static String member_up;
	public static String member_down;
	public static String member_remove;
	public static String member_add;
	public static String member_choice;
	public static String member_missing;
	public static String agent_new;
	public static String agent_deleted;
	public static String agent_note;
	public static String agent_persona;
	public static String agent_no_persona;
	public static String agent_own;
	public static String agent_own_note;
	public static String agent_prompt;
	public static String agent_add_elsewhere;
	public static String agent_add_elsewhere_hint;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.editors.messages", Messages.class);
	}

	private Messages() {
	}
}
