package dev.umbra.ui.internal.activity;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.ui.Elements;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.LiveServices;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/**
 * The Activity part. What it shows follows by itself; its event handler runs on EventAdmin's thread and may come before the part is
 * built.
 */
public final class ActivityPart {
	/** In the persisted state: whose feed is shown. */
	private static final String AGENT_KEY = "dev.umbra.activity.agent";

	private final MPart part;
	private final HostReach reach = new HostReach();
	private volatile HostServices services = HostServices.NONE;
	private volatile @Nullable SessionOpener opener;
	private volatile @Nullable ActivityView view;
	private @Nullable AgentId selected;

	@Inject
	public ActivityPart(MPart part) {
		this.part = part;
	}

	@Inject
	void services(LiveServices live) {
		live.tell(this, ActivityPart::told);
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
		String known = part.getPersistedState().get(AGENT_KEY);
		ActivityView made = new ActivityView(parent, ui, () -> services.snapshots(), reach, () -> opener, () -> services.sessions(),
				agent -> part.getPersistedState().put(AGENT_KEY, agent.value()));
		view = made;
		AgentId first = selected;
		if (first != null) {
			made.show(first);
		} else if (known != null && !known.isBlank()) {
			made.show(new AgentId(known));
		}
	}

	/** Follows this agent's feed from now on. On the SWT thread. */
	public void show(AgentId agent) {
		ActivityView present = view;
		if (present != null) {
			present.show(agent);
		}
	}

	/** The agent that the person selected in the Agents part; may come before the part is built. On the SWT thread. */
	@Inject
	void selected(@Optional @Named(Elements.SELECTED_AGENT) @Nullable AgentId agent) {
		selected = agent;
		if (agent != null) {
			show(agent);
		}
	}

	@Focus
	void focus() {
		ActivityView present = view;
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
		ActivityView present = view;
		if (present != null) {
			present.signal();
		}
	}
}
