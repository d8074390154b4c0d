package dev.umbra.ui.internal.session;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/** Words about the session where the person looks, with at most one button; takes no room while there is nothing to say. */
final class InlineBar {
	enum Tone {
		NOTICE, WARNING, ERROR
	}

	private final Composite bar;
	private final Label words;
	private final Button button;
	private Tone tone = Tone.NOTICE;
	private @Nullable Runnable action;

	/** @param parent with a grid of one column */
	InlineBar(Composite parent) {
		bar = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginHeight = Space.TIGHT;
		layout.marginWidth = Space.INSET;
		layout.horizontalSpacing = Space.NEAR;
		bar.setLayout(layout);
		words = new Label(bar, SWT.WRAP);
		words.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		button = new Button(bar, SWT.PUSH);
		button.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
		button.addListener(SWT.Selection, event -> {
			Runnable now = action;
			if (now != null) {
				now.run();
			}
		});
		bar.addListener(SWT.Paint, this::paint);
		GridData place = new GridData(SWT.FILL, SWT.FILL, true, false);
		place.exclude = true;
		bar.setLayoutData(place);
		bar.setVisible(false);
	}

	/** @param label of the button, or null for none */
	void show(Tone newTone, String text, @Nullable String label, @Nullable Runnable newAction) {
		action = newAction;
		boolean same = bar.getVisible() && tone == newTone && text.equals(words.getText())
				&& button.getText().equals(label == null ? "" : label);
		if (same) {
			return;
		}
		tone = newTone;
		words.setText(text.replace("&", "&&"));
		button.setText(label == null ? "" : label);
		((GridData) button.getLayoutData()).exclude = label == null;
		button.setVisible(label != null);
		visible(true);
		bar.redraw();
	}

	void hide() {
		if (bar.getVisible()) {
			visible(false);
		}
	}

	void paint(Palette palette) {
		bar.setBackground(palette.raised());
		words.setBackground(palette.raised());
		words.setForeground(palette.text());
	}

	private void visible(boolean visible) {
		((GridData) bar.getLayoutData()).exclude = !visible;
		bar.setVisible(visible);
		bar.layout();
		bar.getParent().layout();
	}

	private void paint(Event event) {
		Palette palette = Palette.of(bar);
		Color color = switch (tone) {
		case NOTICE -> palette.accent();
		case WARNING -> palette.warning();
		case ERROR -> palette.error();
		};
		event.gc.setBackground(color);
		event.gc.fillRectangle(0, 0, 3, bar.getClientArea().height);
	}
}
