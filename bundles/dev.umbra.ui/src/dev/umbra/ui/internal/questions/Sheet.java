package dev.umbra.ui.internal.questions;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/** The look that forms and logins have in common, on a composite of one column. On the SWT thread. */
final class Sheet {
	private final Composite root;
	private final Composite view;
	private final List<Control> dim = new ArrayList<>();
	private final List<Control> wrong = new ArrayList<>();
	private final Label place;
	private final Label state;
	private Palette palette;
	private boolean failed;
	private @Nullable Button primary;

	/** @param heading whose question it is @param title what it is about */
	Sheet(Composite view, String heading, String title) {
		this(view, view, heading, title);
	}

	/** @param root the whole of which {@code view} is the part with the words */
	Sheet(Composite root, Composite view, String heading, String title) {
		this.root = root;
		this.view = view;
		palette = Palette.of(root.getParent());
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = Space.INSET + Space.TIGHT;
		layout.marginHeight = Space.NEAR;
		layout.verticalSpacing = Space.TIGHT + 2;
		view.setLayout(layout);
		place = dim(view, "");
		room(place, false);
		dim(view, heading);
		if (!title.isBlank()) {
			label(view, title).setFont(Fonts.bold(view));
		}
		state = new Label(view, SWT.WRAP);
		state.setLayoutData(wide());
		room(state, false);
		edge(view);
		if (root != view) {
			edge(root);
		}
		Named.named(root, heading + " " + title);
	}

	private void edge(Composite composite) {
		composite.addListener(SWT.Paint, event -> {
			event.gc.setBackground(palette.warning());
			event.gc.fillRectangle(0, 0, 3, composite.getClientArea().height);
		});
	}

	/** When all is there: the words about the answer stand below it. */
	void done() {
		state.moveBelow(null);
		OwnColours.keep(root);
		paint(palette);
	}

	static GridData wide() {
		return new GridData(SWT.FILL, SWT.CENTER, true, false);
	}

	static Label label(Composite parent, String words) {
		Label label = new Label(parent, SWT.WRAP);
		label.setText(words.replace("&", "&&"));
		label.setLayoutData(wide());
		return label;
	}

	Label dim(Composite parent, String words) {
		Label label = label(parent, words);
		dim.add(label);
		return label;
	}

	/** Words about what is wrong; without room until there are some. */
	Label wrong(Composite parent) {
		Label label = label(parent, "");
		wrong.add(label);
		room(label, false);
		return label;
	}

	/** @return whether something changed */
	static boolean tell(Label label, @Nullable String words) {
		String shown = words == null ? "" : words.replace("&", "&&");
		if (shown.equals(label.getText())) {
			return false;
		}
		label.setText(shown);
		room(label, words != null);
		return true;
	}

	private static void room(Control control, boolean wanted) {
		((GridData) control.getLayoutData()).exclude = !wanted;
		control.setVisible(wanted);
	}

	Composite row() {
		return row(view);
	}

	Composite row(Composite parent) {
		Composite row = new Composite(parent, SWT.NONE);
		RowLayout layout = new RowLayout(SWT.HORIZONTAL);
		layout.wrap = true;
		layout.spacing = Space.NEAR;
		layout.marginLeft = layout.marginRight = 0;
		layout.marginTop = layout.marginBottom = Space.TIGHT;
		row.setLayout(layout);
		row.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false));
		// a name that is wider than the view ends early, its tooltip has it whole
		row.addListener(SWT.Resize, event -> {
			for (Control each : row.getChildren()) {
				int wanted = each.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + 2 * Space.NEAR;
				((RowData) each.getLayoutData()).width = Math.min(wanted, Math.max(Space.INSET, row.getClientArea().width));
			}
		});
		return row;
	}

	Button button(Composite row, String name, Runnable run) {
		Button button = new Button(row, SWT.PUSH);
		button.setText(name.replace("&", "&&"));
		button.setToolTipText(name.replace("&", "&&"));
		button.setLayoutData(new RowData(button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + 2 * Space.NEAR, SWT.DEFAULT));
		button.addListener(SWT.Selection, event -> run.run());
		return button;
	}

	/** The answer that is meant; coloured while it can be given. */
	void primary(Button button) {
		primary = button;
	}

	/** Below the answers. */
	void say(String words, boolean error) {
		failed = error;
		state.setForeground(error ? palette.error() : palette.dim());
		if (tell(state, words.isEmpty() ? null : words)) {
			view.requestLayout();
		}
	}

	void place(String words) {
		if (tell(place, words.isEmpty() ? null : words)) {
			view.requestLayout();
		}
	}

	/** Colours as they are now; also after something was enabled or disabled. */
	void paint(Palette newPalette) {
		palette = newPalette;
		colour(root);
		dim.forEach(each -> each.setForeground(palette.dim()));
		wrong.forEach(each -> each.setForeground(palette.error()));
		state.setForeground(failed ? palette.error() : palette.dim());
		Button meant = primary;
		if (meant != null) {
			meant.setBackground(meant.isEnabled() ? palette.accent() : null);
			meant.setForeground(meant.isEnabled() ? palette.onAccent() : null);
		}
	}

	void repaint() {
		paint(palette);
	}

	private void colour(Composite composite) {
		composite.setBackground(palette.raised());
		for (Control child : composite.getChildren()) {
			switch (child) {
			case Text text when (text.getStyle() & SWT.READ_ONLY) == 0 -> input(text);
			case StyledText text -> input(text);
			case Table table -> input(table);
			case Combo combo -> input(combo);
			case Composite nested -> colour(nested);
			case Button button when (button.getStyle() & SWT.PUSH) != 0 -> {
				button.setBackground(null);
				button.setForeground(null);
			}
			case Link link -> {
				link.setBackground(palette.raised());
				link.setForeground(palette.text());
				link.setLinkForeground(palette.accent());
			}
			default -> {
				child.setBackground(palette.raised());
				child.setForeground(palette.text());
			}
			}
		}
	}

	private void input(Control control) {
		control.setBackground(palette.surface());
		control.setForeground(palette.text());
	}
}
