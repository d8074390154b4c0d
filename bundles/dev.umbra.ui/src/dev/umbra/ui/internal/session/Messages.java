package dev.umbra.ui.internal.session;

import org.eclipse.osgi.util.NLS;

final class Messages extends NLS {
	public static String title_new;
	public static String no_host;
	public static String no_host_hint;
	public static String retry;
	public static String dismiss;
	public static String reading;
	public static String cannot_read;
	public static String unreachable_since;
	public static String stale_kept;
	public static String queue_paused;
	public static String interrupted;
	public static String not_sent;
	public static String send_unreachable;
	public static String file_copied;
	public static String file_outside;
	public static String file_missing;
	public static String status_pending;
	public static String status_starting;
	public static String status_running;
	public static String status_waiting_permission;
	public static String status_waiting_input;
	public static String status_waiting_key;
	public static String status_idle;
	public static String status_interrupted;
	public static String status_completed;
	public static String status_cancelled;
	public static String status_failed;
	public static String status_old;
	public static String header_mode;
	public static String header_branch;
	public static String header_usage;
	public static String header_used;
	public static String header_folder_tip;
	public static String header_agent_tip;
	public static String header_model_tip;
	public static String header_mode_tip;
	public static String header_branch_tip;
	public static String header_usage_tip;
	public static String composer_name;
	public static String composer_hint;
	public static String composer_hint_running;
	public static String composer_keys;
	public static String composer_tip;
	public static String send;
	public static String send_tip;
	public static String queue;
	public static String queue_tip;
	public static String stop;
	public static String stop_tip;
	public static String queued;
	public static String sending;
	public static String stopping;
	public static String draft_not_kept;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.session.messages", Messages.class);
	}

	private Messages() {
	}
}
