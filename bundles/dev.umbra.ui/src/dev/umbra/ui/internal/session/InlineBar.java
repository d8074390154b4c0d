package dev.umbra.ui.internal.session;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/** Words about the session where the person looks, with a few buttons; takes no room while there is nothing to say. */
final class InlineBar {
	enum Tone {
		NOTICE, WARNING, ERROR
	}

	/** Made when there is something to say for the first time: most sessions never need it, and every tab would pay for it. */
	private record Content(Label words, Composite buttons) {
	}

	/** What a button does. */
	record Action(String label, Runnable run) {
	}

	/** So many stand beside the words; more stand below them. */
	private static final int BESIDE = 2;

	private final Composite bar;
	private @Nullable Content content;
	private @Nullable Palette painted;
	private Tone tone = Tone.NOTICE;
	private String said = "";
	private List<Action> actions = List.of();

	/** @param parent with a grid of one column */
	InlineBar(Composite parent) {
		bar = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
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
			Composite buttons = new Composite(bar, SWT.NONE);
			buttons.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
			RowLayout row = new RowLayout(SWT.HORIZONTAL);
			row.marginLeft = row.marginTop = row.marginRight = row.marginBottom = 0;
			row.spacing = Space.NEAR;
			buttons.setLayout(row);
			made = new Content(words, buttons);
			content = made;
			OwnColours.keep(bar);
			if (painted != null) {
				paint(painted);
			}
		}
		return made;
	}

	private void button(Composite row, int index) {
		Button made = new Button(row, SWT.PUSH);
		made.setText(actions.get(index).label());
		made.addListener(SWT.Selection, event -> {
			// what a click does may have changed what is offered
			if (index < actions.size()) {
				actions.get(index).run().run();
			}
		});
	}

	/** @param label of the button, or null for none */
	void show(Tone newTone, String text, @Nullable String label, @Nullable Runnable action) {
		show(newTone, text, label == null || action == null ? List.of() : List.of(new Action(label, action)));
	}

	/** @param offered side by side, in this order */
	void show(Tone newTone, String text, List<Action> offered) {
		List<String> before = labels();
		actions = List.copyOf(offered);
		if (bar.getVisible() && tone == newTone && text.equals(said) && before.equals(labels())) {
			return;
		}
		Content shown = content();
		tone = newTone;
		said = text;
		shown.words().setText(text.replace("&", "&&"));
		for (Control old : shown.buttons().getChildren()) {
			old.dispose();
		}
		for (int i = 0; i < actions.size(); i++) {
			button(shown.buttons(), i);
		}
		boolean below = actions.size() > BESIDE;
		((GridData) shown.words().getLayoutData()).horizontalSpan = below ? 2 : 1;
		((GridData) shown.buttons().getLayoutData()).horizontalSpan = below ? 2 : 1;
		((GridData) shown.buttons().getLayoutData()).exclude = actions.isEmpty();
		shown.buttons().setVisible(!actions.isEmpty());
		visible(true);
		bar.redraw();
	}

	private List<String> labels() {
		return actions.stream().map(Action::label).toList();
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
			made.buttons().setBackground(palette.raised());
		}
	}

	private void visible(boolean visible) {
		((GridData) bar.getLayoutData()).exclude = !visible;
		bar.setVisible(visible);
		bar.layout(true, true);
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
