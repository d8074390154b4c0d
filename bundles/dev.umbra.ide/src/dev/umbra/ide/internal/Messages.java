package dev.umbra.ide.internal;

import org.eclipse.osgi.util.NLS;

/** Texts for people, from {@code messages.properties}. */
final class Messages extends NLS {
	static String choice_message;
	static String choice_new;
	static String choice_none;
	static String choice_session;
	static String choice_untitled;
	static String open_failed;
	static String open_folder;
	static String open_look;
	static String open_missing;
	static String open_noEditor;
	static String open_noFile;
	static String open_noWindow;
	static String open_relative;
	static String open_unreadable;
	static String preferences_about;
	static String preferences_absent;
	static String preferences_asking;
	static String preferences_close;
	static String preferences_closeAsk;
	static String preferences_closeKeep;
	static String preferences_closeStop;
	static String preferences_connect;
	static String preferences_folder;
	static String preferences_host;
	static String preferences_old;
	static String preferences_refresh;
	static String preferences_restart;
	static String preferences_restartTip;
	static String preferences_restarting;
	static String preferences_state;
	static String send_noComposer;
	static String send_nothing;
	static String send_title;
	static String send_tooLong;

	static {
		NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
	}

	private Messages() {
	}
}
