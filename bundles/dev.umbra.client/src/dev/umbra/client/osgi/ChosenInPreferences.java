package dev.umbra.client.osgi;

import java.util.function.Consumer;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.IEclipsePreferences.IPreferenceChangeListener;
import org.eclipse.core.runtime.preferences.InstanceScope;

import dev.umbra.client.store.Polling;
import dev.umbra.client.store.SessionStore.Choices;

/**
 * What the person chose of how the host is asked, and each change of it, from the preferences of the present workspace. Made
 * late, when a window asks for something: before, it may not be known yet which workspace that is.
 */
final class ChosenInPreferences implements AutoCloseable {
	private final IEclipsePreferences node;
	private final IPreferenceChangeListener listener;

	/**
	 * @param chosen told at once, and of each change on the thread that makes it; must not block
	 * @throws IllegalStateException if this framework has no place for preferences
	 */
	ChosenInPreferences(Consumer<Choices> chosen) {
		node = InstanceScope.INSTANCE.getNode(Choices.NODE);
		listener = event -> chosen.accept(read());
		node.addPreferenceChangeListener(listener);
		chosen.accept(read());
	}

	private Choices read() {
		return new Choices(Polling.of(node.get(Choices.POLLING, Choices.USUAL.polling().word())),
				node.getBoolean(Choices.PUSH, Choices.USUAL.push()));
	}

	@Override
	public void close() {
		node.removePreferenceChangeListener(listener);
	}
}
