package dev.umbra.ui.internal.diagnostics;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.ClientCounters;
import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Pulled;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Relays;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.ui.Latch;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.Section;
import dev.umbra.ui.internal.look.EmptyState;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/**
 * The widgets of the part: pages of which one is seen. Only the page that is seen is brought up to date, and nothing is asked for while the part is hidden. {@link #changed}
 * may be called by any thread; all else belongs to the SWT thread.
 */
final class DiagnosticsView {
	/** What can be looked at. */
	enum Page {
		OVERVIEW, CALLS, CHARTS, THREADS, DOCTOR
	}

	/** Between two looks while somebody looks, in milliseconds. */
	private static final int PACE = 5_000;

	private final Composite root;
	private final InstantSource clock;
	private final Supplier<HostServices> services;
	private final HostReach reach;
	private final Latch latch;
	private final Pulled<Metrics.Numbers> numbers;
	private final Pulled<Host.Status> status;
	private final Pulled<Host.Report> report;
	private final Pulled<Relays.Listing> relays;
	private final List<Subscription> subscriptions = new ArrayList<>();
	private final ToolBar bar;
	private final Map<Page, ToolItem> items = new EnumMap<>(Page.class);
	private final NoticeBar notice;
	private final Composite body;
	private final StackLayout stack = new StackLayout();
	private final EmptyState empty;
	private final Map<Page, LineTable> tables = new EnumMap<>(Page.class);
	private final Map<Page, Section<List<Line>>> sections = new EnumMap<>(Page.class);
	private final ChartsPane charts;
	private final Section<List<Series>> drawn;
	private final Runnable due = this::due;
	private Page page = Page.OVERVIEW;
	private final AtomicBoolean outdated = new AtomicBoolean();
	private boolean ticking;
	private boolean dark;

	DiagnosticsView(Composite root, UISynchronize ui, InstantSource clock, Supplier<HostServices> services, HostReach reach) {
		this.root = root;
		this.clock = clock;
		this.services = services;
		this.reach = reach;
		latch = new Latch(ui, this::refresh);
		numbers = new Pulled<>(() -> ask(Metrics.class, metrics -> metrics.get(new Metrics.Get(true))));
		status = new Pulled<>(() -> ask(Host.class, host -> host.status(new Nothing())));
		report = new Pulled<>(() -> ask(Host.class, host -> host.doctor(new Nothing())));
		relays = new Pulled<>(() -> ask(Relays.class, service -> service.list(new Nothing())));
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = layout.verticalSpacing = 0;
		root.setLayout(layout);
		bar = Named.named(new ToolBar(root, SWT.FLAT | SWT.WRAP | SWT.RIGHT), Messages.pages_name);
		GridData top = new GridData(SWT.FILL, SWT.TOP, true, false);
		top.horizontalIndent = Space.TIGHT;
		bar.setLayoutData(top);
		for (Page each : Page.values()) {
			items.put(each, pageItem(each));
		}
		new ToolItem(bar, SWT.SEPARATOR);
		tool(Icon.REFRESH, Messages.tip_refresh, this::again);
		tool(Icon.COPY, Messages.tip_copy, this::copy);
		notice = new NoticeBar(root);
		body = new Composite(root, SWT.NONE);
		body.setLayout(stack);
		body.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		table(Page.OVERVIEW, List.of("", ""), 0);
		table(Page.CALLS, List.of(Messages.column_method, Messages.column_all, Messages.column_ok, Messages.column_same, Messages.column_failed), 4);
		table(Page.THREADS, List.of(Messages.column_thread, Messages.column_count), 1);
		table(Page.DOCTOR, List.of(Messages.column_check, Messages.column_state, Messages.column_words), 0);
		charts = new ChartsPane(body);
		drawn = new Section<>("diagnostics.charts", this::counters, charts::show);
		empty = new EmptyState(body);
		OwnColours.keep(body);
		subscriptions.add(numbers.onChange(latch::signal));
		subscriptions.add(status.onChange(latch::signal));
		subscriptions.add(report.onChange(latch::signal));
		subscriptions.add(relays.onChange(latch::signal));
		recolor();
		// whatever brings the part in sight paints it
		root.addListener(SWT.Paint, event -> seen());
		root.addListener(SWT.Dispose, event -> close());
		show(Page.OVERVIEW);
	}

	private ToolItem pageItem(Page each) {
		ToolItem item = new ToolItem(bar, SWT.RADIO);
		item.setText(title(each));
		item.setSelection(each == page);
		item.addListener(SWT.Selection, event -> {
			if (item.getSelection()) {
				show(each);
			}
		});
		return item;
	}

	private static String title(Page page) {
		return switch (page) {
		case OVERVIEW -> Messages.page_overview;
		case CALLS -> Messages.page_calls;
		case CHARTS -> Messages.page_charts;
		case THREADS -> Messages.page_threads;
		case DOCTOR -> Messages.page_doctor;
		};
	}

	private void tool(Icon icon, String tip, Runnable run) {
		ToolItem item = new ToolItem(bar, SWT.PUSH);
		item.setImage(Icons.image(icon));
		item.setToolTipText(tip);
		item.addListener(SWT.Selection, event -> run.run());
	}

	private void table(Page each, List<String> titles, int right) {
		LineTable made = new LineTable(body, title(each), titles, right);
		tables.put(each, made);
		sections.put(each, new Section<>("diagnostics." + each.name().toLowerCase(Locale.ROOT), this::counters, made::show));
	}

	private @Nullable ClientCounters counters() {
		return services.get().get(ClientCounters.class);
	}

