package dev.umbra.ui.internal.status;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MTrimmedWindow;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.HostRestart;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.Version;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Relays;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.ui.Elements;
import dev.umbra.ui.Latch;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.HostReach.Phase;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.LiveServices;
import dev.umbra.ui.internal.look.Dots;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.relays.RelayWords;
import dev.umbra.ui.internal.relays.RelaysDialog;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;

/**
 * The status in the trim. What it shows follows by itself; its event handler runs on EventAdmin's thread and may come before the
 * control is built; all else is on the SWT thread.
 */
public final class StatusControl {
	/** The product's; an IDE's window has another. */
	private static final String OWN_TRIM = "dev.umbra.app.trim.bottom";
	private final UISynchronize ui;
	private final HostReach reach = new HostReach();
	private final List<Subscription> subscriptions = new ArrayList<>();
	private volatile HostServices services = HostServices.NONE;
	private volatile @Nullable Latch latch;
	/** The host was told to end when it is idle; the next is started then. */
	private volatile boolean restarting;
	private @Nullable Widgets widgets;
	private @Nullable Snapshots bound;
	/** In an IDE that nobody uses agents in: nothing is asked, since asking would start a host, and nothing is shown. */
	private boolean resting;

	private record Widgets(ToolBar bar, ToolItem host, ToolItem running, ToolItem waiting, ToolItem relays) {
	}

	@Inject
	public StatusControl(UISynchronize ui) {
		this.ui = ui;
	}

	@Inject
	void services(LiveServices live) {
		live.tell(this, StatusControl::told);
	}

	private void told(HostServices present) {
		services = present;
		signal();
	}

	@PostConstruct
	void create(Composite parent, MApplication application, EPartService parts, LiveServices live) {
		ToolBar bar = Named.named(new ToolBar(parent, SWT.FLAT | SWT.RIGHT | SWT.HORIZONTAL), Messages.name);
		ToolItem host = new ToolItem(bar, SWT.PUSH);
		host.addListener(SWT.Selection, e -> menu(host));
		ToolItem running = new ToolItem(bar, SWT.PUSH);
		running.setImage(Icons.image(Icon.RUNNING));
		running.setToolTipText(Messages.running_tip);
		running.addListener(SWT.Selection, e -> parts.showPart(Elements.AGENTS, EPartService.PartState.ACTIVATE));
		ToolItem waiting = new ToolItem(bar, SWT.PUSH);
		waiting.setImage(Icons.image(Icon.ATTENTION));
		waiting.setToolTipText(Messages.waiting_tip);
		waiting.addListener(SWT.Selection, e -> parts.showPart(Elements.ATTENTION, EPartService.PartState.ACTIVATE));
		ToolItem relay = new ToolItem(bar, SWT.PUSH);
		relay.addListener(SWT.Selection, e -> new RelaysDialog(bar.getShell(), ui, live).open());
		widgets = new Widgets(bar, host, running, waiting, relay);
		resting = application.getChildren().stream().noneMatch(window -> window instanceof MTrimmedWindow own
				&& own.getTrimBars().stream().anyMatch(trim -> OWN_TRIM.equals(trim.getElementId())));
		latch = new Latch(ui, this::refresh);
		bar.addListener(SWT.Dispose, e -> close());
		bar.addListener(SWT.Settings, e -> signal());
		refresh();
	}

	@PreDestroy
	void close() {
		Latch present = latch;
		if (present != null) {
			present.close();
		}
		subscriptions.forEach(Subscription::close);
		subscriptions.clear();
	}

	@Inject
	@Optional
	void host(@EventTopic(HostStateChanged.TOPIC) HostStateChanged event) {
		reach.told(event.state());
		signal();
	}

	private void signal() {
		Latch present = latch;
		if (present != null) {
			present.signal();
		}
	}

	private void refresh() {
		Widgets shown = widgets;
		if (shown == null || shown.bar().isDisposed()) {
			return;
		}
		bind();
		Snapshots present = bound;
		boolean asked = present != null && (present.host().now().asked() || present.sessions().now().asked()
				|| present.agents().now().asked() || reach.isTold());
		if (resting && asked) {
			resting = false;
			pull(present);
		}
		shown.bar().setVisible(!resting);
		Host.Status status = present == null ? null : present.host().now().value();
		Phase phase = present == null ? Phase.STARTING : reach.phase(present.host().now());
		Sessions.Listing sessions = present == null ? null : present.sessions().now().value();
		Attention.Listing attention = present == null ? null : present.attention().now().value();
		boolean known = phase == Phase.READY;
		Palette palette = Palette.of(shown.bar());
		set(shown.host(), StatusWords.host(phase, status, Version.OWN, restarting));
		shown.host().setImage(switch (phase) {
		case STARTING, ENDING -> Dots.image(palette.busy(), true);
		case UNREACHABLE -> Dots.image(palette.error(), true);
		case READY -> Dots.image(StatusWords.otherVersion(status, Version.OWN) ? palette.warning() : palette.ok(), true);
		});
		shown.host().setToolTipText(Messages.host_tip);
		set(shown.running(), sessions == null ? Messages.unknown : StatusWords.running(sessions.sessions(), status));
		showRelays(shown.relays(), palette, present == null ? null : present.relays().now().value(), known);
		set(shown.waiting(), attention == null ? Messages.unknown : StatusWords.waiting(attention.items().size()));
		// old counts are dimmed, never shown as if they held
		shown.running().setEnabled(known && sessions != null);
		shown.waiting().setEnabled(known && attention != null);
	}

