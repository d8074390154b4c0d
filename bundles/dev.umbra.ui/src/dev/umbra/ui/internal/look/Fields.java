package dev.umbra.ui.internal.look;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

/** The fields of dialogs, one below the other, each with its name above and what is wrong with it below. On the SWT thread. */
public final class Fields {
	private Fields() {
	}

	/** A grid without margins. */
	public static Composite grid(Composite parent, int columns) {
		Composite composite = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(columns, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.verticalSpacing = Space.TIGHT;
		composite.setLayout(layout);
		composite.setLayoutData(wide());
		return composite;
	}

	public static GridData wide() {
		return new GridData(SWT.FILL, SWT.CENTER, true, false);
	}

	public static Label label(Composite parent, String text) {
		Label label = new Label(parent, SWT.NONE);
		label.setText(text);
		return label;
	}

	/** Second in rank, wrapped. */
	public static Label note(Composite parent, String text) {
		Label note = new Label(parent, SWT.WRAP);
		note.setText(text.replace("&", "&&"));
		note.setForeground(Palette.of(parent).dim());
		GridData data = wide();
		data.widthHint = 200;
		note.setLayoutData(data);
		Painted.byUs(note);
		return note;
	}

	/** Words in red; without room until there are some. */
	public static Label problem(Composite parent) {
		Label label = new Label(parent, SWT.WRAP);
		label.setForeground(Palette.of(parent).error());
		GridData data = wide();
		data.widthHint = 200;
		data.exclude = true;
		label.setLayoutData(data);
		label.setVisible(false);
		Painted.byUs(label);
		return label;
	}

	/** @param words null for none @return whether something changed, so that a new layout is due */
	public static boolean say(Label problem, @Nullable String words) {
		String shown = words == null ? "" : words.replace("&", "&&");
		if (problem.getText().equals(shown)) {
			return false;
		}
		problem.setText(shown);
		show(problem, words != null);
		return true;
	}

	/** With or without room; the layout data is a {@link GridData}. */
	public static void show(Control control, boolean wanted) {
		((GridData) control.getLayoutData()).exclude = !wanted;
		control.setVisible(wanted);
	}

	/** On or off, and looks so: a theme that colours the text of fields is asked again. */
	public static void enable(Control control, boolean wanted) {
		if (control.getEnabled() != wanted) {
			control.setEnabled(wanted);
			control.reskin(SWT.NONE);
		}
	}

	/** A field of one line. @param name for who hears it */
	public static Text line(Composite parent, String name, int style) {
		Text text = Named.named(new Text(parent, SWT.BORDER | SWT.SINGLE | style), name);
		GridData data = wide();
		data.widthHint = 160;
		text.setLayoutData(data);
		return text;
	}

	/** A field of some lines; tab leaves it, as everywhere in a dialog. */
	public static Text lines(Composite parent, String name, int count) {
		Text text = Named.named(new Text(parent, SWT.BORDER | SWT.MULTI | SWT.V_SCROLL), name);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, false);
		data.heightHint = text.getLineHeight() * count;
		data.widthHint = 160;
		text.setLayoutData(data);
		text.addListener(SWT.Traverse, e -> {
			if (e.detail == SWT.TRAVERSE_TAB_NEXT || e.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
				e.doit = true;
			}
		});
		return text;
	}

	/** A button as wide as the column it is in. */
	public static Button button(Composite parent, String label, Runnable run) {
		Button button = new Button(parent, SWT.PUSH);
		button.setText(label);
		button.setLayoutData(wide());
		button.addListener(SWT.Selection, event -> run.run());
		return button;
	}
}
