package dev.umbra.ide.internal;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.e4.core.contexts.ContextInjectionFactory;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;

/**
 * Behind both commands that send a selection: {@code plugin.xml} says by {@code :choose} that the person names the session.
 */
public final class SendSelectionHandler extends AbstractHandler implements IExecutableExtension {
	private boolean choose;

	@Override
	public void setInitializationData(IConfigurationElement element, String property, @Nullable Object value) {
		choose = "choose".equals(value);
	}

	@Override
	public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
		IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
		Selected selected = Selected.of(HandlerUtil.getActivePart(event), HandlerUtil.getCurrentSelection(event));
		if (selected == null) {
			MessageDialog.openInformation(window.getShell(), Messages.send_title, Messages.send_nothing);
			return null;
		}
		IEclipseContext context = window.getService(IEclipseContext.class);
		ContextInjectionFactory.make(SendSelection.class, context).send(selected, choose);
		return null;
	}
}
