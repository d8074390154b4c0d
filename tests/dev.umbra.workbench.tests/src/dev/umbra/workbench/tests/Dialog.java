package dev.umbra.workbench.tests;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** A dialog that is open, on the window's thread. */
record Dialog(Shell shell) {
	/** Whether its words contain these. */
	boolean says(String words) {
		return Window.controls(shell, Label.class, Control::isVisible).stream().anyMatch(label -> label.getText().contains(words));
	}

	/** Its one control of a kind that can be edited. */
	<C extends Control> C only(Class<C> kind) {
		List<C> found = Window.controls(shell, kind, control -> control.isVisible() && control.isEnabled() && (control.getStyle() & SWT.READ_ONLY) == 0);
		if (found.size() != 1) {
			throw new AssertionError(found.size() + " of " + kind.getSimpleName() + " in " + shell.getText());
		}
		return found.getFirst();
	}

	/** A click. @param name as it is read, without the mark of its key */
	void press(String name) {
		List<Button> buttons = Window.controls(shell, Button.class, Control::isVisible);
		Window.press(buttons.stream().filter(button -> Names.of(button).equals(name)).findFirst()
				.orElseThrow(() -> new AssertionError("no button \"" + name + "\" but " + buttons.stream().map(Names::of).toList())));
	}

	boolean isGone() {
		return shell.isDisposed();
	}
}
