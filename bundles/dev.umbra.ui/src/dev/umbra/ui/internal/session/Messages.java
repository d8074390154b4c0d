package dev.umbra.ui.internal.session;

import org.eclipse.osgi.util.NLS;

final class Messages extends NLS {
	static String title_new;
	static String no_host;
	static String no_host_hint;
	static String retry;
	static String dismiss;
	static String reading;
	static String cannot_read;
	static String unreachable_since;
	static String stale_kept;
	static String queue_paused;
	static String interrupted;
	static String not_sent;
	static String send_unreachable;
	static String file_copied;
	static String file_outside;
	static String file_missing;
	static String status_pending;
	static String status_starting;
	static String status_running;
	static String status_waiting_permission;
	static String status_waiting_input;
	static String status_waiting_key;
	static String status_idle;
	static String status_interrupted;
	static String status_completed;
	static String status_cancelled;
	static String status_failed;
	static String status_old;
	static String header_mode;
	static String header_branch;
	static String header_usage;
	static String header_used;
	static String header_folder_tip;
	static String header_agent_tip;
	static String header_model_tip;
	static String header_mode_tip;
	static String header_branch_tip;
	static String header_usage_tip;
	static String composer_name;
	static String composer_hint;
	static String composer_hint_running;
	static String composer_keys;
	static String composer_tip;
	static String send;
	static String send_tip;
	static String queue;
	static String queue_tip;
	static String stop;
	static String stop_tip;
	static String queued;
	static String sending;
	static String stopping;
	static String draft_not_kept;
	static String permission_heading;
	static String permission_heading_host;
	static String permission_more;
	static String permission_command;
	static String permission_paths;
	static String permission_sandbox;
	static String permission_answering;
	static String permission_keys;
	static String permission_option_name;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.session.messages", Messages.class);
	}

	private Messages() {
	}
}
