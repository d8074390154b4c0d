package dev.umbra.ui.internal.history;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.PastQuestion;
import dev.umbra.client.snapshot.PastSnapshot;
import dev.umbra.client.snapshot.PastWatch;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.Failure;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.Latch;
import dev.umbra.ui.internal.live.HostReach.Phase;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.look.EmptyState;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.look.Painted;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/**
 * The widgets of the History part. {@link #signal} and {@link #changed} may be called by any thread; all else belongs to the
 * SWT thread. While the part is behind another one it asks for nothing; what it missed it reads when it is looked at.
 */
final class HistoryView {
	/** After the last key, until it is asked for, in milliseconds. */
	private static final int TYPING = 150;
	/** How often words like <i>2 min ago</i> are looked at again, in milliseconds. Nothing is asked for. */
	private static final int AGE_MILLIS = 30_000;

	private final Composite root;
	private final InstantSource clock;
	private final Supplier<@Nullable Snapshots> snapshots;
	private final HostReach reach;
	private final Latch latch;
	private final List<Subscription> subscriptions = new ArrayList<>();
	private final PastTop top;
	private final FilterBar filters;
	private final NoticeBar trouble;
	private final NoticeBar told;
	private final StackLayout stack = new StackLayout();
	private final Composite body;
	private final PastTable table;
	private final EmptyState empty;
	private final Label foot;
	private final PastActions actions;
	private final AtomicBoolean outdated = new AtomicBoolean();
	private final Runnable asking = this::ask;
	private final Runnable ageing = this::aged;
	private @Nullable Snapshots bound;
	private @Nullable PastWatch past;
	private PastQuestion shown = PastQuestion.ALL;
	private boolean dark;

	HistoryView(Composite root, UISynchronize ui, InstantSource clock, Supplier<@Nullable Snapshots> snapshots, HostReach reach,
			PastActions.Surroundings surroundings) {
		this.root = root;
		this.clock = clock;
		this.snapshots = snapshots;
		this.reach = reach;
		latch = new Latch(ui, this::refresh);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = layout.verticalSpacing = 0;
		root.setLayout(layout);
		top = new PastTop(root, new Doing());
		filters = new FilterBar(root, this::typed);
		GridData place = new GridData(SWT.FILL, SWT.TOP, true, false);
		place.exclude = true;
		filters.control().setLayoutData(place);
		filters.control().setVisible(false);
		trouble = new NoticeBar(root);
		told = new NoticeBar(root);
		body = new Composite(root, SWT.NONE);
		body.setLayout(stack);
		body.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		actions = new PastActions(root, told, surroundings);
		table = new PastTable(body, actions::open, this::selected);
		top.menu(table.control());
		table.control().getVerticalBar().addListener(SWT.Selection, event -> more());
		empty = new EmptyState(body);
		foot = new Label(root, SWT.WRAP);
		GridData words = new GridData(SWT.FILL, SWT.BOTTOM, true, false);
		words.horizontalIndent = Space.NEAR;
		words.exclude = true;
		foot.setLayoutData(words);
		foot.setVisible(false);
		Painted.byUs(foot);
		recolor();
		root.addListener(SWT.Paint, event -> {
			if (outdated.get() || past == null || Palette.of(root).dark() != dark) {
				latch.signal();
			}
		});
		root.addListener(SWT.Dispose, event -> close());
		refresh();
		root.getDisplay().timerExec(AGE_MILLIS, ageing);
	}

	/** There may be something else to be shown. Any thread. */
	void signal() {
		latch.signal();
	}

	/** The sessions there are may be others. Any thread. */
	void changed() {
		outdated.set(true);
		latch.signal();
	}

	void focus() {
		top.focus();
	}

	private final class Doing implements PastTop.Surroundings {
		@Override
		public void typed() {
			HistoryView.this.typed();
		}

		@Override
		public void asked() {
			ask();
		}

