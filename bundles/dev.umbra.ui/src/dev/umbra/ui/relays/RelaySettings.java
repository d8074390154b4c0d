package dev.umbra.ui.relays;

import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.ui.internal.live.LiveServices;
import dev.umbra.ui.internal.relays.RelaysPane;

/** The person's relays and identities, the same as in the product's dialog; whatever is done holds at once. */
public final class RelaySettings {
	private RelaySettings() {
	}

	/**
	 * On the SWT thread.
	 *
	 * @param context of the workbench
	 * @param connected whether there is a host: else it is asked only when the person says so, since asking would start one
	 * @return null while the parts of agents are not there yet
	 */
	public static @Nullable Control create(Composite parent, IEclipseContext context, boolean connected) {
		LiveServices services = context.get(LiveServices.class);
		if (services == null) {
			return null;
		}
		RelaysPane pane = new RelaysPane(parent, context.get(UISynchronize.class), Clocks.SYSTEM, services::now, connected, () -> parent.layout(true, true));
		services.tell(pane, (each, present) -> each.changed());
		return pane;
	}
}
