package dev.umbra.ui.internal.agents;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;

import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;

/** The top of the part: a search field, and beside it, or in a narrow part below it, the buttons. On the SWT thread. */
final class SearchLine {
	/** What the field needs to be of use beside the buttons, in points. */
	private static final int LEAST = 80;
	private final Composite root;
	private final Composite line;
	private final Text field;

	/** @param changed told when something else is searched for @param down told when the person wants to go on to the rows */
	SearchLine(Composite root, Runnable changed, Runnable down) {
		this.root = root;
		line = new Composite(root, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = Space.NEAR;
		layout.marginHeight = Space.TIGHT;
		layout.horizontalSpacing = Space.TIGHT;
		line.setLayout(layout);
		line.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		field = Named.named(new Text(line, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), Messages.search_name);
		field.setMessage(Messages.search_hint);
		GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
		// so that a narrow part gives its room to the buttons
		data.widthHint = LEAST;
		field.setLayoutData(data);
		field.addListener(SWT.Modify, e -> changed.run());
		field.addListener(SWT.KeyDown, e -> {
			if (e.keyCode == SWT.ARROW_DOWN) {
				down.run();
			} else if (e.keyCode == SWT.ESC) {
				clear();
			}
		});
	}

	/** Where the buttons belong. */
	Composite line() {
		return line;
	}

	String words() {
		return field.getText();
	}

	void clear() {
		field.setText("");
	}

	/** In a narrow part the buttons get a line of their own, so that none is cut off. */
	void fold(Control buttons) {
		GridLayout layout = (GridLayout) line.getLayout();
		int beside = buttons.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + LEAST + layout.horizontalSpacing + 2 * layout.marginWidth;
		int columns = root.getClientArea().width < beside ? 1 : 2;
		if (layout.numColumns != columns) {
			layout.numColumns = columns;
			root.layout(true, true);
		}
	}

	void recolor(Color background) {
		line.setBackground(background);
	}
}
