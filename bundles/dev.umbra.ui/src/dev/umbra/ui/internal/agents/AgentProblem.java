package dev.umbra.ui.internal.agents;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Painted;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/**
 * What went wrong with the selected agent, in full: a row has room for the beginning only. Takes no room while there is
 * nothing. The parent has a {@link GridLayout}. On the SWT thread.
 */
final class AgentProblem extends Composite {
	private final Label icon;
	private final Label text;

	AgentProblem(Composite parent) {
		super(parent, SWT.NONE);
		GridData place = new GridData(SWT.FILL, SWT.BOTTOM, true, false);
		place.exclude = true;
		setLayoutData(place);
		setVisible(false);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = Space.NEAR;
		layout.marginHeight = Space.NEAR;
		layout.horizontalSpacing = Space.NEAR;
		setLayout(layout);
		icon = new Label(this, SWT.NONE);
		icon.setImage(Icons.image(Icon.FAILED));
		icon.setLayoutData(new GridData(SWT.CENTER, SWT.TOP, false, false));
		text = new Label(this, SWT.WRAP);
		text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		Painted.byUs(this, icon, text);
		recolor();
	}

	/** @param words empty for nothing */
	void show(String words) {
		String escaped = words.replace("&", "&&");
		if (!escaped.equals(text.getText())) {
			text.setText(escaped);
			setVisible(!words.isEmpty());
			((GridData) getLayoutData()).exclude = words.isEmpty();
			getParent().layout(true, true);
		}
	}

	/** After a change of the theme. */
	void recolor() {
		Palette palette = Palette.of(getParent());
		setBackground(palette.raised());
		icon.setBackground(palette.raised());
		text.setBackground(palette.raised());
		text.setForeground(palette.text());
	}
}
