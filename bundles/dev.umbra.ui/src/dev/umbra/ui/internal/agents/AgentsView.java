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
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
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
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

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

	private final Composite root;
	private final InstantSource clock;
	private final Supplier<HostServices> services;
	private final HostReach reach;
	private final Supplier<@Nullable SessionOpener> opener;
	private final Latch latch;
	private final AgentActions actions;
	private final List<Subscription> subscriptions = new ArrayList<>();
	private final Map<Command, ToolItem> tools = new HashMap<>();
	private final Map<Command, MenuItem> items = new HashMap<>();
	private final Text search;
	private final ToolBar toolbar;
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

	private enum Command {
		NEW_AGENT, NEW_SESSION, OPEN, START, STOP, REMOVE
	}

	AgentsView(Composite root, UISynchronize ui, InstantSource clock, Supplier<HostServices> services, HostReach reach,
			Supplier<@Nullable SessionOpener> opener) {
		this.root = root;
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
		toolbar = toolbar(top);
		root.addListener(SWT.Resize, e -> fold(top));
		notice = new NoticeBar(root);
		body = new Composite(root, SWT.NONE);
		body.setLayout(stack);
		body.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		problem = new AgentProblem(root);
		tree = new AgentTree(body, this::open, this::enable);
		empty = new EmptyState(body);
		actions = new AgentActions(root, ui, services, notice, latch::signal);
		menu();
		keys();
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
		int beside = toolbar.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + LEAST_SEARCH + layout.horizontalSpacing + 2 * layout.marginWidth;
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

	private ToolBar toolbar(Composite parent) {
		ToolBar bar = Named.named(new ToolBar(parent, SWT.FLAT | SWT.HORIZONTAL), Messages.toolbar_name);
		bar.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
		tool(bar, Command.NEW_AGENT, Icon.ADD, Messages.tip_new_agent);
		tool(bar, Command.NEW_SESSION, Icon.SESSION, Messages.tip_new_session);
		tool(bar, Command.START, Icon.START, Messages.tip_start);
		tool(bar, Command.STOP, Icon.STOP, Messages.tip_stop);
		tool(bar, Command.REMOVE, Icon.REMOVE, Messages.tip_remove);
		return bar;
	}

	private void tool(ToolBar bar, Command command, Icon icon, String tip) {
		ToolItem item = new ToolItem(bar, SWT.PUSH);
		item.setImage(Icons.image(icon));
		item.setToolTipText(tip);
		item.addListener(SWT.Selection, e -> run(command));
		tools.put(command, item);
	}

	private void menu() {
		Menu menu = new Menu(tree.control());
		item(menu, Command.OPEN, Icon.SESSION, Messages.menu_open);
		item(menu, Command.NEW_SESSION, Icon.SESSION, Messages.menu_new_session);
		new MenuItem(menu, SWT.SEPARATOR);
		item(menu, Command.START, Icon.START, Messages.menu_start);
		item(menu, Command.STOP, Icon.STOP, Messages.menu_stop);
		item(menu, Command.REMOVE, Icon.REMOVE, Messages.menu_remove);
		new MenuItem(menu, SWT.SEPARATOR);
		item(menu, Command.NEW_AGENT, Icon.ADD, Messages.menu_new_agent);
		menu.addListener(SWT.Show, e -> enable());
		tree.control().setMenu(menu);
	}

	private void item(Menu menu, Command command, Icon icon, String label) {
		MenuItem item = new MenuItem(menu, SWT.PUSH);
		item.setText(label);
		item.setImage(Icons.image(icon));
		item.addListener(SWT.Selection, e -> run(command));
		items.put(command, item);
	}

	private void keys() {
		tree.control().addListener(SWT.KeyDown, this::key);
	}

	private void key(Event event) {
		boolean plain = (event.stateMask & SWT.MODIFIER_MASK) == 0;
		if (plain && event.keyCode == SWT.DEL) {
			run(Command.REMOVE);
		} else if (plain && event.keyCode == SWT.INSERT
				|| (event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1 && event.keyCode == 'n') {
			run(Command.NEW_AGENT);
		} else if (plain && event.keyCode == SWT.F5) {
			services.get().pullAll();
		} else {
			return;
		}
		event.doit = false;
	}

	private boolean enabled(Command command) {
		Row.OfAgent agent = tree.selectedAgent();
		boolean asks = reachable();
		return switch (command) {
		case NEW_AGENT -> asks;
		case NEW_SESSION -> asks && (agent == null || agent.listed());
		case OPEN -> tree.selection() instanceof Row.OfSession;
		case START -> asks && agent != null && agent.canStart();
		case STOP -> asks && agent != null && agent.canStop();
		case REMOVE -> asks && agent != null && agent.listed() && tree.selection() instanceof Row.OfAgent;
		};
	}

	private boolean reachable() {
		Snapshots present = bound;
		return present != null && reach.phase(present.agents().now()) == Phase.READY;
	}

	private void enable() {
		Row.OfAgent selected = stack.topControl == tree.control() ? tree.selectedAgent() : null;
		problem.show(selected == null ? "" : selected.problem());
		tools.forEach((command, item) -> {
			if (item.getEnabled() != enabled(command)) {
				item.setEnabled(enabled(command));
			}
		});
		items.forEach((command, item) -> item.setEnabled(enabled(command)));
	}

	private void run(Command command) {
		if (!enabled(command)) {
			return;
		}
		Row.OfAgent agent = tree.selectedAgent();
		switch (command) {
		case NEW_AGENT -> newAgent();
		case NEW_SESSION -> newSession(agent == null ? null : agent.agent());
		case OPEN -> open(tree.selection());
		case START -> actions.start(agent);
		case STOP -> actions.stop(agent);
		case REMOVE -> actions.remove(agent);
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
		for (Control each : List.of(search.getParent(), toolbar, body)) {
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
