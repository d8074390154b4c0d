package dev.umbra.ui.internal.agents;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.Latch;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.HostReach.Phase;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.EmptyState;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.rules.RulesDialog;

/**
 * The widgets of the Agents part. {@link #signal} may be called by any thread and says that there is something new; all else
 * belongs to the SWT thread. What is shown is always made anew from the newest snapshots, and only rows that differ are
 * touched.
 */
final class AgentsView {
	/** How often words like <i>2 min ago</i> are looked at again, in milliseconds. Nothing is asked for. */
	private static final int AGE_MILLIS = 30_000;

	/** What a search field needs to be of use beside the buttons, in points. */
	private static final int LEAST_SEARCH = 80;

	/** What other parts show of an agent. */
	interface Showing {
		/** It is selected, or one of its sessions is; told again each time something is shown. */
		void selected(AgentId agent);

		void feed(AgentId agent);

		/** All sessions there ever were. */
		void history();

		void log(AgentId agent);
	}

	private final Composite root;
	private final InstantSource clock;
	private final Supplier<HostServices> services;
	private final HostReach reach;
	private final Supplier<@Nullable SessionOpener> opener;
	private final Latch latch;
	private final AgentActions actions;
	private final List<Subscription> subscriptions = new ArrayList<>();
	private final AgentCommands commands;
	private final Showing showing;
	private final Text search;
	private final NoticeBar notice;
	private final StackLayout stack = new StackLayout();
	private final Composite body;
	private final AgentTree tree;
	private final EmptyState empty;
	private final AgentProblem problem;
	private final Runnable ageing = this::aged;
	private @Nullable Snapshots bound;
	private boolean dark;
	/** Added just now: selected as soon as it is listed. */
	private @Nullable AgentId awaited;

