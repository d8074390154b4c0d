package dev.umbra.ui.internal.editors;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;

/** The personas that a team or an agent can be given. On the SWT thread. */
final class PersonaNames {
	private @Nullable List<Personas.One> known;

	/** Asks the host. @param told if there is something new */
	void ask(Control asking, HostServices services, Runnable told) {
		HostAnswers.ask(asking, services.get(Personas.class), personas -> personas.list(new Nothing()), listing -> {
			if (!listing.personas().equals(known)) {
				known = listing.personas();
				told.run();
			}
		}, failure -> {
			// what is known stays; the editor itself says that the host is not there
		});
	}

	/** Whether the host has told of them. */
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
