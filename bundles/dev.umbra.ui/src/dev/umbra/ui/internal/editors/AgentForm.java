package dev.umbra.ui.internal.editors;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.Document;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.ForeignText;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.api.Agents;
import dev.umbra.ui.internal.look.Fields;

/** The fields of an agent's definition. What it is told is its persona's, or its own while it plays none. On the SWT thread. */
final class AgentForm implements Form<Agents.One> {
	private static final String PERSONA = "persona";
	private final Document<AgentDefinition> document;
	private final PersonaNames names = new PersonaNames();
	private final FieldRows rows;
	private final Combo persona;
	private final List<Text> own;
	/** Of the lines of the choice; the first is none. */
	private List<String> slugs = List.of();
	private List<String> lines = List.of();

	AgentForm(Composite parent, Document<AgentDefinition> document) {
		this.document = document;
		rows = new FieldRows(parent, document);
		rows.note(Messages.agent_note);
		rows.line("name", Messages.name);
		Fields.label(rows.page(), Messages.agent_persona);
		persona = new Combo(rows.page(), SWT.DROP_DOWN | SWT.READ_ONLY);
		persona.setLayoutData(Fields.wide());
		rows.own(PERSONA, Messages.agent_persona, persona);
		persona.addListener(SWT.Selection, event -> {
			if (persona.getSelectionIndex() >= 0) {
				document.set(PERSONA, slugs.get(persona.getSelectionIndex()));
			}
		});
		rows.heading(Messages.agent_own);
		rows.note(Messages.agent_own_note);
		own = List.of(rows.lines("systemPrompt", Messages.agent_prompt, 8), rows.line("model", Messages.model), rows.line("provider", Messages.provider));
		rows.answering();
	}

	@Override
	public Composite page() {
		return rows.page();
	}

	@Override
	public FieldRows rows() {
		return rows;
	}

	@Override
	public boolean show(Agents.@Nullable One one, boolean readOnly) {
		String slug = document.text(PERSONA);
		List<String> offered = new ArrayList<>();
		offered.add("");
		names.offered().forEach(each -> offered.add(each.persona().slug().value()));
		if (!offered.contains(slug)) {
			offered.add(slug);
		}
		List<String> now = offered.stream().map(this::line).toList();
		slugs = List.copyOf(offered);
		if (!now.equals(lines)) {
			lines = now;
			persona.setItems(now.toArray(String[]::new));
		}
		persona.select(slugs.indexOf(slug));
		own.forEach(text -> text.setEnabled(slug.isBlank()));
		return false;
	}

	private String line(String slug) {
		if (slug.isBlank()) {
			return Messages.agent_no_persona;
		}
		return names.isKnown() && names.find(slug).isEmpty() ? NLS.bind(Messages.member_missing, ForeignText.shownOnOneLine(slug))
				: names.find(slug).map(each -> ForeignText.shownOnOneLine(each.persona().displayName()) + "  ·  " + slug)
						.orElse(ForeignText.shownOnOneLine(slug));
	}

	@Override
	public void know(@Nullable Snapshots snapshots) {
		names.know(snapshots);
	}
}
