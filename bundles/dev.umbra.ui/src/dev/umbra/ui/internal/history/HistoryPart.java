package dev.umbra.ui.internal.history;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.LiveServices;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;

/**
 * The History part. Its event handlers run on EventAdmin's thread, may come before the part is built, and only ask for a
 * pull; the answer reaches the view, which paints it on the SWT thread.
 */
public final class HistoryPart {
	private final HostReach reach = new HostReach();
	private volatile HostServices services = HostServices.NONE;
	private volatile @Nullable SessionOpener opener;
	private volatile @Nullable HistoryView view;

	@Inject
	public HistoryPart() {
	}

	@Inject
	void services(LiveServices live) {
		live.tell(this, HistoryPart::told);
	}

	private void told(HostServices present) {
		services = present;
		signal();
	}

	@Inject
	void opener(@Optional @Nullable SessionOpener present) {
		opener = present;
	}

	@PostConstruct
	void create(Composite parent, UISynchronize ui) {
		view = new HistoryView(parent, ui, Clocks.SYSTEM, () -> services.snapshots(), reach, new Host());
	}

	@Focus
	void focus() {
		HistoryView present = view;
		if (present != null) {
			present.focus();
		}
	}

	@Inject
	@Optional
	void host(@EventTopic(HostStateChanged.TOPIC) HostStateChanged event) {
		reach.told(event.state());
		signal();
	}

	private void changed() {
		HistoryView present = view;
		if (present != null) {
			present.changed();
		}
	}

	private void signal() {
		HistoryView present = view;
		if (present != null) {
			present.signal();
		}
	}

	private final class Host implements PastActions.Surroundings {
		@Override
		public @Nullable Sessions sessions() {
			return services.sessions();
		}

		@Override
		public @Nullable History history() {
			return services.history();
		}

		@Override
		public @Nullable SessionOpener opener() {
			return opener;
		}

		@Override
		public String client() {
			return services.client();
		}

		@Override
		public void changed() {
			HistoryPart.this.changed();
		}
	}
}
