package dev.umbra.app;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;

import dev.umbra.ui.ClosingTab;

/** Takes back what the person had remembered about closing tabs and windows: they are asked and told again. */
public final class AskAgainHandler {
	@CanExecute
	boolean can() {
		IEclipsePreferences node = Preferences.node();
		return ClosingTab.read(node) != ClosingTab.ASK || node.getBoolean(Preferences.CLOSE_SILENTLY, false);
	}

	@Execute
	void run() {
		ClosingTab.ASK.write(Preferences.node());
		Preferences.put(Preferences.CLOSE_SILENTLY, Boolean.FALSE.toString());
	}
}
