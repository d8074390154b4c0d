package dev.umbra.ui.internal.details;

import org.eclipse.osgi.util.NLS;

final class Messages extends NLS {
	public static String active;
	public static String agent;
	public static String began;
	public static String context;
	public static String context_bar;
	public static String context_of;
	public static String context_unknown;
	public static String context_used;
	public static String cost;
	public static String empty_text;
	public static String empty_title;
	public static String failed;
	public static String interrupted;
	public static String last_known;
	public static String lasting;
	public static String model;
	public static String model_unknown;
	public static String new_session;
	public static String no_host;
	public static String no_host_hint;
	public static String notes;
	public static String notes_add;
	public static String notes_failed;
	public static String notes_folder;
	public static String notes_name;
	public static String notes_replaced;
	public static String notes_hint;
	public static String notes_tip;
	public static String reading;
	public static String refresh;
	public static String retry;
	public static String stale;
	public static String status;
	public static String tokens;
	public static String tokens_in;
	public static String tokens_out;
	public static String untitled;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.details.messages", Messages.class);
	}

	private Messages() {
	}
}
