package dev.umbra.ui.internal.agents;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.api.Agents;
import dev.umbra.core.event.AgentStateChanged;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.ui.Elements;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.activity.ActivityOpener;
import dev.umbra.ui.internal.agentlog.AgentLogOpener;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.ShownParts;
import dev.umbra.ui.internal.live.LiveServices;
import dev.umbra.ui.internal.live.SessionsPace;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;

/**
 * The Agents part. Its event handlers run on EventAdmin's thread, may come before the part is built, and only ask for a pull;
 * the answer reaches the view, which paints it on the SWT thread.
 */
public final class AgentsPart {
	private final HostReach reach = new HostReach();
	private volatile HostServices services = HostServices.NONE;
	private volatile @Nullable SessionsPace pace;
	private volatile @Nullable AgentsView view;
	private volatile @Nullable SessionOpener opener;

	@Inject
	public AgentsPart() {
	}

	@Inject
	void services(LiveServices live) {
		live.tell(this, AgentsPart::told);
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
	void create(Composite parent, MApplication application, UISynchronize ui, EModelService models, EPartService parts) {
		view = new AgentsView(parent, ui, Clocks.SYSTEM, () -> services, reach, () -> opener,
				new Showing(application, models, parts));
		Snapshots snapshots = services.snapshots();
		if (snapshots != null) {
			pace = SessionsPace.of(application.getContext(), ui, parent.getDisplay(), snapshots);
		}
	}

	@Focus
	void focus() {
		AgentsView present = view;
		if (present != null) {
			present.focus();
		}
	}

	/** Asks for a new agent, as the part's own button does. */
	public void newAgent() {
		AgentsView present = view;
		if (present != null) {
			present.newAgent();
		}
	}

	@Inject
	@Optional
	void host(@EventTopic(HostStateChanged.TOPIC) HostStateChanged event) {
		reach.told(event.state());
		if (event.state().equals("ready")) {
			services.pullAll();
		}
		signal();
	}

	@Inject
	@Optional
	void agents(@EventTopic(AgentsChanged.TOPIC) AgentsChanged event) {
		pullAgents();
	}

	@Inject
	@Optional
	void agent(@EventTopic(AgentStateChanged.TOPIC) AgentStateChanged event) {
		pullAgents();
	}

	@Inject
	@Optional
	void opened(@EventTopic(SessionOpened.TOPIC) SessionOpened event) {
		pullSessions();
	}

	@Inject
	@Optional
	void closed(@EventTopic(SessionClosed.TOPIC) SessionClosed event) {
		pullSessions();
	}

	@Inject
	@Optional
	void advanced(@EventTopic(SessionAdvanced.TOPIC) SessionAdvanced event) {
		SessionsPace present = pace;
		if (present != null) {
			present.advanced();
		}
	}

	private void pullAgents() {
		Snapshots snapshots = services.snapshots();
		if (snapshots != null) {
			snapshots.agents().pull();
		}
	}

	private void pullSessions() {
		Snapshots snapshots = services.snapshots();
		if (snapshots != null) {
			snapshots.sessions().pull();
		}
	}

	private void signal() {
		AgentsView present = view;
		if (present != null) {
			present.signal();
		}
	}

	private record Showing(MApplication application, EModelService models, EPartService parts) implements AgentsView.Showing {
		@Override
		public void selected(AgentId agent) {
			if (!agent.equals(application.getContext().getLocal(Elements.SELECTED_AGENT))) {
				application.getContext().set(Elements.SELECTED_AGENT, agent);
			}
		}

		@Override
		public void feed(AgentId agent) {
			ActivityOpener.open(application, models, parts, agent);
		}

		@Override
		public void history() {
			ShownParts.show(application, models, parts, Elements.HISTORY, Elements.AGENTS_STACK);
		}

		@Override
		public void log(AgentId agent) {
			AgentLogOpener.open(application, models, parts, agent);
		}
	}
}
