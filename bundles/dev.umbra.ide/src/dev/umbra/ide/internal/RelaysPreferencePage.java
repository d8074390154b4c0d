package dev.umbra.ide.internal;

import org.eclipse.e4.core.contexts.ContextInjectionFactory;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.Service;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.RemoteHost;
import dev.umbra.ui.relays.RelaySettings;
import jakarta.inject.Inject;

/** <i>Preferences &gt; Agents &gt; Relays and Identities</i>. What is done on it holds at once; looking at it starts no host. */
public final class RelaysPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {
	/** Whether there is a host now. */
	static final class Reach {
		private final boolean connected;

		@Inject
		Reach(@Service @Optional @Nullable RemoteHost remote) {
			connected = remote == null || remote.isConnected();
		}
	}

	/** So that the columns of its tables have room for their headings, in the dialog's units. */
	private static final int WIDTH_DLUS = 330;

	private @Nullable IEclipseContext context;

	@Override
	public void init(IWorkbench workbench) {
		context = workbench.getService(IEclipseContext.class);
		noDefaultAndApplyButton();
	}

	@Override
	protected Point doComputeSize() {
		Point needed = super.doComputeSize();
		initializeDialogUnits(getControl());
		return new Point(Math.max(needed.x, convertHorizontalDLUsToPixels(WIDTH_DLUS)), needed.y);
	}

	@Override
	protected Control createContents(Composite parent) {
		IEclipseContext present = context;
		Control pane = present == null ? null
				: RelaySettings.create(parent, present, ContextInjectionFactory.make(Reach.class, present).connected);
		if (pane != null) {
			return pane;
		}
		Label words = new Label(parent, SWT.WRAP);
		words.setText(Messages.preferences_noRelays);
		return words;
	}
}
