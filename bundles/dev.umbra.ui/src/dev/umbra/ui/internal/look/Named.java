package dev.umbra.ui.internal.look;

import java.util.function.Supplier;

import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.widgets.Control;

/** Names for who cannot see the window. On the SWT thread. */
public final class Named {
	private Named() {
	}

	public static <C extends Control> C named(C control, String name) {
		return named(control, () -> name);
	}

	/** @param name asked anew each time somebody wants to know */
	public static <C extends Control> C named(C control, Supplier<String> name) {
		control.getAccessible().addAccessibleListener(new AccessibleAdapter() {
			@Override
			public void getName(AccessibleEvent event) {
				event.result = name.get();
			}
		});
		return control;
	}
}
