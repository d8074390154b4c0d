package dev.umbra.ui.internal.editors;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.CatalogSnapshot;
import dev.umbra.client.snapshot.Pulled;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.api.Personas;

/** The personas that a team or an agent can be given, as the window knows them. On the SWT thread. */
final class PersonaNames {
	private @Nullable List<Personas.One> known;

	/** What the window knows now; asks for it if it does not know yet. */
	void know(@Nullable Snapshots snapshots) {
		if (snapshots != null) {
			Pulled<CatalogSnapshot> catalog = snapshots.catalog();
			CatalogSnapshot now = catalog.now().value();
			if (now == null) {
				catalog.pull();
			} else {
				known = now.personas();
			}
		}
	}

	/** Whether the window knows them. */
	boolean isKnown() {
		return known != null;
	}

	/** Those that are offered: active and not hidden. */
	List<Personas.One> offered() {
		return all().stream().filter(each -> each.active() && !each.hidden()).toList();
	}

	/** By its slug. */
	Optional<Personas.One> find(String slug) {
		return all().stream().filter(each -> each.persona().slug().value().equals(slug)).findFirst();
	}

	private List<Personas.One> all() {
		return Objects.requireNonNullElse(known, List.of());
	}
}
