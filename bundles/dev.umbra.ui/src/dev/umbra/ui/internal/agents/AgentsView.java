package dev.umbra.ui.internal.agents;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.ClientCounters;
import dev.umbra.client.snapshot.CatalogSnapshot;
import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.Latch;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.editors.Editors;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.HostReach.Phase;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.EmptyState;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.look.Palette;

/**
 * The widgets of the Agents part. {@link #signal} may be called by any thread and says that there is something new; all else
 * belongs to the SWT thread. What is shown is always made anew from the newest snapshots, and only rows that differ are
 * touched.
 */
final class AgentsView {
	/** How often words like <i>2 min ago</i> are looked at again, in milliseconds. Nothing is asked for. */
	private static final int AGE_MILLIS = 30_000;

	/** What other parts show of an agent. */
	interface Showing {
		/** It is selected, or one of its sessions is; told again each time something is shown. */
		void selected(AgentId agent);

		void feed(AgentId agent);

		/** All sessions there ever were. */
		void history();

		void log(AgentId agent);

		/** Of what is defined. */
		Editors editors();

		/** Whether there is a place where relays are seen to. */
		boolean hasRelays();

		void relays();
	}

	private final Composite root;
	private final InstantSource clock;
	private final Supplier<HostServices> services;
	private final HostReach reach;
	private final Latch latch;
	private final AgentActions actions;
	private final List<Subscription> subscriptions = new ArrayList<>();
	private final AgentCommands commands;
	private final Showing showing;
	private final SearchLine search;
	private final KeptChoice choice;
	private final NoticeBar notice;
	private final StackLayout stack = new StackLayout();
	private final Composite body;
	private final AgentTree tree;
	private final EmptyState empty;
	private final AgentProblem problem;
	private final RelayLine relays;
	private final Doing doing;
	private final Runnable ageing = this::aged;
	private @Nullable Snapshots bound;
	private boolean dark;
	/** What is shown of the catalog. */
	private @Nullable CatalogSections defined;
	/** Key of the row of what was made just now: selected as soon as it is there. */
	private @Nullable String awaited;

	/** @param choice what the person chose to see @param showing other parts, of an agent */
	AgentsView(Composite root, UISynchronize ui, InstantSource clock, Supplier<HostServices> services, HostReach reach,
			Supplier<@Nullable SessionOpener> opener, KeptChoice choice, Showing showing) {
		this.root = root;
		this.choice = choice;
		this.showing = showing;
		this.clock = clock;
		this.services = services;
		this.reach = reach;
		latch = new Latch(ui, this::refresh);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.verticalSpacing = 0;
		root.setLayout(layout);
		search = new SearchLine(root, latch::signal, this::toRows);
		notice = new NoticeBar(root);
		body = new Composite(root, SWT.NONE);
		body.setLayout(stack);
		body.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		actions = new AgentActions(root, ui, services, notice, latch::signal);
		problem = new AgentProblem(root, command -> commands().run(command));
		relays = new RelayLine(root, showing);
		tree = new AgentTree(body, row -> doing().open(row), this::enable);
		doing = new Doing(root, services, opener, showing, actions, tree, this::await, latch::signal);
		commands = new AgentCommands(search.line(), tree, new Around(), this::filter);
		commands.filter(choice.status());
		root.addListener(SWT.Resize, e -> fold());
		empty = new EmptyState(body);
		recolor();
		root.addListener(SWT.Paint, e -> {
			if (Palette.of(root).dark() != dark) {
				latch.signal();
			}
		});
		root.addListener(SWT.Dispose, e -> close());
		refresh();
		root.getDisplay().timerExec(AGE_MILLIS, ageing);
	}

	private AgentCommands commands() {
		return commands;
	}

	private Doing doing() {
		return doing;
	}

	/** There may be something new. Any thread. */
	void signal() {
		latch.signal();
	}

	void focus() {
		if (stack.topControl == empty) {
			empty.setFocus();
		} else {
			tree.control().setFocus();
		}
	}

	private void toRows() {
		tree.control().setFocus();
	}

	private void fold() {
		search.fold(commands.bar());
	}

	private boolean reachable() {
		Snapshots present = bound;
		return present != null && reach.phase(present.agents().now()) == Phase.READY;
	}

	private void enable() {
		Row.OfAgent selected = stack.topControl == tree.control() ? tree.selectedAgent() : null;
		problem.show(selected);
		if (selected != null && selected.listed()) {
			showing.selected(selected.agent());
		}
		commands.enable();
	}

	void newAgent() {
		doing.newAgent(null);
	}

	private final class Around implements AgentCommands.Surroundings {
		@Override
		public boolean reachable() {
			return AgentsView.this.reachable();
		}

		@Override
		public boolean isSet(Command command) {
			return command == Command.SHOW_HIDDEN ? choice.hidden() : tree.selection() instanceof Row.OfPersona row && switch (command) {
			case SHARE -> row.persona().shared();
			case ACTIVE -> row.persona().active();
			case HIDE -> row.persona().hidden();
			default -> false;
			};
		}

		@Override
		public void run(Command command) {
			if (command == Command.SHOW_HIDDEN) {
				choice.hidden(!choice.hidden());
				latch.signal();
			} else {
				doing.run(command);
			}
		}
	}