	/** @param showing other parts, of an agent */
	AgentsView(Composite root, UISynchronize ui, InstantSource clock, Supplier<HostServices> services, HostReach reach,
			Supplier<@Nullable SessionOpener> opener, Showing showing) {
		this.root = root;
		this.showing = showing;
		this.clock = clock;
		this.services = services;
		this.reach = reach;
		this.opener = opener;
		latch = new Latch(ui, this::refresh);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.verticalSpacing = 0;
		root.setLayout(layout);
		Composite top = top();
		search = search(top);
		notice = new NoticeBar(root);
		body = new Composite(root, SWT.NONE);
		body.setLayout(stack);
		body.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		problem = new AgentProblem(root, this::run);
		tree = new AgentTree(body, this::open, this::enable);
		commands = new AgentCommands(top, tree, new Doing());
		root.addListener(SWT.Resize, e -> fold(top));
		empty = new EmptyState(body);
		actions = new AgentActions(root, ui, services, notice, latch::signal);
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

	private Composite top() {
		Composite top = new Composite(root, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = Space.NEAR;
		layout.marginHeight = Space.TIGHT;
		layout.horizontalSpacing = Space.TIGHT;
		top.setLayout(layout);
		top.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		return top;
	}

	/** In a narrow part the buttons get a line of their own, so that none is cut off. */
	private void fold(Composite top) {
		GridLayout layout = (GridLayout) top.getLayout();
		int beside = commands.bar().computeSize(SWT.DEFAULT, SWT.DEFAULT).x + LEAST_SEARCH + layout.horizontalSpacing + 2 * layout.marginWidth;
		int columns = root.getClientArea().width < beside ? 1 : 2;
		if (layout.numColumns != columns) {
			layout.numColumns = columns;
			root.layout(true, true);
		}
	}

	private Text search(Composite parent) {
		Text text = Named.named(new Text(parent, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), Messages.search_name);
		text.setMessage(Messages.search_hint);
		GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
		// so that a narrow part gives its room to the buttons
		data.widthHint = LEAST_SEARCH;
		text.setLayoutData(data);
		text.addListener(SWT.Modify, e -> latch.signal());
		text.addListener(SWT.KeyDown, e -> {
			if (e.keyCode == SWT.ARROW_DOWN) {
				tree.control().setFocus();
			} else if (e.keyCode == SWT.ESC) {
				text.setText("");
			}
		});
		return text;
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

	private void run(AgentCommands.Command command) {
		commands.run(command);
	}

	private final class Doing implements AgentCommands.Surroundings {
		@Override
		public boolean reachable() {
			return AgentsView.this.reachable();
		}

		@Override
		public void run(AgentCommands.Command command, Row.@Nullable OfAgent agent) {
			switch (command) {
			case NEW_AGENT -> newAgent();
			case NEW_SESSION -> newSession(agent == null ? null : agent.agent());
			case OPEN -> open(tree.selection());
			case RULES -> new RulesDialog(root.getShell(), services, null).open();
			case REFRESH -> services.get().pullAll();
			case START, STOP, REMOVE, EDIT, FEED, LOG, LOGIN, IMPORT -> {
				if (agent != null) {
					to(command, agent);
				}
			}
			}
		}

		private void to(AgentCommands.Command command, Row.OfAgent agent) {
			switch (command) {
			case START -> actions.start(agent);
			case STOP -> actions.stop(agent);
			case REMOVE -> actions.remove(agent);
			case EDIT -> edit(agent.agent());
			case FEED -> showing.feed(agent.agent());
			case LOG -> showing.log(agent.agent());
			case LOGIN -> new LoginDialog(root.getShell(), services, agent).open();
			case IMPORT -> importSession(agent);
			case NEW_AGENT, NEW_SESSION, OPEN, RULES, REFRESH -> throw new IllegalStateException(command + " is about no agent");
			}
		}
	}

	private void edit(AgentId id) {
		Snapshots present = bound;
		Agents.Listing listing = present == null ? null : present.agents().now().value();
		if (listing != null) {
			listing.agents().stream().filter(one -> one.agent().id().equals(id)).findFirst().ifPresent(this::edit);
		}
	}

	private void edit(Agents.One one) {
		Agents.Changed changed = new EditAgentDialog(root.getShell(), services, one.agent(), names()).ask();
		if (changed == null || root.isDisposed()) {
			return;
		}
		if (changed.restartNeeded()) {
			actions.offerRestart(changed.id(), changed.agent());
		} else if (changed.warning() != null) {
			actions.say(changed.warning());
		}
	}

	private void importSession(Row.OfAgent agent) {
		SessionId session = new ImportSessionDialog(root.getShell(), services, agent).ask();
		SessionOpener present = opener.get();
		if (session != null && present != null) {
			present.open(session);
		}
	}

	private void open(@Nullable Row row) {
		SessionOpener present = opener.get();
		if (present == null || row == null) {
			return;
		}
		switch (row) {
		case Row.OfAgent agent when agent.listed() -> present.openNew(agent.agent());
		case Row.OfAgent agent -> {
		}
		case Row.OfSession session -> present.open(session.session());
		case Row.OfMore more -> showing.history();
		}
	}

	private void newSession(@Nullable AgentId agent) {
		SessionOpener present = opener.get();
		if (present != null) {
			present.openNew(agent);
		}
	}

	void newAgent() {
		NewAgentDialog dialog = new NewAgentDialog(root.getShell(), actions, services);
		Agents.Added added = dialog.ask();
		if (added != null) {
			added(added);
		}
	}

	private void added(Agents.Added added) {
		if (root.isDisposed()) {
			return;
		}
		awaited = added.id();
		String warning = added.warning();
		if (warning != null) {
			actions.say(warning);
		}
		latch.signal();
	}

	private void tryDemo() {
		actions.add(NewAgentForm.demo(names()), added -> {
			added(added);
			newSession(added.id());
		});
	}

	private List<String> names() {
		Snapshots present = bound;
		Agents.Listing listing = present == null ? null : present.agents().now().value();
		return listing == null ? List.of() : listing.agents().stream().map(one -> one.agent().name()).toList();
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
		show(present.agents().now(), present.sessions().now(), presetTitles(present.presets().now()));
		enable();
	}

	private void show(Known<Agents.Listing> agents, Known<Sessions.Listing> sessions, Map<String, String> titles) {
		Phase phase = reach.phase(agents);
		Agents.Listing listing = agents.value();
		if (listing == null) {
			nothingYet(phase, agents.failure());
			return;
		}
		Sessions.Listing known = sessions.value();
		List<SessionSummary> summaries = known == null ? List.of() : known.sessions();
		List<Row.OfAgent> all = new AgentRows(clock.instant(), titles).of(listing.agents(), summaries, null);
		boolean outdated = phase != Phase.READY;
		if (all.isEmpty() && !outdated) {
			front(empty);
			empty.show(Icon.UMBRA, Messages.empty_title, Messages.empty_text,
					new EmptyState.Choice(Messages.empty_demo, this::tryDemo),
					new EmptyState.Choice(Messages.empty_new, this::newAgent));
		} else {
			List<Row.OfAgent> rows = new AgentRows(clock.instant(), titles).of(listing.agents(), summaries, search.getText());
			if (rows.isEmpty() && !all.isEmpty()) {
				front(empty);
				empty.show(Icon.SEARCH, Messages.nomatch_title, Messages.nomatch_text,
						new EmptyState.Choice(Messages.nomatch_clear, () -> search.setText("")));
			} else {
				front(tree.control());
				tree.show(rows, Palette.of(root), outdated);
				selectAwaited();
			}
		}
		Failure failure = agents.failure() == null ? sessions.failure() : agents.failure();
		actions.tell(phase, phase == Phase.READY ? failure : null, this::startHost);
	}

	private void nothingYet(Phase phase, @Nullable Failure failure) {
		front(empty);
		notice.clear();
		if (phase == Phase.UNREACHABLE) {
			empty.show(Icon.HOST, Messages.unreachable_title, words(failure, Messages.unreachable_text),
					new EmptyState.Choice(Messages.unreachable_start, this::startHost));
		} else if (failure != null && phase == Phase.READY) {
			empty.show(Icon.FAILED, Messages.failed_title, words(failure, ""),
					new EmptyState.Choice(Messages.failed_retry, () -> services.get().pullAll()));
		} else {
			empty.show(Icon.HOST, Messages.starting_title, Messages.starting_text);
		}
	}

	private void selectAwaited() {
		AgentId wanted = awaited;
		if (wanted != null && tree.select(wanted)) {
			awaited = null;
		}
	}

	private static String words(@Nullable Failure failure, String otherwise) {
		if (failure == null) {
			return otherwise;
		}
		return failure.hint() == null ? failure.message() : failure.message() + "\n" + failure.hint();
	}

	private void startHost() {
		reach.starting();
		latch.signal();
		actions.startHost(reach);
	}

	private static Map<String, String> presetTitles(Known<Agents.Presets> presets) {
		Map<String, String> titles = new HashMap<>();
		Agents.Presets known = presets.value();
		if (known != null) {
			for (Preset preset : known.presets()) {
				titles.put(preset.id(), preset.title());
			}
		}
		return titles;
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
			present.agents().pull();
			present.sessions().pull();
		}
	}

	private void recolor() {
		Palette palette = Palette.of(root);
		dark = palette.dark();
		for (Control each : List.of(search.getParent(), commands.bar(), body)) {
			each.setBackground(palette.surface());
		}
		empty.recolor();
		problem.recolor();
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
