package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.workbench.modeling.EPartService;

import dev.umbra.ui.Elements;

/** Shows what waits for the person. */
public final class ShowAttentionHandler {
	@Execute
	void run(EPartService parts) {
		parts.showPart(Elements.ATTENTION, EPartService.PartState.ACTIVATE);
	}
}
