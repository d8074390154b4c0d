package dev.umbra.ide.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.Service;
import org.eclipse.e4.core.services.events.IEventBroker;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.EventHandler;

import dev.umbra.client.RemoteHost;
import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Pulled;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.ui.Latch;
import dev.umbra.wire.DataFolder;
import jakarta.inject.Inject;

/**
 * The host in words, and what a person can do about it. It is asked only while it is connected, since asking would start
 * one; the buttons may. On the SWT thread, but for the two listeners, which only signal.
 */
final class HostGroup implements AutoCloseable {
	private static final int TEXT_WIDTH = 420;
	private static final int ATTEMPTS = 3;
	private final UISynchronize ui;
	private final Host host;
	private final @Nullable RemoteHost remote;
	private final IEventBroker broker;
	private final Pulled<Host.Status> status;
	private final Latch latch;
	private final Subscription subscription;
	private final EventHandler stateHeard;
	private final Group group;
	private final Label words;
	private final Text folder;
	private final Button look;
	private final Button restart;
	/** What a button brought, shown until the host's next word; empty: nothing. */
	private String told = "";
	/** The host that was told to end, 0 if none was. */
	private long ending;

	@Inject
	HostGroup(Composite parent, UISynchronize ui, IEventBroker broker, @Service Snapshots snapshots, @Service Host host,
			@Service @Optional @Nullable RemoteHost remote) {
		this.ui = ui;
		this.host = host;
		this.remote = remote;
		this.broker = broker;
		this.status = snapshots.host();
		group = new Group(parent, SWT.NONE);
		group.setText(Messages.preferences_host);
		GridLayoutFactory.swtDefaults().numColumns(2).applyTo(group);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
		words = new Label(group, SWT.WRAP);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(TEXT_WIDTH, SWT.DEFAULT).applyTo(words);
		new Label(group, SWT.NONE).setText(Messages.preferences_folder);
		folder = new Text(group, SWT.READ_ONLY | SWT.SINGLE);
		GridDataFactory.fillDefaults().grab(true, false).hint(TEXT_WIDTH / 2, SWT.DEFAULT).applyTo(folder);
		Composite buttons = new Composite(group, SWT.NONE);
		GridDataFactory.fillDefaults().span(2, 1).applyTo(buttons);
		GridLayoutFactory.fillDefaults().numColumns(2).applyTo(buttons);
		look = button(buttons, this::look);
		restart = button(buttons, this::restart);
		restart.setText(Messages.preferences_restart);
		restart.setToolTipText(Messages.preferences_restartTip);
		latch = new Latch(ui, this::paint);
		subscription = status.onChange(latch::signal);
		stateHeard = event -> {
			askIfConnected();
			latch.signal();
		};
		broker.subscribe(HostStateChanged.TOPIC, null, stateHeard, true);
		askIfConnected();
		paint();
	}

	private static Button button(Composite parent, Runnable action) {
		Button button = new Button(parent, SWT.PUSH);
		button.addSelectionListener(SelectionListener.widgetSelectedAdapter(pressed -> action.run()));
		return button;
	}

	private boolean connected() {
		return remote == null || remote.isConnected();
	}

	private void askIfConnected() {
		if (connected()) {
			status.pull();
		}
	}

	/** Also where it is not connected: the person wants it to be. */
	private void look() {
		tell(Messages.preferences_asking);
		host.status(new Nothing()).whenComplete((outcome, error) -> {
			status.pull();
			latch.signal();
		});
	}

	/** The next host is started by the first call after the end of this one, whether this page is there still or not. */
	private void restart() {
		restart.setEnabled(false);
		host.stop(new Host.Stop(true, true)).whenComplete((outcome, error) -> {
			Outcome<Host.Stopping> answer = error == null ? outcome
					: Outcome.notOk(Failure.failed(String.valueOf(error.getMessage()), null));
			switch (answer) {
			case Outcome.Ok<Host.Stopping> ok -> ending(ok.value().pid());
			// it was gone before it could answer
			case Outcome.NotOk<Host.Stopping> not when not.failure().code() == Failure.Code.HOST_UNREACHABLE -> startNext(ATTEMPTS);
			case Outcome.NotOk<Host.Stopping> not -> ui.asyncExec(() -> tell(words(not.failure())));
			}
		});
	}

	/** On a thread of the client. */
	private void ending(long pid) {
		ui.asyncExec(() -> {
			ending = pid;
			tell(NLS.bind(Messages.preferences_restarting, Long.toString(pid)));
		});
		ended(pid).whenComplete((end, error) -> startNext(ATTEMPTS));
	}

	/** A call starts a host. It may still go over the connection to the one that has ended, and then is made again. Any thread. */
	private void startNext(int attempts) {
		host.status(new Nothing()).whenComplete((outcome, error) -> {
			if (attempts > 1 && outcome instanceof Outcome.NotOk<Host.Status>(Failure failure)
					&& failure.code() == Failure.Code.HOST_UNREACHABLE) {
				startNext(attempts - 1);
				return;
			}
			status.pull();
			ui.asyncExec(() -> {
				ending = 0;
				latch.signal();
			});
		});
	}

	private static CompletionStage<?> ended(long pid) {
		return ProcessHandle.of(pid).<CompletionStage<?>>map(ProcessHandle::onExit)
				.orElseGet(() -> CompletableFuture.completedFuture(null));
	}

	private void tell(String text) {
		if (!group.isDisposed()) {
			told = text;
			paint();
			told = "";
		}
	}

	private void paint() {
		Known<Host.Status> known = status.now();
		boolean connected = connected();
		words.setText(told.isEmpty() ? text(known, connected) : told);
		Host.Status now = known.value();
		folder.setText(now == null ? DataFolder.resolve(System.getProperty("umbra.home"), System.getenv()).toString()
				: now.home());
		look.setText(connected ? Messages.preferences_refresh : Messages.preferences_connect);
		restart.setEnabled(connected && ending == 0);
		group.requestLayout();
	}

	private static String text(Known<Host.Status> known, boolean connected) {
		Host.Status now = known.value();
		Failure failure = known.failure();
		if (failure != null) {
			return now == null ? words(failure) : NLS.bind(Messages.preferences_old, words(failure), state(now));
		}
		if (!connected) {
			return Messages.preferences_absent;
		}
		return now == null ? Messages.preferences_asking : state(now);
	}

	private static String state(Host.Status now) {
		return NLS.bind(Messages.preferences_state, new Object[] { now.version(), Long.toString(now.pid()), now.state(),
				now.sessions(), now.runningTurns(), now.waiting(), now.clients() });
	}

	private static String words(Failure failure) {
		return failure.hint() == null ? failure.message() : failure.message() + " " + failure.hint();
	}

	@Override
	public void close() {
		broker.unsubscribe(stateHeard);
		subscription.close();
		latch.close();
	}
}
