package dev.umbra.ui.internal.diagnostics;

import java.time.InstantSource;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.event.HostStateChanged;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.LiveServices;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;

/** The part <i>Diagnostics</i>. On the SWT thread, but for the services and the host's state, which come on any and only signal. */
public final class DiagnosticsPart {
	private final HostReach reach = new HostReach();
	private volatile HostServices services = HostServices.NONE;
	private volatile @Nullable DiagnosticsView view;

	@Inject
	void services(LiveServices live) {
		live.tell(this, DiagnosticsPart::told);
	}

	private void told(HostServices present) {
		services = present;
		DiagnosticsView shown = view;
		if (shown != null) {
			shown.changed();
		}
	}

	@PostConstruct
	void create(Composite parent, UISynchronize ui) {
		view = new DiagnosticsView(parent, ui, InstantSource.system(), () -> services, reach);
	}

	@Focus
	void focus() {
		DiagnosticsView present = view;
		if (present != null) {
			present.focus();
		}
	}

	/** On EventAdmin's thread; may come before the part is built. */
	@Inject
	@Optional
	void host(@EventTopic(HostStateChanged.TOPIC) HostStateChanged event) {
		reach.told(event.state());
		DiagnosticsView present = view;
		if (present != null) {
			present.changed();
		}
	}
}
