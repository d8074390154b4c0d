package dev.umbra.ui.internal.session;

import java.util.function.Supplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/** Words about the session where the person looks, with at most two buttons; takes no room while there is nothing to say. */
final class InlineBar {
	enum Tone {
		NOTICE, WARNING, ERROR
	}

	/** Made when there is something to say for the first time: most sessions never need it, and every tab would pay for it. */
	private record Content(Label words, Button button, Button other) {
	}

	private final Composite bar;
	private @Nullable Content content;
	private @Nullable Palette painted;
	private Tone tone = Tone.NOTICE;
	private String said = "";
	private @Nullable Runnable action;
	private @Nullable Runnable otherAction;

	/** @param parent with a grid of one column */
	InlineBar(Composite parent) {
		bar = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(3, false);
		layout.marginHeight = Space.TIGHT;
		layout.marginWidth = Space.INSET;
		layout.horizontalSpacing = Space.NEAR;
		bar.setLayout(layout);
		bar.addListener(SWT.Paint, this::paint);
		GridData place = new GridData(SWT.FILL, SWT.FILL, true, false);
		place.exclude = true;
		bar.setLayoutData(place);
		bar.setVisible(false);
	}

	private Content content() {
		Content made = content;
		if (made == null) {
			Label words = new Label(bar, SWT.WRAP);
			words.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
			Button other = button(() -> otherAction);
			made = new Content(words, button(() -> action), other);
			content = made;
			OwnColours.keep(bar);
			if (painted != null) {
				paint(painted);
			}
		}
		return made;
	}

	private Button button(Supplier<@Nullable Runnable> chosen) {
		Button made = new Button(bar, SWT.PUSH);
		GridData place = new GridData(SWT.END, SWT.CENTER, false, false);
		place.exclude = true;
		made.setLayoutData(place);
		made.setVisible(false);
		made.addListener(SWT.Selection, event -> {
			Runnable now = chosen.get();
			if (now != null) {
				now.run();
			}
		});
		return made;
	}

	/** @param label of the button, or null for none */
	void show(Tone newTone, String text, @Nullable String label, @Nullable Runnable newAction) {
		show(newTone, text, label, newAction, null, null);
	}

	/** @param label of the button, or null for none @param otherLabel of one before it, or null for none */
	void show(Tone newTone, String text, @Nullable String label, @Nullable Runnable newAction, @Nullable String otherLabel,
			@Nullable Runnable newOther) {
		action = newAction;
		otherAction = newOther;
		Content shown = content();
		boolean same = bar.getVisible() && tone == newTone && text.equals(said) && is(shown.button(), label) && is(shown.other(), otherLabel);
		if (same) {
			return;
		}
		tone = newTone;
		said = text;
		shown.words().setText(text.replace("&", "&&"));
		label(shown.button(), label);
		label(shown.other(), otherLabel);
		visible(true);
		bar.redraw();
	}

	private static boolean is(Button one, @Nullable String label) {
		return one.getText().equals(label == null ? "" : label);
	}

	private static void label(Button one, @Nullable String label) {
		one.setText(label == null ? "" : label);
		((GridData) one.getLayoutData()).exclude = label == null;
		one.setVisible(label != null);
	}

	void hide() {
		if (bar.getVisible()) {
			visible(false);
		}
	}

	void paint(Palette palette) {
		painted = palette;
		bar.setBackground(palette.raised());
		Content made = content;
		if (made != null) {
			made.words().setBackground(palette.raised());
			made.words().setForeground(palette.text());
		}
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
