package dev.umbra.ui.internal.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.CatalogSnapshot;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.api.Personas;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.text.ForeignText;

/** Whom a new agent is to play: nobody, or one of the personas that are active here. On the SWT thread. */
final class PersonaCombo {
	private final Combo combo;
	/** Of the choices after the first, in order. */
	private final List<String> slugs = new ArrayList<>();

	/** @param wanted slug of the one that is chosen at first, or null */
	PersonaCombo(Composite parent, Supplier<HostServices> services, @Nullable String wanted) {
		combo = Named.named(new Combo(parent, SWT.READ_ONLY), Messages.dialog_persona_name);
		combo.setLayoutData(Fields.wide());
		combo.add(Messages.dialog_persona_none);
		combo.select(0);
		CatalogSnapshot known = services.get().snapshots() instanceof Snapshots present ? present.catalog().now().value() : null;
		if (known != null) {
			known.personas().stream().filter(one -> one.active() && !one.hidden()).forEach(one -> add(one, wanted));
		}
	}

	private void add(Personas.One one, @Nullable String wanted) {
		String slug = one.persona().slug().value();
		slugs.add(slug);
		combo.add(ForeignText.shownOnOneLine(one.persona().displayName()));
		if (slug.equals(wanted)) {
			combo.select(slugs.size());
		}
	}

	Control control() {
		return combo;
	}

	/** Null for nobody. */
	@Nullable
	String slug() {
		int index = combo.getSelectionIndex();
		return index <= 0 ? null : slugs.get(index - 1);
	}
}
