package dev.umbra.ui.internal.agents;

import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.e4.core.commands.ECommandService;
import org.eclipse.e4.core.commands.EHandlerService;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.api.Agents;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.ui.Elements;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.activity.ActivityOpener;
import dev.umbra.ui.internal.agentlog.AgentLogOpener;
import dev.umbra.ui.internal.editors.Editors;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.ShownParts;
import dev.umbra.ui.internal.live.LiveServices;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;

/** The Agents part. What it shows follows by itself; its event handler runs on EventAdmin's thread and may come before the part is built. */
public final class AgentsPart {
	private final HostReach reach = new HostReach();
	private volatile HostServices services = HostServices.NONE;
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
	void create(MPart part, Composite parent, MApplication application, UISynchronize ui, EModelService models, EPartService parts,
			ECommandService commands, EHandlerService handlers) {
		view = new AgentsView(parent, ui, Clocks.SYSTEM, () -> services, reach, () -> opener,
				new KeptChoice(part.getPersistedState()), new Showing(application, models, parts, commands, handlers));
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
		signal();
	}

	private void signal() {
		AgentsView present = view;
		if (present != null) {
			present.signal();
		}
	}

	private record Showing(MApplication application, EModelService models, EPartService parts, ECommandService commands, EHandlerService handlers)
			implements AgentsView.Showing {
		/** Of the place where relays are seen to, if there is one. */
		private static final String RELAYS = "dev.umbra.ui.command.relays";

		@Override
		public Editors editors() {
			return new Editors(application, models, parts);
		}

		@Override
		public boolean hasRelays() {
			return commands.getCommand(RELAYS).isDefined();
		}

		@Override
		public void relays() {
			ParameterizedCommand command = commands.createCommand(RELAYS);
			if (handlers.canExecute(command)) {
				handlers.executeHandler(command);
			}
		}

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
