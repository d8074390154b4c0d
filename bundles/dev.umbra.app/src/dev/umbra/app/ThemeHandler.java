package dev.umbra.app;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.model.application.ui.menu.MMenuItem;
import org.eclipse.e4.ui.workbench.modeling.EModelService;

import jakarta.inject.Named;

/** Keeps the theme that was chosen in the menu; {@link ThemeFollower} sees the change and applies it. */
public final class ThemeHandler {
	private static final String CHOICE = "dev.umbra.app.theme.choice";
	private static final String ITEM = "dev.umbra.app.item.theme.";

	@Execute
	void choose(MApplication application, EModelService models, @Named(CHOICE) String choice) {
		Preferences.put(Preferences.THEME, ThemeChoice.of(choice).word());
		mark(application, models, ThemeFollower.choice());
	}

	/** Ticks the choice that holds: a property on the command line wins over the menu. */
	static void mark(MApplication application, EModelService models, ThemeChoice present) {
		for (MWindow window : application.getChildren()) {
			for (ThemeChoice choice : ThemeChoice.values()) {
				for (MMenuItem item : models.findElements(window, ITEM + choice.word(), MMenuItem.class, null,
						EModelService.IN_MAIN_MENU)) {
					item.setSelected(choice == present);
				}
			}
		}
	}
}