		@Override
		public void down() {
			if (stack.topControl == table.control()) {
				table.control().setFocus();
				if (table.control().getSelectionIndex() < 0 && table.control().getItemCount() > 0) {
					table.control().select(0);
					selected();
				}
			}
		}

		@Override
		public void filters(boolean wanted) {
			Fields.show(filters.control(), wanted);
			if (!wanted) {
				filters.set(PastFilters.none(LocalDate.now()));
			}
			root.layout(true, true);
			typed();
		}

		@Override
		public @Nullable PastRow selection() {
			return stack.topControl == table.control() ? table.selection() : null;
		}

		@Override
		public void run(PastTop.Command command, PastRow row) {
			switch (command) {
			case OPEN -> actions.open(row);
			case REOPEN -> actions.reopen(row);
			case EXPORT -> actions.export(row);
			case DELETE -> actions.delete(row);
			case COPY_ID -> actions.copyId(row);
			}
		}

		@Override
		public void refresh() {
			changed();
		}
	}

	/** Asks soon: more may be typed. */
	private void typed() {
		root.getDisplay().timerExec(TYPING, asking);
	}

	private void ask() {
		if (root.isDisposed()) {
			return;
		}
		root.getDisplay().timerExec(-1, asking);
		PastWatch present = past;
		PastFilters wanted = filters.filters();
		String home = System.getProperty("user.home");
		String problem = wanted.problem(home);
		if (problem != null) {
			told.show(Icon.FAILED, problem, null);
			return;
		}
		if (present != null) {
			told.clear();
			present.ask(new PastQuestion(top.text(), top.inTexts(), wanted.filter(home, LocalDate.now(), ZoneId.systemDefault()), wanted.state()));
		}
	}

	private void more() {
		PastWatch present = past;
		if (present != null && stack.topControl == table.control() && table.atEnd()) {
			present.loadMore();
		}
	}

	private void selected() {
		top.enable();
		more();
	}

	/** The latch's work. */
	private void refresh() {
		if (root.isDisposed()) {
			return;
		}
		bind();
		if (Palette.of(root).dark() != dark) {
			recolor();
		}
		PastWatch present = past;
		Snapshots source = bound;
		if (present == null || source == null) {
			front(empty);
			empty.show(Icon.HOST, Messages.starting_title, Messages.starting_text);
			top.enable();
			return;
		}
		if (root.isVisible() && outdated.getAndSet(false)) {
			present.again();
		}
		show(present.now(), source);
	}

	private void show(PastSnapshot now, Snapshots source) {
		Sessions.Listing listing = source.sessions().now().value();
		List<SessionSummary> open = listing == null ? List.of() : listing.sessions();
		List<PastRow> rows = PastRow.of(now, open, clock.instant());
		boolean anew = !now.question().equals(shown);
		shown = now.question();
		table.show(rows, anew);
		offer(source, now, open);
		tell(now, rows.isEmpty());
		top.enable();
		if (!now.asking()) {
			more();
		}
	}

	private void offer(Snapshots source, PastSnapshot now, List<SessionSummary> open) {
		Agents.Listing listing = source.agents().now().value();
		List<FilterBar.Agent> agents = new ArrayList<>();
		Set<String> named = new LinkedHashSet<>();
		if (listing != null) {
			listing.agents().forEach(one -> {
				agents.add(new FilterBar.Agent(one.agent().id().value(), one.agent().name()));
				named.add(one.agent().name());
			});
		}
		// those that were removed are known by the names they had
		now.sessions().stream().map(History.Past::agentName).filter(named::add).forEach(name -> agents.add(new FilterBar.Agent(name, name)));
		filters.offer(agents, Stream.concat(open.stream().map(SessionSummary::cwd), now.sessions().stream().map(History.Past::cwd)).distinct().sorted()
				.limit(50).toList());
	}

