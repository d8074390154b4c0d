package dev.umbra.ui.internal.editors;

import java.util.List;
import java.util.function.Supplier;

import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.Document;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Personas;
import dev.umbra.core.catalog.Persona;
import dev.umbra.ui.internal.live.HostServices;

/** The fields of a persona, and what this device knows of it. On the SWT thread. */
final class PersonaForm implements Form<Personas.One> {
	private final FieldRows rows;
	private final Combo runtime;
	private final PersonaDevicePane device;

	PersonaForm(Composite parent, Document<Persona> document, Supplier<HostServices> services, Shown shown) {
		rows = new FieldRows(parent, document);
		rows.line("displayName", Messages.name);
		rows.lines("description", Messages.persona_description, 3);
		rows.lines("systemPrompt", Messages.persona_prompt, 12);
		rows.heading(Messages.persona_running);
		runtime = rows.choice("runtime", Messages.persona_runtime);
		rows.line("model", Messages.model);
		rows.line("provider", Messages.provider);
		rows.line("acpCommand", Messages.persona_command);
		rows.heading(Messages.persona_teams);
		rows.lines("namePool", Messages.persona_names, 4);
		rows.answering();
		rows.heading(Messages.persona_more);
		rows.line("avatarUrl", Messages.persona_avatar);
		device = new PersonaDevicePane(rows.page(), services, shown);
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
	public boolean show(Personas.@Nullable One one, boolean readOnly) {
		return device.show(one);
	}

	@Override
	public void know(@Nullable Snapshots snapshots) {
		if (snapshots != null) {
			Agents.@Nullable Presets presets = snapshots.presets().now().value();
			List<String> there = List.of(runtime.getItems());
			if (presets == null) {
				snapshots.presets().pull();
			} else {
				presets.presets().stream().map(Preset::id).filter(id -> !there.contains(id)).forEach(runtime::add);
			}
		}
	}
}
