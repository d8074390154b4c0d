package dev.umbra.ui.internal.editors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.eclipse.core.databinding.DataBindingContext;
import org.eclipse.core.databinding.UpdateValueStrategy;
import org.eclipse.core.databinding.conversion.IConverter;
import org.eclipse.core.databinding.observable.Realm;
import org.eclipse.core.databinding.observable.value.IObservableValue;
import org.eclipse.emf.databinding.EMFProperties;
import org.eclipse.jface.databinding.swt.DisplayRealm;
import org.eclipse.jface.databinding.swt.typed.WidgetProperties;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.Document;
import dev.umbra.catalog.Place;
import dev.umbra.core.catalog.FieldProblem;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;

/**
 * The fields of an editor, one below the other: each has its name above, a mark and words where something is wrong with it, and is bound
 * to a field of the document both ways. On the SWT thread.
 */
final class FieldRows {
	/** Of a field, in points. */
	private static final int LEAST_WIDTH = 160;
	/** So many steps of the scroll bar are one of a mouse wheel's. */
	private static final int WHEEL_STEPS = 4;
	/** Room for the mark at the left of a field. */
	private static final int MARK = 10;

	/** @param problem the words below it */
	private record Row(Control control, ControlDecoration mark, Label problem) {
	}

	private final Composite page;
	private final Document<?> document;
	private final Realm realm;
	private final DataBindingContext binding;
	private final Map<String, Row> rows = new LinkedHashMap<>();
	private final Map<String, String> titles = new LinkedHashMap<>();
	private final List<Control> editable = new ArrayList<>();
	private @Nullable Control focused;

	FieldRows(Composite parent, Document<?> document) {
		this.document = document;
		realm = DisplayRealm.getRealm(parent.getDisplay());
		binding = new DataBindingContext(realm);
		page = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.marginLeft = MARK;
		layout.verticalSpacing = Space.TIGHT;
		page.setLayout(layout);
		page.addListener(SWT.Dispose, event -> binding.dispose());
	}

	Composite page() {
		return page;
	}

	/** Begins a group of fields. */
	void heading(String words) {
		Label heading = Fields.label(page, words);
		heading.setFont(Fonts.bold(heading));
		GridData data = Fields.wide();
		data.verticalIndent = Space.INSET;
		heading.setLayoutData(data);
	}

	void note(String words) {
		Fields.note(page, words);
	}

	Text line(String field, String title) {
		return text(field, title, new Text(labelled(title), SWT.BORDER | SWT.SINGLE), Fields.wide());
	}

	/** Some lines, wrapped; tab leaves the field. */
	Text lines(String field, String title, int count) {
		Text text = new Text(labelled(title), SWT.BORDER | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
		GridData data = Fields.wide();
		data.heightHint = text.getLineHeight() * count;
		text.addListener(SWT.Traverse, event -> {
			if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
				event.doit = true;
			}
		});
		return text(field, title, text, data);
	}

	private Composite labelled(String title) {
		Fields.label(page, title);
		return page;
	}

	private Text text(String field, String title, Text text, GridData data) {
		data.widthHint = LEAST_WIDTH;
		text.setLayoutData(data);
		bind(WidgetProperties.text(SWT.Modify).observe(text), field);
		add(field, title, text);
		return text;
	}

	/** A line with proposals, which are to be {@link Combo#add added} one by one: to set all of them empties its text. */
	Combo choice(String field, String title) {
		Combo combo = new Combo(labelled(title), SWT.DROP_DOWN);
		GridData data = Fields.wide();
		data.widthHint = LEAST_WIDTH;
		combo.setLayoutData(data);
		bind(WidgetProperties.comboSelection().observe(combo), field);
		add(field, title, combo);
		return combo;
	}

	/** Fields that personas and agents have, which are kept for other clients. */
	void answering() {
		heading(Messages.answering);
		note(Messages.answering_note);
		line("respondTo", Messages.answering_to);
		lines("respondToAllowlist", Messages.answering_allowed, 3);
		line("parallelism", Messages.answering_parallelism);
	}

	/** A field that a control of its own shows, which is on the page already. */
	void own(String field, String title, Control control) {
		add(field, title, control);
	}

