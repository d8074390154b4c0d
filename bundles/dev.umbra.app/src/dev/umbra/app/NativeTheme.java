package dev.umbra.app;

import java.lang.reflect.InvocationTargetException;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;

/**
 * What the operating system draws itself (menus, scroll bars, the title) follows the style sheets only if SWT tells it so.
 * The call for it is public in SWT's internal class {@code OS}, which has a package of its own on each platform, so it is
 * found by name. Without it the window is as usable as before, with bright menus.
 */
final class NativeTheme {
	private static final System.Logger LOG = System.getLogger(NativeTheme.class.getName());

	private NativeTheme() {
	}

	/** On the SWT thread. */
	static void use(boolean dark) {
		String os = "org.eclipse.swt.internal." + SWT.getPlatform() + ".OS";
		try {
			Class.forName(os, true, Display.class.getClassLoader()).getMethod("setTheme", boolean.class).invoke(null, dark);
		} catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
			LOG.log(System.Logger.Level.INFO, "menus and scroll bars keep the system's theme: " + e);
		}
	}
}
