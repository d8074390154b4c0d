package dev.umbra.ui.internal.diagnostics;

import org.eclipse.osgi.util.NLS;

/** Texts of this package. */
final class Messages extends NLS {
	public static String axis_minutes;
	public static String bytes;
	public static String bytes_both;
	public static String cache;
	public static String calls;
	public static String calls_failed;
	public static String calls_same;
	public static String chart_bytes;
	public static String chart_calls;
	public static String chart_cpu;
	public static String chart_events;
	public static String chart_memory;
	public static String chart_minutes;
	public static String chart_windows;
	public static String charts_name;
	public static String charts_none_text;
	public static String charts_none_title;
	public static String check_failed;
	public static String check_ok;
	public static String check_warning;
	public static String client;
	public static String client_left;
	public static String clients_all;
	public static String coalesced;
	public static String column_all;
	public static String column_check;
	public static String column_count;
	public static String column_failed;
	public static String column_method;
	public static String column_ok;
	public static String column_same;
	public static String column_state;
	public static String column_thread;
	public static String column_words;
	public static String curve_calls;
	public static String curve_commits;
	public static String curve_cpu;
	public static String curve_failed;
	public static String curve_git;
	public static String curve_in;
	public static String curve_memory;
	public static String curve_out;
	public static String curve_paints;
	public static String curve_pushes;
	public static String curve_refreshes;
	public static String curve_same;
	public static String curve_stale;
	public static String examining;
	public static String git_runs;
	public static String host;
	public static String host_agents;
	public static String host_clients;
	public static String host_cpu;
	public static String host_folder;
	public static String host_mailboxes;
	public static String host_memory;
	public static String host_memory_of;
	public static String host_sessions;
	public static String host_state;
	public static String host_state_since;
	public static String host_store;
	public static String host_threads;
	public static String host_turns;
	public static String host_turns_of;
	public static String host_version;
	public static String host_version_pid;
	public static String host_waiting;
	public static String intervals;
	public static String latency;
	public static String micros;
	public static String millis;
	public static String no_host;
	public static String no_host_hint;
	public static String not_modified;
	public static String nothing_text;
	public static String nothing_title;
	public static String number_share;
	public static String page_calls;
	public static String page_charts;
	public static String page_doctor;
	public static String page_overview;
	public static String page_threads;
	public static String pages_name;
	public static String payloads;
	public static String percent;
	public static String pulls;
	public static String pushes;
	public static String pushes_in;
	public static String reading;
	public static String relay_state;
	public static String relays;
	public static String retry;
	public static String seconds;
	public static String section;
	public static String section_paints;
	public static String spoken;
	public static String spread;
	public static String stale;
	public static String store_commits;
	public static String tip_copy;
	public static String tip_refresh;
	public static String traffic;
	public static String unreachable;
	public static String unreachable_old;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.diagnostics.messages", Messages.class);
	}

	private Messages() {
	}
}
