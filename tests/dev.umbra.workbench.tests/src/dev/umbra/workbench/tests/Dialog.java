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

	/** Its control of this accessible name. */
	<C extends Control> C named(Class<C> kind, String name) {
		return Window.controls(shell, kind, control -> control.isVisible() && Names.of(control).equals(name)).stream().findFirst()
				.orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " \"" + name + "\" in " + shell.getText()));
	}

	/** @param name as it is read, without the mark of its key */
	Button button(String name) {
		List<Button> buttons = Window.controls(shell, Button.class, Control::isVisible);
		return buttons.stream().filter(button -> Names.of(button).equals(name)).findFirst()
				.orElseThrow(() -> new AssertionError("no button \"" + name + "\" but " + buttons.stream().map(Names::of).toList()));
	}

	/** A click; what is checked by a click is the other way round then. */
	void press(String name) {
		Button button = button(name);
		if ((button.getStyle() & SWT.CHECK) != 0) {
			button.setSelection(!button.getSelection());
		}
		Window.press(button);
	}

	/** One of several that exclude each other, as a click does it. */
	void choose(String name) {
		Button chosen = button(name);
		for (Control each : chosen.getParent().getChildren()) {
			if (each instanceof Button other && (other.getStyle() & SWT.RADIO) != 0) {
				other.setSelection(other == chosen);
			}
		}
		Window.press(chosen);
	}

	boolean isGone() {
		return shell.isDisposed();
	}
}
