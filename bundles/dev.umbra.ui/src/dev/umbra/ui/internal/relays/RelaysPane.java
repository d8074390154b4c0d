package dev.umbra.ui.internal.relays;

import java.time.InstantSource;
import java.util.function.Supplier;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Identities;
import dev.umbra.ui.Latch;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Ground;
import dev.umbra.ui.internal.look.Space;

/**
 * Relays, identities, and this computer as a relay, each on a page of its own. What it shows follows by itself while it can be seen. On the SWT thread.
 */
public final class RelaysPane extends Composite {
	/** Counts change without an event; between two looks while somebody looks, in milliseconds. */
	private static final int PACE = 2_000;

	private final Supplier<HostServices> services;
	private final Latch latch;
	private final Followed<Identities.Listing> identities;
	private final Followed<Host.Settings> settings;
	private final Followed<Host.Serving> serving;
	private final TabFolder pages;
	private final RelayListPage relayPage;
	private final IdentitiesPage identityPage;
	private final ServePage servePage;
	private final Runnable due = this::due;
	private @Nullable Snapshots bound;
	private @Nullable Subscription relays;
	private boolean asking;

	/**
	 * @param asks whether the host is asked at once, which starts one where none runs; else when the person says so
	 * @param resized words came or went: another height may be needed
	 */
	public RelaysPane(Composite parent, UISynchronize ui, InstantSource clock, Supplier<HostServices> services, boolean asks, Runnable resized) {
		super(parent, SWT.NONE);
		Ground.ofParent(this);
		this.services = services;
		latch = new Latch(ui, this::refresh);
		identities = Followed.identities(services, latch::signal);
		settings = Followed.settings(services, latch::signal);
		serving = Followed.serving(services, latch::signal);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = 0;
		setLayout(layout);
		if (!asks) {
			connect(resized);
		}
		pages = new TabFolder(this, SWT.TOP);
		pages.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		relayPage = new RelayListPage(page(Messages.page_relays), clock, services, this::pull, resized);
		identityPage = new IdentitiesPage(page(Messages.page_identities), services, this::pull, resized);
		servePage = new ServePage(page(Messages.page_serve), services, this::pull, this::add, resized);
		addListener(SWT.Dispose, event -> close());
		if (asks) {
			pull();
		}
		refresh();
	}

	/** Offers what asks the host. */
	private void connect(Runnable resized) {
		Composite row = Fields.grid(this, 1);
		Fields.note(row, Messages.absent);
		Button button = new Button(row, SWT.PUSH);
		button.setText(Messages.connect);
		button.addListener(SWT.Selection, event -> {
			Fields.show(row, false);
			pull();
			resized.run();
			layout(true, true);
		});
	}

	private Composite page(String title) {
		TabItem item = new TabItem(pages, SWT.NONE);
		item.setText(title);
		Composite page = new Composite(pages, SWT.NONE);
		GridLayout margins = new GridLayout(1, false);
		margins.marginWidth = margins.marginHeight = Space.NEAR;
		page.setLayout(margins);
		item.setControl(page);
		return page;
	}

	/** The person wants to know, or something was changed here. */
	private void pull() {
		boolean first = !asking;
		asking = true;
		bind();
		pullRelays();
		identities.pull();
		settings.pull();
		serving.pull();
		if (first) {
			getDisplay().timerExec(PACE, due);
		}
	}

	private void pullRelays() {
		Snapshots present = bound;
		if (present != null) {
			present.relays().pull();
		}
	}

	/** Follows what is there now. */
	private void bind() {
		Snapshots present = services.get().snapshots();
		if (present != null && present != bound) {
			if (relays != null) {
				relays.close();
			}
			bound = present;
			relays = present.relays().onChange(latch::signal);
			if (asking) {
				present.relays().pull();
			}
		}
		identities.bind();
		settings.bind();
		serving.bind();
	}

	private void due() {
		if (!isDisposed()) {
			if (isVisible()) {
				pullRelays();
				// how long ago something was is another by now
				refresh();
			}
			getDisplay().timerExec(PACE, due);
		}
	}

	/** Puts a relay into the fields where one is added, and shows them. */
	private void add(String url) {
		pages.setSelection(0);
		relayPage.propose(url);
	}

	/** A service came. Any thread. */
	public void changed() {
		latch.signal();
	}

	/** The latch's work. */
	private void refresh() {
		if (isDisposed()) {
			return;
		}
		bind();
		Snapshots present = bound;
		Identities.@Nullable Listing known = identities.now().value();
		if (present != null && asking) {
			relayPage.show(present.relays().now(), known);
		}
		identityPage.show(identities.now());
		servePage.show(settings.now(), serving.now(), known);
	}

	private void close() {
		latch.close();
		getDisplay().timerExec(-1, due);
		if (relays != null) {
			relays.close();
		}
		identities.close();
		settings.close();
		serving.close();
	}
}
