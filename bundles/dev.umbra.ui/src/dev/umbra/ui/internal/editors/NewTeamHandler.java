package dev.umbra.ui.internal.editors;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;

/** Opens an editor in which a team is made. */
public final class NewTeamHandler {
	@Execute
	void run(MApplication application, EModelService models, EPartService parts) {
		new Editors(application, models, parts).newTeam();
	}
}