	/** It is to be selected as soon as it is there. @param key of its row */
	private void await(String key) {
		awaited = key;
		latch.signal();
	}

	private void filter(StatusFilter chosen) {
		choice.status(chosen);
		if (commands.filter(chosen)) {
			fold();
		}
		latch.signal();
	}

	private void showAll() {
		search.clear();
		filter(StatusFilter.ALL);
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
		Snapshots present = bound;
		if (present == null) {
			front(empty);
			empty.show(Icon.HOST, Messages.starting_title, Messages.starting_text);
			enable();
			return;
		}
		show(present);
		relays.show(present.relays().now().value());
		enable();
	}

	private void show(Snapshots present) {
		Known<Agents.Listing> agents = present.agents().now();
		Phase phase = reach.phase(agents);
		Agents.Listing listing = agents.value();
		if (listing == null) {
			nothingYet(phase, agents.failure());
			return;
		}
		List<Agents.One> seen = doing.seen(listing.agents());
		Known<Sessions.Listing> sessions = present.sessions().now();
		Known<CatalogSnapshot> catalog = present.catalog().now();
		Sessions.Listing known = sessions.value();
		List<SessionSummary> summaries = known == null ? List.of() : known.sessions();
		Sections.Choice wanted = choice.with(search.words());
		CatalogSections shown = CatalogSections.of(catalog.value(), wanted, defined);
		defined = shown;
		AgentRows agentRows = new AgentRows(clock.instant(), AgentRows.titles(present.presets().now().value()), shown == null ? null : shown.names());
		boolean outdated = phase != Phase.READY;
		if (!outdated && wanted.isAll() && Sections.isNew(agentRows.of(seen, summaries, null), catalog.value())) {
			front(empty);
			empty.show(Icon.UMBRA, Messages.empty_title, Messages.empty_text, new EmptyState.Choice(Messages.empty_demo, doing::tryDemo),
					new EmptyState.Choice(Messages.empty_new, this::newAgent));
		} else {
			show(new Sections(clock.instant(), agentRows, wanted).of(agentRows.of(seen, summaries, wanted.words()), shown), outdated);
		}
		Failure failure = agents.failure() != null ? agents.failure() : sessions.failure() != null ? sessions.failure() : catalog.failure();
		actions.tell(phase, phase == Phase.READY ? failure : null, this::startHost);
	}

	private void show(List<Row.OfSection> rows, boolean outdated) {
		if (rows.isEmpty()) {
			front(empty);
			empty.show(Icon.SEARCH, Messages.nomatch_title, Messages.nomatch_text, new EmptyState.Choice(Messages.nomatch_clear, this::showAll));
			return;
		}
		front(tree.control());
		if (tree.show(rows, Palette.of(root), outdated) && services.get().get(ClientCounters.class) instanceof ClientCounters counters) {
			counters.painted(AgentsRefresh.SECTION);
		}
		String wanted = awaited;
		if (wanted != null && tree.select(wanted)) {
			awaited = null;
		}
	}

	private void nothingYet(Phase phase, @Nullable Failure failure) {
		front(empty);
		notice.clear();
		if (phase == Phase.UNREACHABLE) {
			empty.show(Icon.HOST, Messages.unreachable_title, failure == null ? Messages.unreachable_text : HostAnswers.words(failure),
					new EmptyState.Choice(Messages.unreachable_start, this::startHost));
		} else if (failure != null && phase == Phase.READY) {
			empty.show(Icon.FAILED, Messages.failed_title, HostAnswers.words(failure),
					new EmptyState.Choice(Messages.failed_retry, () -> services.get().pullAll()));
		} else {
			empty.show(Icon.HOST, Messages.starting_title, Messages.starting_text);
		}
	}

	private void startHost() {
		reach.starting();
		latch.signal();
		actions.startHost(reach);
	}

	private void front(Control control) {
		if (stack.topControl != control) {
			stack.topControl = control;
			body.layout();
		}
	}

	/** Follows the snapshots that are there now. */
	private void bind() {
		Snapshots present = services.get().snapshots();
		if (present == bound) {
			return;
		}
		subscriptions.forEach(Subscription::close);
		subscriptions.clear();
		bound = present;
		if (present != null) {
			subscriptions.add(present.agents().onChange(latch::signal));
			subscriptions.add(present.sessions().onChange(latch::signal));
			subscriptions.add(present.presets().onChange(latch::signal));
			subscriptions.add(present.catalog().onChange(latch::signal));
			subscriptions.add(present.relays().onChange(latch::signal));
			present.agents().pull();
			present.sessions().pull();
			present.catalog().pull();
			present.relays().pull();
		}
	}

	private void recolor() {
		Palette palette = Palette.of(root);
		dark = palette.dark();
		search.recolor(palette.surface());
		for (Control each : List.of(commands.bar(), body)) {
			each.setBackground(palette.surface());
		}
		empty.recolor();
		problem.recolor();
		relays.recolor();
		notice.recolor();
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
		subscriptions.forEach(Subscription::close);
		subscriptions.clear();
	}
}
