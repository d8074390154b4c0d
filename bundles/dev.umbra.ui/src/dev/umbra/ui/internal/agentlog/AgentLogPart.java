package dev.umbra.ui.internal.agentlog;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.LiveServices;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;

/**
 * The Agent Log part. Its event handlers run on EventAdmin's thread, may come before the part is built, and only ask for a pull
 * or for what is new; the view paints on the SWT thread.
 */
public final class AgentLogPart {
	/** In the persisted state: whose log is shown. */
	private static final String AGENT_KEY = "dev.umbra.log.agent";

	private final MPart part;
	private volatile HostServices services = HostServices.NONE;
	private volatile @Nullable AgentLogView view;

	@Inject
	public AgentLogPart(MPart part) {
		this.part = part;
	}

	@Inject
	void services(LiveServices live) {
		live.tell(this, AgentLogPart::told);
	}

	private void told(HostServices present) {
		services = present;
		signal();
	}

	@PostConstruct
	void create(Composite parent, UISynchronize ui) {
		String known = part.getPersistedState().get(AGENT_KEY);
		AgentLogView made = new AgentLogView(parent, ui, Clocks.SYSTEM, () -> services,
				agent -> part.getPersistedState().put(AGENT_KEY, agent.value()));
		view = made;
		if (known != null && !known.isBlank()) {
			made.show(new AgentId(known));
		}
	}

	/** Follows this agent from now on. On the SWT thread. */
	public void show(AgentId agent) {
		AgentLogView present = view;
		if (present != null) {
			present.show(agent);
		}
	}

	@Focus
	void focus() {
		AgentLogView present = view;
		if (present != null) {
			present.focus();
		}
	}

	@Inject
	@Optional
	void host(@EventTopic(HostStateChanged.TOPIC) HostStateChanged event) {
		signal();
	}

	private void signal() {
		AgentLogView present = view;
		if (present != null) {
			present.signal();
		}
	}
}
