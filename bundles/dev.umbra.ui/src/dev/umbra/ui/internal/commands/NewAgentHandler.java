package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EPartService;

import dev.umbra.ui.Elements;
import dev.umbra.ui.internal.agents.AgentsPart;

/** Shows the agents and asks for a new one. */
public final class NewAgentHandler {
	@Execute
	void run(EPartService parts) {
		MPart part = parts.showPart(Elements.AGENTS, EPartService.PartState.ACTIVATE);
		if (part != null && part.getObject() instanceof AgentsPart agents) {
			agents.newAgent();
		}
	}
}
