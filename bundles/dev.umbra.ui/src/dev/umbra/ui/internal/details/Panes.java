package dev.umbra.ui.internal.details;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

import dev.umbra.ui.internal.look.Space;

/** How the panes of the part are laid out. On the SWT thread. */
final class Panes {
	private Panes() {
	}

	static void grid(Composite composite, int columns, int margin) {
		GridLayout layout = new GridLayout(columns, false);
		layout.marginWidth = layout.marginHeight = margin;
		layout.verticalSpacing = Space.TIGHT;
		layout.horizontalSpacing = Space.NEAR;
		composite.setLayout(layout);
	}

	/** As wide as there is room, and wrapped there. */
	static Label wide(Label label) {
		GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
		data.widthHint = 1;
		label.setLayoutData(data);
		return label;
	}

	/** An ampersand is one, not a mnemonic; the same words again change nothing. */
	static void set(Label label, String words) {
		String text = words.replace("&", "&&");
		if (!text.equals(label.getText())) {
			label.setText(text);
		}
	}
}
