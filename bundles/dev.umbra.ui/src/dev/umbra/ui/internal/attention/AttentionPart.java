package dev.umbra.ui.internal.attention;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.api.Attention;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.LiveServices;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;

/**
 * The Attention part. Its event handlers run on EventAdmin's thread, may come before the part is built, and only ask for a
 * pull; the answer reaches the view, which paints it on the SWT thread.
 */
public final class AttentionPart {
	private final HostReach reach = new HostReach();
	private volatile HostServices services = HostServices.NONE;
	private volatile @Nullable SessionOpener opener;
	private volatile @Nullable AttentionView view;

	@Inject
	public AttentionPart() {
	}

	@Inject
	void services(LiveServices live) {
		live.tell(this, AttentionPart::told);
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
	void create(Composite parent, MPart part, UISynchronize ui) {
		view = new AttentionView(parent, ui, Clocks.SYSTEM, () -> services, reach, () -> opener, () -> services.client(), count -> {
			String label = WaitingRow.label(count);
			if (!label.equals(part.getLabel())) {
				part.setLabel(label);
			}
		});
	}

	@Focus
	void focus() {
		AttentionView present = view;
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

	private void signal() {
		AttentionView present = view;
		if (present != null) {
			present.signal();
		}
	}
}
