package dev.umbra.ui.internal.editors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

import dev.umbra.catalog.Document;
import dev.umbra.core.ForeignText;
import dev.umbra.core.api.Personas;
import dev.umbra.core.catalog.Team;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;

/** The members of a team in their order, and those that can be added; one that is missing says so. On the SWT thread. */
final class MemberList {
	private static final String FIELD = "personas";
	private final Document<Team> document;
	private final PersonaNames names;
	private final Table table;
	private final Combo choice;
	private final Button add;
	private final Button remove;
	private final Button up;
	private final Button down;
	private List<Personas.One> offered = List.of();
	private List<String> shown = List.of();
	private boolean readOnly;

	MemberList(Composite parent, Document<Team> document, PersonaNames names) {
		this.document = document;
		this.names = names;
		Composite area = Fields.grid(parent, 2);
		((GridLayout) area.getLayout()).horizontalSpacing = Space.NEAR;
		table = new Table(area, SWT.BORDER | SWT.SINGLE | SWT.V_SCROLL);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, false);
		data.heightHint = table.getItemHeight() * 6;
		data.widthHint = 160;
		table.setLayoutData(data);
		Composite buttons = Fields.grid(area, 1);
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		up = Fields.button(buttons, Messages.member_up, () -> move(-1));
		down = Fields.button(buttons, Messages.member_down, () -> move(1));
		remove = Fields.button(buttons, Messages.member_remove, this::remove);
		choice = Named.named(new Combo(area, SWT.DROP_DOWN | SWT.READ_ONLY), Messages.member_choice);
		choice.setLayoutData(Fields.wide());
		add = Fields.button(area, Messages.member_add, this::add);
		add.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, false, false));
		table.addListener(SWT.Selection, event -> enable());
		choice.addListener(SWT.Selection, event -> enable());
		table.addListener(SWT.KeyDown, event -> {
			if (event.keyCode == SWT.DEL && remove.isEnabled()) {
				remove();
			}
		});
	}

	Table control() {
		return table;
	}

	private List<String> members() {
		return document.list(FIELD);
	}

	/** The document, or the personas that there are, may be other. */
	void show(boolean onlyToRead) {
		readOnly = onlyToRead;
		List<String> lines = members().stream().map(this::line).toList();
		if (!lines.equals(shown)) {
			int selected = table.getSelectionIndex();
			shown = lines;
			table.setItemCount(lines.size());
			for (int i = 0; i < lines.size(); i++) {
				TableItem item = table.getItem(i);
				item.setText(lines.get(i));
				item.setImage(isMissing(members().get(i)) ? Icons.image(Icon.FAILED) : null);
			}
			table.setSelection(Math.min(selected, lines.size() - 1));
		}
		List<Personas.One> now = names.offered().stream().filter(each -> !members().contains(each.persona().slug().value())).toList();
		if (!now.equals(offered)) {
			String before = choice.getText();
			offered = now;
			choice.setItems(now.stream().map(each -> name(each)).toArray(String[]::new));
			choice.select(Math.max(0, choice.indexOf(before)));
		}
		enable();
	}

	private boolean isMissing(String slug) {
		return names.isKnown() && names.find(slug).isEmpty();
	}

	private String line(String slug) {
		return isMissing(slug) ? NLS.bind(Messages.member_missing, ForeignText.shownOnOneLine(slug))
				: names.find(slug).map(MemberList::name).orElse(ForeignText.shownOnOneLine(slug));
	}

	private static String name(Personas.One one) {
		return ForeignText.shownOnOneLine(one.persona().displayName()) + "  ·  " + one.persona().slug();
	}

	private void enable() {
		int selected = table.getSelectionIndex();
		remove.setEnabled(!readOnly && selected >= 0);
		up.setEnabled(!readOnly && selected > 0);
		down.setEnabled(!readOnly && selected >= 0 && selected < table.getItemCount() - 1);
		choice.setEnabled(!readOnly && !offered.isEmpty());
		add.setEnabled(!readOnly && choice.getSelectionIndex() >= 0);
	}

	private void add() {
		if (choice.getSelectionIndex() >= 0) {
			List<String> members = new ArrayList<>(members());
			members.add(offered.get(choice.getSelectionIndex()).persona().slug().value());
			put(members, members.size() - 1);
		}
	}

	private void remove() {
		List<String> members = new ArrayList<>(members());
		int selected = table.getSelectionIndex();
		members.remove(selected);
		put(members, Math.min(selected, members.size() - 1));
	}

	private void move(int by) {
		List<String> members = new ArrayList<>(members());
		int selected = table.getSelectionIndex();
		Collections.swap(members, selected, selected + by);
		put(members, selected + by);
	}

	/** One step of the document, which shows it. */
	private void put(List<String> members, int selected) {
		document.set(FIELD, members);
		table.setSelection(selected);
		enable();
	}
}
