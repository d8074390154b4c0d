package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.workbench.modeling.EPartService;

import dev.umbra.ui.Elements;

/** Shows the agents. */
public final class ShowAgentsHandler {
	@Execute
	void run(EPartService parts) {
		parts.showPart(Elements.AGENTS, EPartService.PartState.ACTIVATE);
	}
}
