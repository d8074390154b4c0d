package dev.umbra.ui.internal.questions;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail.Choice;
import dev.umbra.core.session.Detail.Field;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.text.ForeignText;

/** One field of a form: its name, what the agent says of it, the control, and what is wrong with what is in it. On the SWT thread. */
final class FieldControl {
	private static final int MOST_ROWS = 8;
	/** A text that may be this long gets more than a line. */
	private static final int LONG_TEXT = 200;

	private final Field field;
	private final Control control;
	private final Label problem;
	private boolean touched;

	FieldControl(Sheet sheet, Composite parent, Field field, Runnable changed) {
		this.field = field;
		String title = ForeignText.shownOnOneLine(field.title().isBlank() ? field.name() : field.title());
		String name = field.required() ? title + " *" : title;
		boolean ticked = field.form().equals("boolean");
		if (!ticked) {
			Sheet.label(parent, name);
		}
		if (field.description() != null && !field.description().isBlank() && !ticked) {
			sheet.dim(parent, ForeignText.clean(field.description()));
		}
		control = switch (field.form()) {
		case "boolean" -> tick(parent, name);
		case "choice" -> combo(parent);
		case "choices" -> table(parent);
		default -> text(parent);
		};
		if (field.description() != null && !field.description().isBlank() && ticked) {
			sheet.dim(parent, ForeignText.clean(field.description()));
		}
		if (!ticked) {
			Named.named(control, field.required() ? NLS.bind(Messages.field_required, title) : title);
		}
		control.setToolTipText(title.replace("&", "&&"));
		fill(InputForm.initial(field));
		for (int kind : new int[] { SWT.Modify, SWT.Selection }) {
			control.addListener(kind, event -> {
				touched = true;
				changed.run();
			});
		}
		problem = sheet.wrong(parent);
	}

	private static Button tick(Composite parent, String name) {
		Button button = new Button(parent, SWT.CHECK);
		button.setText(name.replace("&", "&&"));
		button.setLayoutData(Sheet.wide());
		return button;
	}

	private Combo combo(Composite parent) {
		Combo combo = new Combo(parent, SWT.READ_ONLY | SWT.DROP_DOWN);
		GridData data = Sheet.wide();
		data.widthHint = 120;
		combo.setLayoutData(data);
		combo.add("");
		field.choices().forEach(choice -> combo.add(words(choice)));
		return combo;
	}

	private Table table(Composite parent) {
		Table table = new Table(parent, SWT.CHECK | SWT.BORDER | SWT.V_SCROLL);
		for (Choice choice : field.choices()) {
			new TableItem(table, SWT.NONE).setText(words(choice));
		}
		GridData data = Sheet.wide();
		data.heightHint = table.getItemHeight() * Math.clamp(field.choices().size(), 1, MOST_ROWS);
		data.widthHint = 120;
		table.setLayoutData(data);
		return table;
	}

	private static String words(Choice choice) {
		String title = ForeignText.shownOnOneLine(choice.title().isBlank() ? choice.value() : choice.title());
		return choice.description() == null || choice.description().isBlank() ? title
				: title + " – " + ForeignText.shortened(ForeignText.shownOnOneLine(choice.description()), 120);
	}

	private Text text(Composite parent) {
		boolean raw = !List.of("string", "number", "integer").contains(field.form());
		boolean multi = raw || field.form().equals("string") && field.format() == null && field.maximum() != null && field.maximum() >= LONG_TEXT;
		Text text = new Text(parent, SWT.BORDER | (multi ? SWT.MULTI | SWT.WRAP | SWT.V_SCROLL : SWT.SINGLE));
		GridData data = Sheet.wide();
		data.widthHint = 120;
		if (multi) {
			data.heightHint = text.getLineHeight() * 3;
			// tab leaves the field, as everywhere in a form
			text.addListener(SWT.Traverse, event -> {
				if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
					event.doit = true;
				}
			});
		}
		text.setLayoutData(data);
		text.setMessage(hint());
		return text;
	}

	private String hint() {
		String format = field.format();
		return switch (field.form()) {
		case "string" -> switch (format == null ? "" : format) {
		case "date" -> Messages.hint_date;
		case "date-time" -> Messages.hint_time;
		case "uri" -> Messages.hint_uri;
		case "email" -> Messages.hint_email;
		default -> "";
		};
		case "number" -> Messages.hint_number;
		case "integer" -> Messages.hint_integer;
		default -> Messages.hint_json;
		};
	}

	private void fill(Typed typed) {
		switch (typed) {
		case Typed.Words(String words) -> ((Text) control).setText(words);
		case Typed.Ticked(boolean on) -> ((Button) control).setSelection(on);
		case Typed.Chosen(List<String> values) -> {
			for (int i = 0; i < field.choices().size(); i++) {
				if (values.contains(field.choices().get(i).value())) {
					if (control instanceof Table table) {
						table.getItem(i).setChecked(true);
					} else {
						((Combo) control).select(i + 1);
					}
				}
			}
		}
		}
	}

	Field field() {
		return field;
	}

	Typed typed() {
		return switch (control) {
		case Text text -> new Typed.Words(text.getText());
		case Button button -> new Typed.Ticked(button.getSelection());
		case Combo combo -> new Typed.Chosen(combo.getSelectionIndex() < 1 ? List.of()
				: List.of(field.choices().get(combo.getSelectionIndex() - 1).value()));
		case Table table -> {
			List<String> values = new ArrayList<>();
			for (int i = 0; i < table.getItemCount(); i++) {
				if (table.getItem(i).getChecked()) {
					values.add(field.choices().get(i).value());
				}
			}
			yield new Typed.Chosen(values);
		}
		default -> throw new IllegalStateException("no field is a " + control.getClass().getSimpleName());
		};
	}

	/** Says what is wrong; what was not touched yet is only said when the person wants to send. @return whether the words changed */
	boolean tell(boolean all) {
		@Nullable String words = touched || all ? InputForm.problem(field, typed()) : null;
		return Sheet.tell(problem, words);
	}

	boolean fine() {
		return InputForm.problem(field, typed()) == null;
	}

	void enable(boolean on) {
		control.setEnabled(on);
	}

	/** Enter in a field of one line means the whole form. */
	void onEnter(Runnable send) {
		if (control instanceof Text text && (text.getStyle() & SWT.SINGLE) != 0) {
			text.addListener(SWT.DefaultSelection, event -> send.run());
		}
	}

	/** @return false if it is gone */
	boolean focus() {
		return !control.isDisposed() && control.setFocus();
	}
}
