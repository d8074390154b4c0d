package dev.umbra.app;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;

/** What the person chose about the window, kept in the workbench's own folder. */
final class Preferences {
	static final String NODE = "dev.umbra.ui";
	/** {@code system}, {@code light} or {@code dark}. */
	static final String THEME = "theme";
	/** {@code true}: say nothing when the window closes while agents work. */
	static final String CLOSE_SILENTLY = "close.silently";
	private static final System.Logger LOG = System.getLogger(Preferences.class.getName());

	private Preferences() {
	}

	static IEclipsePreferences node() {
		return InstanceScope.INSTANCE.getNode(NODE);
	}

	/** Writes it at once; a disk that refuses costs the choice at the next start, not this one. */
	static void put(String key, String value) {
		IEclipsePreferences node = node();
		node.put(key, value);
		try {
			node.flush();
		} catch (BackingStoreException e) {
			LOG.log(System.Logger.Level.WARNING, "the preference " + key + " could not be written", e);
		}
	}
}
