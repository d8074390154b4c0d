package dev.umbra.app;

import org.eclipse.e4.ui.internal.workbench.swt.CSSConstants;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.renderers.swt.StackRenderer;

/**
 * Does not style again what looks as before. The one of e4 applies the style sheet to the whole stack, with all its tabs and what
 * is in them, and to both parts, twice for each switch from one tab to another: that took longer than the new tab itself.
 */
final class CalmStackRenderer extends StackRenderer {
	/** On the SWT thread. */
	@Override
	public void styleElement(MUIElement element, boolean active) {
		if (element.getTags().contains(CSSConstants.CSS_ACTIVE_CLASS) == active) {
			return;
		}
		if (element instanceof MPart) {
			// no rule of a style sheet tells an active part from another one: only stacks differ, by their highlight
			if (active) {
				element.getTags().add(CSSConstants.CSS_ACTIVE_CLASS);
			} else {
				element.getTags().remove(CSSConstants.CSS_ACTIVE_CLASS);
			}
		} else {
			super.styleElement(element, active);
		}
	}
}
