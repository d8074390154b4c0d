package dev.umbra.ui.internal.agentlog;

import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.ui.Elements;
import dev.umbra.ui.internal.live.ShownParts;

/** Brings the Agent Log to the front; makes it, below the sessions where there is such a place. On the SWT thread. */
public final class AgentLogOpener {
	private AgentLogOpener() {
	}

	/** @param agent whose log is to be shown, or null for the one it shows */
	public static void open(MApplication application, EModelService models, EPartService parts, @Nullable AgentId agent) {
		MPart part = ShownParts.show(application, models, parts, Elements.AGENT_LOG, Elements.BOTTOM_STACK);
		if (agent != null && part != null && part.getObject() instanceof AgentLogPart log) {
			log.show(agent);
		}
	}
}