	private void add(String field, String title, Control control) {
		Named.named(control, title);
		ControlDecoration mark = new ControlDecoration(control, SWT.LEFT | SWT.TOP);
		mark.setImage(FieldDecorationRegistry.getDefault().getFieldDecoration(FieldDecorationRegistry.DEC_ERROR).getImage());
		mark.hide();
		control.addListener(SWT.MouseVerticalWheel, event -> scroll(control, event));
		control.addListener(SWT.FocusIn, event -> focused = control);
		control.addListener(SWT.FocusOut, event -> document.seal());
		rows.put(field, new Row(control, mark, Fields.problem(page)));
		titles.put(field, title);
		editable.add(control);
	}

	/** A field that the pointer only passes over does not keep the page from scrolling, nor take another value. */
	private static void scroll(Control control, Event event) {
		Composite around = control.getParent();
		while (around != null && !(around instanceof ScrolledComposite)) {
			around = around.getParent();
		}
		if (around instanceof ScrolledComposite page && !control.isFocusControl()) {
			event.doit = false;
			page.setOrigin(0, page.getOrigin().y - event.count * page.getVerticalBar().getIncrement() * WHEEL_STEPS);
		}
	}

	/** In the model lines end with a line feed alone, in a widget as the platform has it. */
	@SuppressWarnings("unchecked")
	private void bind(IObservableValue<String> widget, String field) {
		// EMF's properties are not generic; the field is a text
		IObservableValue<Object> model = EMFProperties.value(document.field(field)).observe(realm, document.edited());
		binding.bindValue(widget, (IObservableValue<String>) (IObservableValue<?>) model,
				UpdateValueStrategy.create(IConverter.<String, String>create(words -> words.replace(Text.DELIMITER, "\n"))),
				UpdateValueStrategy.create(IConverter.<String, String>create(words -> words.replace("\n", Text.DELIMITER))));
	}

	/** The name that a person knows a field by. */
	String title(String field) {
		return titles.getOrDefault(field, field);
	}

	/**
	 * Says what is wrong, at the fields.
	 *
	 * @param told of which fields it is to be said yet
	 * @return whether a new layout is due
	 */
	boolean say(List<FieldProblem> problems, Predicate<String> told) {
		Map<String, String> words = problems.stream().filter(each -> told.test(each.field()))
				.collect(Collectors.toMap(FieldProblem::field, FieldProblem::words, (first, second) -> first + " " + second));
		boolean changed = false;
		for (Map.Entry<String, Row> each : rows.entrySet()) {
			Row row = each.getValue();
			String wrong = words.get(each.getKey());
			if (Fields.say(row.problem(), wrong)) {
				changed = true;
				row.mark().setDescriptionText(wrong);
				if (wrong == null) {
					row.mark().hide();
				} else {
					row.mark().show();
				}
			}
		}
		return changed;
	}

	void setReadOnly(boolean readOnly) {
		for (Control control : editable) {
			if (control instanceof Text text) {
				if (text.getEditable() == readOnly) {
					text.setEditable(!readOnly);
				}
			} else if (control.getEnabled() == readOnly) {
				control.setEnabled(!readOnly);
			}
		}
	}

	/** Puts the cursor where something changed, if that is a field here. */
	void show(Place place) {
		Optional.ofNullable(rows.get(place.field())).map(Row::control).ifPresent(control -> {
			control.setFocus();
			if (control instanceof Text text) {
				String words = text.getText().replace(Text.DELIMITER, "\n");
				int offset = Math.min(place.offset(), words.length());
				text.setSelection(words.substring(0, offset).replace("\n", Text.DELIMITER).length());
			}
		});
	}

	/** The first field with a problem gets the focus. */
	void focusOn(List<FieldProblem> problems) {
		rows.keySet().stream().filter(field -> problems.stream().anyMatch(each -> each.field().equals(field))).findFirst()
				.ifPresent(field -> rows.get(field).control().setFocus());
	}

	/** The field that had the focus last gets it back, else the first. */
	void focus() {
		Control before = focused;
		if (before != null && !before.isDisposed()) {
			before.setFocus();
		} else {
			rows.values().stream().findFirst().ifPresent(row -> row.control().setFocus());
		}
	}
}
