package dev.umbra.ui.internal.git;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String branch_detached;
	public static String branch_unborn;
	public static String clean;
	public static String commit_many;
	public static String commit_none;
	public static String commit_one;
	public static String commit_tip;
	public static String commit_tip_files;
	public static String commit_tip_message;
	public static String committing;
	public static String conflicted;
	public static String copy;
	public static String copy_hash;
	public static String diff_all;
	public static String diff_counts;
	public static String diff_cut;
	public static String diff_kind;
	public static String diff_noSession;
	public static String diff_noStaged;
	public static String diff_noWorking;
	public static String diff_session;
	public static String diff_staged;
	public static String diff_title;
	public static String diff_working;
	public static String file_added;
	public static String file_binary;
	public static String file_conflicted;
	public static String file_deleted;
	public static String file_from;
	public static String file_ignored;
	public static String file_modified;
	public static String file_onlyPartly;
	public static String file_onlyStaged;
	public static String file_outside;
	public static String file_partly;
	public static String file_renamed;
	public static String file_staged;
	public static String file_unchanged;
	public static String files_hidden;
	public static String files_more;
	public static String files_name;
	public static String files_none;
	public static String files_others;
	public static String files_touched;
	public static String heading;
	public static String last_commit;
	public static String last_commit_age;
	public static String menu_copy;
	public static String menu_discard;
	public static String menu_open;
	public static String menu_stage;
	public static String menu_unstage;
	public static String message;
	public static String message_tip;
	public static String modified;
	public static String no_host;
	public static String no_host_hint;
	public static String operation_bisect;
	public static String operation_cherryPick;
	public static String operation_mailbox;
	public static String operation_merge;
	public static String operation_rebase;
	public static String operation_revert;
	public static String questions_goOn;
	public static String questions_title;
	public static String reading;
	public static String refresh;
	public static String staged;
	public static String stashes;
	public static String submodule;
	public static String tip_all;
	public static String tip_refresh;
	public static String tip_worktree;
	public static String tools_name;
	public static String undo;
	public static String untracked;
	public static String upstream_ahead;
	public static String upstream_behind;
	public static String upstream_both;
	public static String upstream_even;
	public static String upstream_gone;
	public static String worktree;
	public static String worktree_again;
	public static String worktree_ahead;
	public static String worktree_create;
	public static String worktree_even;
	public static String worktree_lost;
	public static String worktree_merge;
	public static String worktree_missing;
	public static String worktree_remove;
	public static String worktree_revert;
	public static String worktree_takenBack;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.git.messages", Messages.class);
	}

	private Messages() {
	}
}