	private static void showRelays(ToolItem item, Palette palette, Relays.@Nullable Listing listing, boolean known) {
		List<RelayStatus> all = listing == null ? List.of() : listing.relays();
		set(item, listing == null ? Messages.unknown : RelayWords.together(all));
		item.setImage(switch (RelayWords.tone(all)) {
		case NONE -> Dots.image(palette.dim(), false);
		case GOOD -> Dots.image(palette.ok(), true);
		case BUSY -> Dots.image(palette.busy(), true);
		case WARNING -> Dots.image(palette.warning(), true);
		case BAD -> Dots.image(palette.error(), true);
		});
		item.setToolTipText((all.isEmpty() ? "" : RelayWords.lines(all).replace("&", "&&") + "\n") + Messages.relays_tip);
		item.setEnabled(known && listing != null);
	}

	private static void set(ToolItem item, String text) {
		if (!text.equals(item.getText())) {
			item.setText(text);
			item.getParent().requestLayout();
		}
	}

	/** Follows the snapshots that are there now. */
	private void bind() {
		Snapshots present = services.snapshots();
		if (present == bound) {
			return;
		}
		subscriptions.forEach(Subscription::close);
		subscriptions.clear();
		bound = present;
		if (present != null) {
			subscriptions.add(present.host().onChange(this::signal));
			subscriptions.add(present.sessions().onChange(this::signal));
			subscriptions.add(present.attention().onChange(this::signal));
			subscriptions.add(present.relays().onChange(this::signal));
			subscriptions.add(present.agents().onChange(this::signal));
			if (!resting) {
				pull(present);
			}
		}
	}

	private static void pull(Snapshots present) {
		present.host().pull();
		present.sessions().pull();
		present.attention().pull();
		present.relays().pull();
	}

	private void menu(ToolItem item) {
		Menu menu = new Menu(item.getParent());
		Snapshots present = bound;
		Host.Status status = present == null ? null : present.host().now().value();
		Phase phase = present == null ? Phase.STARTING : reach.phase(present.host().now());
		boolean ready = phase == Phase.READY && services.host() != null;
		item(menu, Messages.menu_status, ready && status != null, this::details);
		item(menu, Messages.menu_restart, ready && services.get(HostRestart.class) != null && !restarting, this::restart);
		item(menu, Messages.menu_start, phase == Phase.UNREACHABLE && services.host() != null, this::startHost);
		Rectangle place = item.getBounds();
		menu.setLocation(item.getParent().toDisplay(place.x, place.y));
		menu.addListener(SWT.Hide, e -> item.getDisplay().asyncExec(menu::dispose));
		menu.setVisible(true);
	}

	private static void item(Menu menu, String label, boolean enabled, Runnable run) {
		MenuItem item = new MenuItem(menu, SWT.PUSH);
		item.setText(label);
		item.setEnabled(enabled);
		item.addListener(SWT.Selection, e -> run.run());
	}

	/** Asks for the newest first. */
	private void details() {
		Host host = services.host();
		if (host != null) {
			host.status(new Nothing()).whenComplete((outcome, error) -> onBar(() -> {
				if (outcome instanceof Outcome.Ok<Host.Status> ok) {
					tell(MessageDialog.INFORMATION, StatusWords.details(ok.value(), Version.OWN, Clocks.SYSTEM.instant()));
				} else {
					failed(outcome instanceof Outcome.NotOk<Host.Status> not ? not.failure() : broken(error));
				}
			}));
		}
	}

	private void restart() {
		HostRestart present = services.get(HostRestart.class);
		if (present == null) {
			return;
		}
		restarting = true;
		signal();
		present.whenIdle().whenComplete((outcome, error) -> {
			restarting = false;
			signal();
			if (outcome instanceof Outcome.Ok<Done>) {
				services.pullAll();
			} else {
				onBar(() -> failed(outcome instanceof Outcome.NotOk<Done> not ? not.failure() : broken(error)));
			}
		});
	}

	/** Any thread: the first call starts a host where none runs. */
	private void startHost() {
		Host host = services.host();
		if (host == null) {
			return;
		}
		reach.starting();
		signal();
		host.status(new Nothing()).whenComplete((outcome, error) -> {
			Failure failure = outcome instanceof Outcome.NotOk<Host.Status> not ? not.failure() : error == null ? null : broken(error);
			reach.answered(failure);
			signal();
			if (failure == null) {
				services.pullAll();
			} else {
				onBar(() -> failed(failure));
			}
		});
	}

	private static Failure broken(Throwable error) {
		return Failure.failed(NLS.bind(Messages.call_broke, error.getMessage()), null);
	}

	private void onBar(Runnable work) {
		ui.asyncExec(() -> {
			Widgets shown = widgets;
			if (shown != null && !shown.bar().isDisposed()) {
				work.run();
			}
		});
	}

	private void failed(Failure failure) {
		tell(MessageDialog.ERROR, failure.hint() == null ? failure.message() : failure.message() + "\n\n" + failure.hint());
	}

	private void tell(int kind, String text) {
		Widgets shown = widgets;
		if (shown != null) {
			MessageDialog.open(kind, shown.bar().getShell(), Messages.name, text.replace("&", "&&"), SWT.NONE);
		}
	}
}
