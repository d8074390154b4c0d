package dev.umbra.app;

import org.eclipse.core.runtime.preferences.IEclipsePreferences.IPreferenceChangeListener;
import org.eclipse.core.runtime.preferences.IEclipsePreferences.PreferenceChangeEvent;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.ui.css.swt.theme.ITheme;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;

/**
 * Light or dark, as the person chose, else as the system is, also when either changes while the window is open. The
 * property {@code umbra.theme} wins over the preference. On the SWT thread.
 */
final class ThemeFollower {
	/** The workbench takes the first theme from this property; its own way of keeping one would outlast the system's change. */
	private static final String FIRST_THEME = "cssTheme";
	private final Display display;
	private final IEclipseContext context;
	/** Once we told the platform to be dark, SWT calls the system dark: only what it said before counts then. */
	private boolean systemIsDark = Display.isSystemDarkTheme();
	private boolean nativeIsOurs;

	ThemeFollower(Display display, IEclipseContext context) {
		this.display = display;
		this.context = context;
	}

	/** Before the workbench is rendered. */
	void start() {
		System.setProperty(FIRST_THEME, choice().theme(systemIsDark));
		useNative(choice());
		IPreferenceChangeListener changed = this::changed;
		Preferences.node().addPreferenceChangeListener(changed);
		display.addListener(SWT.Settings, event -> display.asyncExec(this::settingsChanged));
		display.addListener(SWT.Dispose, event -> Preferences.node().removePreferenceChangeListener(changed));
	}

	static ThemeChoice choice() {
		String property = System.getProperty("umbra.theme");
		return ThemeChoice.of(property != null ? property : Preferences.node().get(Preferences.THEME, null));
	}

	private void changed(PreferenceChangeEvent event) {
		if (event.getKey().equals(Preferences.THEME) && !display.isDisposed()) {
			display.asyncExec(this::apply);
		}
	}

	private void settingsChanged() {
		if (!nativeIsOurs) {
			systemIsDark = Display.isSystemDarkTheme();
			apply();
		}
	}

	private void apply() {
		IThemeEngine engine = context.get(IThemeEngine.class);
		if (display.isDisposed() || engine == null) {
			return;
		}
		ThemeChoice choice = choice();
		useNative(choice);
		String wanted = choice.theme(systemIsDark);
		ITheme present = engine.getActiveTheme();
		if (present == null || !present.getId().equals(wanted)) {
			engine.setTheme(wanted, false);
		}
	}

	/** While we follow the system, the platform's own widgets follow it without us. */
	private void useNative(ThemeChoice choice) {
		boolean dark = choice.dark(systemIsDark);
		if (dark != systemIsDark || nativeIsOurs) {
			nativeIsOurs = dark != systemIsDark;
			NativeTheme.use(dark);
		}
	}
}