	/** Never completes exceptionally. */
	private <S, T> CompletionStage<Outcome<T>> ask(Class<S> kind, Function<S, CompletionStage<Outcome<T>>> call) {
		S service = services.get().get(kind);
		return service == null
				? CompletableFuture.completedFuture(Outcome.notOk(new Failure(Failure.Code.HOST_UNREACHABLE, Messages.no_host, Messages.no_host_hint)))
				: call.apply(service);
	}

	// --- when it is asked ---

	private boolean isSeen() {
		return root.isVisible() && !root.getShell().getMinimized();
	}

	/** It came in sight, or still is. */
	private void seen() {
		if (Palette.of(root).dark() != dark) {
			recolor();
			latch.signal();
		}
		if (!ticking && isSeen()) {
			ticking = true;
			due();
		}
	}

	/** Asks for what the page shows, and again after a while as long as somebody looks. */
	private void due() {
		if (root.isDisposed()) {
			return;
		}
		if (!isSeen()) {
			ticking = false;
			return;
		}
		pull();
		root.getDisplay().timerExec(PACE, due);
	}

	private void pull() {
		if (reach.phase(status.now()) == HostReach.Phase.UNREACHABLE) {
			// asking would start one: somebody may have stopped it on purpose
			return;
		}
		switch (page) {
		case OVERVIEW -> {
			status.pull();
			numbers.pull();
			if (services.get().get(Relays.class) != null) {
				relays.pull();
			}
		}
		case CALLS, CHARTS, THREADS -> numbers.pull();
		case DOCTOR -> {
			if (!report.now().asked()) {
				report.pull();
			}
		}
		}
	}

	/** The person wants to know now. */
	private void again() {
		if (page == Page.DOCTOR) {
			report.pull();
		} else {
			status.pull();
			numbers.pull();
		}
	}

	/** A service came, or the host came or went: what is shown is another, or can be asked for now. Any thread. */
	void changed() {
		outdated.set(true);
		latch.signal();
	}

	// --- what is shown ---

	void focus() {
		LineTable table = tables.get(page);
		if (stack.topControl == empty || table == null) {
			bar.setFocus();
		} else {
			table.control().setFocus();
		}
	}

	private void show(Page wanted) {
		page = wanted;
		items.forEach((each, item) -> item.setSelection(each == wanted));
		refresh();
		if (isSeen()) {
			pull();
		}
	}

	/** The latch's work. */
	private void refresh() {
		if (root.isDisposed()) {
			return;
		}
		if (isSeen() && outdated.getAndSet(false)) {
			pull();
		}
		Known<?> known = page == Page.DOCTOR ? report.now() : numbers.now();
		tell(known);
		if (known.value() == null) {
			nothing(known);
			return;
		}
		switch (page) {
		case OVERVIEW -> lines(Overview.of(status.now().value(), numbers.now().value(), relays(), clock.instant()));
		case CALLS -> lines(Tables.calls(present(numbers)));
		case THREADS -> lines(Tables.threads(present(numbers)));
		case DOCTOR -> lines(Tables.checks(present(report)));
		case CHARTS -> {
			List<Series> series = Series.of(present(numbers).history(), present(numbers).host().at());
			if (series.isEmpty()) {
				front(empty);
				empty.show(Icon.ACTIVITY, Messages.charts_none_title, Messages.charts_none_text);
			} else {
				front(charts.control());
				drawn.show(series);
			}
		}
		}
	}

	private List<RelayStatus> relays() {
		Relays.Listing known = relays.now().value();
		return known == null ? List.of() : known.relays();
	}

	private static <T> T present(Pulled<T> pulled) {
		T value = pulled.now().value();
		if (value == null) {
			throw new IllegalStateException("nothing is known yet");
		}
		return value;
	}

	private void lines(List<Line> lines) {
		Section<List<Line>> section = sections.get(page);
		LineTable table = tables.get(page);
		if (section != null && table != null) {
			front(table.control());
			section.show(lines);
		}
	}

	private void tell(Known<?> known) {
		Failure failure = known.failure();
		if (reach.phase(known) == HostReach.Phase.UNREACHABLE) {
			notice.show(Icon.HOST, known.value() == null ? Messages.unreachable : Messages.unreachable_old, new NoticeBar.Action(Messages.retry, this::again));
		} else if (failure != null) {
			notice.show(failure, new NoticeBar.Action(Messages.retry, this::again));
		} else {
			notice.clear();
		}
	}

	private void nothing(Known<?> known) {
		front(empty);
		if (known.failure() != null || reach.phase(known) == HostReach.Phase.UNREACHABLE) {
			empty.show(Icon.HOST, Messages.nothing_title, Messages.nothing_text);
		} else {
			empty.show(Icon.HOST, page == Page.DOCTOR ? Messages.examining : Messages.reading, "");
		}
	}

	private void front(Control control) {
		if (stack.topControl != control) {
			stack.topControl = control;
			body.layout();
		}
	}

	private void copy() {
		LineTable table = tables.get(page);
		if (table != null) {
			table.copy();
		} else {
			charts.copy();
		}
	}

	private void recolor() {
		Palette palette = Palette.of(root);
		dark = palette.dark();
		body.setBackground(palette.surface());
		tables.values().forEach(table -> table.recolor(palette));
		charts.recolor(palette);
		empty.recolor();
		notice.recolor();
	}

	private void close() {
		latch.close();
		root.getDisplay().timerExec(-1, due);
		subscriptions.forEach(Subscription::close);
	}
}
