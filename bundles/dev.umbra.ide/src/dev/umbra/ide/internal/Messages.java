package dev.umbra.ide.internal;

import org.eclipse.osgi.util.NLS;

/** Texts for people, from {@code messages.properties}. */
final class Messages extends NLS {
	public static String choice_message;
	public static String choice_new;
	public static String choice_none;
	public static String choice_session;
	public static String choice_untitled;
	public static String open_failed;
	public static String open_folder;
	public static String open_look;
	public static String open_missing;
	public static String open_noEditor;
	public static String open_noFile;
	public static String open_noWindow;
	public static String open_relative;
	public static String open_unreadable;
	public static String preferences_about;
	public static String preferences_absent;
	public static String preferences_asking;
	public static String preferences_close;
	public static String preferences_closeAsk;
	public static String preferences_closeKeep;
	public static String preferences_closeStop;
	public static String preferences_connect;
	public static String preferences_folder;
	public static String preferences_host;
	public static String preferences_noRelays;
	public static String preferences_old;
	public static String preferences_refresh;
	public static String preferences_restart;
	public static String preferences_restartTip;
	public static String preferences_restarting;
	public static String preferences_state;
	public static String preferences_updates;
	public static String send_noComposer;
	public static String send_nothing;
	public static String send_title;
	public static String send_tooLong;

	static {
		NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
	}

	private Messages() {
	}
}
