package dev.umbra.ui.internal.commands;

import org.eclipse.osgi.util.NLS;

final class Messages extends NLS {
	public static String exported;
	public static String failed_title;
	public static String rename_empty;
	public static String rename_text;
	public static String rename_title;

	static {
		NLS.initializeMessages("dev.umbra.ui.internal.commands.messages", Messages.class);
	}

	private Messages() {
	}
}
