package dev.umbra.ide.internal;

import java.util.EnumMap;
import java.util.Map;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.core.contexts.ContextInjectionFactory;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.prefs.BackingStoreException;

import dev.umbra.ui.ClosingTab;
import dev.umbra.ui.Updates;

/** <i>Preferences &gt; Agents</i>: what the host does now, and what a person prefers. Looking at it starts no host. */
public final class AgentsPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {
	private static final int WIDTH_IN_CHARACTERS = 70;
	private final IEclipsePreferences preferences = InstanceScope.INSTANCE.getNode(ClosingTab.NODE);
	private final Map<ClosingTab, Button> closing = new EnumMap<>(ClosingTab.class);
	private @Nullable IEclipseContext context;
	private @Nullable Updates updates;

	@Override
	public void init(IWorkbench workbench) {
		context = workbench.getService(IEclipseContext.class);
	}

	@Override
	protected Control createContents(Composite parent) {
		Composite page = new Composite(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, convertVerticalDLUsToPixels(8)).applyTo(page);
		Label about = new Label(page, SWT.WRAP);
		about.setText(Messages.preferences_about);
		GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(WIDTH_IN_CHARACTERS), SWT.DEFAULT)
				.applyTo(about);
		if (context != null) {
			IEclipseContext mine = context.createChild("the host on a preference page");
			mine.set(Composite.class, page);
			HostGroup host = ContextInjectionFactory.make(HostGroup.class, mine);
			page.addDisposeListener(disposed -> {
				host.close();
				mine.dispose();
			});
		}
		closing(page);
		Group fresh = new Group(page, SWT.NONE);
		fresh.setText(Messages.preferences_updates);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(fresh);
		GridLayoutFactory.swtDefaults().applyTo(fresh);
		updates = new Updates(fresh, InstanceScope.INSTANCE.getNode(Updates.NODE));
		return page;
	}

	private void closing(Composite page) {
		Group group = new Group(page, SWT.NONE);
		group.setText(Messages.preferences_close);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
		GridLayoutFactory.swtDefaults().applyTo(group);
		ClosingTab chosen = ClosingTab.read(preferences);
		for (ClosingTab each : ClosingTab.values()) {
			Button button = new Button(group, SWT.RADIO);
			button.setText(switch (each) {
			case ASK -> Messages.preferences_closeAsk;
			case STOP -> Messages.preferences_closeStop;
			case KEEP_RUNNING -> Messages.preferences_closeKeep;
			});
			button.setSelection(each == chosen);
			closing.put(each, button);
		}
	}

	@Override
	protected void performDefaults() {
		closing.forEach((each, button) -> button.setSelection(each == ClosingTab.ASK));
		if (updates != null) {
			updates.defaults();
		}
		super.performDefaults();
	}

	@Override
	public boolean performOk() {
		closing.forEach((each, button) -> {
			if (button.getSelection()) {
				each.write(preferences);
			}
		});
		try {
			preferences.flush();
			if (updates != null) {
				updates.write();
			}
		} catch (BackingStoreException e) {
			setErrorMessage(e.getMessage());
			return false;
		}
		return true;
	}
}
