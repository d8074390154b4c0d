package dev.umbra.app;

import org.eclipse.e4.ui.internal.workbench.swt.AbstractPartRenderer;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.renderers.swt.WorkbenchRendererFactory;
import org.jspecify.annotations.Nullable;

/** The renderers of e4, but for stacks of parts: {@link CalmStackRenderer}. Named by the product's property {@code rendererFactoryUri}. */
public final class Renderers extends WorkbenchRendererFactory {
	private @Nullable AbstractPartRenderer stacks;

	@Override
	public AbstractPartRenderer getRenderer(MUIElement element, @Nullable Object parent) {
		if (!(element instanceof MPartStack)) {
			return super.getRenderer(element, parent);
		}
		AbstractPartRenderer present = stacks;
		if (present == null) {
			present = new CalmStackRenderer();
			initRenderer(present);
			stacks = present;
		}
		return present;
	}
}