	private void tell(PastSnapshot now, boolean nothing) {
		Phase phase = reach.phase(new Known<>(now, now.failure()));
		Failure failure = now.failure();
		if (phase == Phase.UNREACHABLE && !nothing) {
			trouble.show(Icon.HOST, Messages.bar_unreachable, new NoticeBar.Action(Messages.retry, this::changed));
		} else if (failure != null && !nothing) {
			trouble.show(failure, new NoticeBar.Action(Messages.retry, this::changed));
		} else {
			trouble.clear();
		}
		foot(now);
		if (!nothing) {
			front(table.control());
			return;
		}
		front(empty);
		EmptyState.Choice retry = new EmptyState.Choice(Messages.retry, this::changed);
		if (phase == Phase.UNREACHABLE) {
			empty.show(Icon.HOST, Messages.unreachable_title, Messages.unreachable_text, retry);
		} else if (failure != null) {
			empty.show(Icon.FAILED, Messages.failed_title, failure.hint() == null ? failure.message() : failure.message() + " " + failure.hint(), retry);
		} else if (now.asking()) {
			empty.show(Icon.HISTORY, Messages.reading_title, Messages.reading_text);
		} else if (!now.question().text().isEmpty() || filters.filters().isSet()) {
			nothingFound(now);
		} else {
			empty.show(Icon.HISTORY, Messages.empty_title, Messages.empty_text);
		}
	}

	private void nothingFound(PastSnapshot now) {
		EmptyState.Choice all = new EmptyState.Choice(Messages.nomatch_clear, () -> {
			top.clear();
			filters.set(PastFilters.none(LocalDate.now()));
			ask();
		});
		if (now.question().inTexts() || now.question().text().isEmpty()) {
			empty.show(Icon.SEARCH, Messages.nomatch_title, Messages.nomatch_text, all);
		} else {
			empty.show(Icon.SEARCH, Messages.nomatch_title, Messages.nomatch_titles, new EmptyState.Choice(Messages.nomatch_texts, () -> {
				top.searchTexts();
				ask();
			}), all);
		}
	}

	private void foot(PastSnapshot now) {
		boolean full = now.more() && !now.canLoadMore();
		boolean before = foot.getVisible();
		if (full) {
			foot.setText(NLS.bind(Messages.foot_full, PastSnapshot.MOST));
		}
		if (full != before) {
			Fields.show(foot, full);
			root.layout(true, true);
		}
	}

	private void front(Control control) {
		if (stack.topControl != control) {
			stack.topControl = control;
			body.layout();
		}
	}

	/** Follows the snapshots that are there now; asks first when somebody looks. */
	private void bind() {
		Snapshots present = snapshots.get();
		if (present != bound) {
			unbind();
			bound = present;
		}
		if (present != null && past == null && root.isVisible()) {
			PastWatch begun = present.past();
			past = begun;
			subscriptions.add(begun.onChange(latch::signal));
			subscriptions.add(present.sessions().onChange(latch::signal));
			subscriptions.add(present.agents().onChange(latch::signal));
			subscriptions.add(present.onNews(event -> {
				if (event instanceof SessionOpened || event instanceof SessionClosed) {
					changed();
				}
			}));
			present.sessions().pull();
			present.agents().pull();
			ask();
		}
	}

	private void unbind() {
		subscriptions.forEach(Subscription::close);
		subscriptions.clear();
		PastWatch present = past;
		past = null;
		if (present != null) {
			present.close();
		}
	}

	private void recolor() {
		Palette palette = Palette.of(root);
		dark = palette.dark();
		body.setBackground(palette.surface());
		foot.setBackground(root.getBackground());
		foot.setForeground(palette.dim());
		table.recolor(palette);
		empty.recolor();
		trouble.recolor();
		told.recolor();
	}

	private void aged() {
		if (!root.isDisposed()) {
			if (root.isVisible()) {
				latch.signal();
			}
			root.getDisplay().timerExec(AGE_MILLIS, ageing);
		}
	}

	private void close() {
		latch.close();
		root.getDisplay().timerExec(-1, ageing);
		root.getDisplay().timerExec(-1, asking);
		unbind();
	}
}
