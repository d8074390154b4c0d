package dev.umbra.ui.internal.activity;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.FeedSnapshot;
import dev.umbra.client.snapshot.FeedWatch;
import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.AgentStateChanged;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.core.feed.Card;
import dev.umbra.ui.Latch;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.live.AgentChooser;
import dev.umbra.ui.internal.live.HostReach.Phase;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.SessionsPace;
import dev.umbra.ui.internal.look.EmptyState;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/**
 * The widgets of the Activity part: whose feed, and its cards. {@link #signal}, {@link #changed}, {@link #cardsGone} and
 * {@link #agent} may be called by any thread; all else belongs to the SWT thread. While the part is behind another one it asks
 * for nothing; what it missed it reads when it is looked at.
 */
final class ActivityView {
	private final Composite root;
	private final Supplier<@Nullable Snapshots> snapshots;
	private final HostReach reach;
	private final Supplier<@Nullable SessionOpener> opener;
	private final Latch latch;
	private final SessionsPace pace;
	private final List<Subscription> subscriptions = new ArrayList<>();
	private final AgentChooser chooser;
	private final Text search;
	private final NoticeBar notice;
	private final StackLayout stack = new StackLayout();
	private final Composite body;
	private final FeedTable table;
	private final Unfolding unfolding;
	private final EmptyState empty;
	private final AtomicBoolean outdated = new AtomicBoolean();
	private final AtomicBoolean incomplete = new AtomicBoolean();
	private volatile @Nullable AgentId agent;
	private @Nullable Snapshots bound;
	private @Nullable FeedWatch feed;
	private final FeedRows rows;
	private boolean dark;

	/** @param followed told of each agent whose feed is shown from now on */
	ActivityView(Composite root, UISynchronize ui, Supplier<@Nullable Snapshots> snapshots, HostReach reach,
			Supplier<@Nullable SessionOpener> opener, Supplier<@Nullable Sessions> sessions, Consumer<AgentId> followed) {
		this.root = root;
		this.snapshots = snapshots;
		this.reach = reach;
		this.opener = opener;
		latch = new Latch(ui, this::refresh);
		pace = SessionsPace.of(ui, root.getDisplay(), this::changed);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = layout.verticalSpacing = 0;
		root.setLayout(layout);
		Composite top = new Composite(root, SWT.NONE);
		RowLayout row = new RowLayout(SWT.HORIZONTAL);
		row.wrap = true;
		row.center = true;
		row.spacing = Space.NEAR;
		row.marginLeft = row.marginRight = Space.NEAR;
		top.setLayout(row);
		top.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		chooser = new AgentChooser(top, Messages.agent_name, chosen -> {
			followed.accept(chosen);
			show(chosen);
		});
		chooser.control().setLayoutData(new RowData(180, SWT.DEFAULT));
		search = Named.named(new Text(top, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), Messages.search_name);
		search.setMessage(Messages.search_hint);
		search.setLayoutData(new RowData(160, SWT.DEFAULT));
		search.addListener(SWT.Modify, event -> latch.signal());
		tools(top);
		notice = new NoticeBar(root);
		body = new Composite(root, SWT.NONE);
		body.setLayout(stack);
		body.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		table = new FeedTable(body, new Doing());
		unfolding = new Unfolding(body, sessions, latch::signal, this::cardsGone);
		rows = new FeedRows(unfolding);
		table.control().addListener(SWT.KeyDown, this::key);
		table.control().getVerticalBar().addListener(SWT.Selection, event -> older());
		table.control().addListener(SWT.Selection, event -> older());
		menu();
		empty = new EmptyState(body);
		recolor();
		root.addListener(SWT.Paint, event -> {
			if (outdated.get() || incomplete.get() || Palette.of(root).dark() != dark) {
				latch.signal();
			}
		});
		root.addListener(SWT.Dispose, event -> close());
		refresh();
	}

	private void tools(Composite top) {
		ToolBar bar = Named.named(new ToolBar(top, SWT.FLAT), Messages.tools_name);
		tool(bar, Icon.COPY, Messages.tip_copy, this::copy);
		tool(bar, Icon.REFRESH, Messages.tip_refresh, this::again);
	}

	private static void tool(ToolBar bar, Icon icon, String tip, Runnable run) {
		ToolItem item = new ToolItem(bar, SWT.PUSH);
		item.setImage(Icons.image(icon));
		item.setToolTipText(tip);
		item.addListener(SWT.Selection, event -> run.run());
	}

	private void menu() {
		Menu menu = new Menu(table.control());
		MenuItem open = item(menu, Icon.SESSION, Messages.menu_open, () -> {
			Card card = table.focused();
			if (card != null) {
				open(card);
			}
		});
		MenuItem fold = item(menu, Icon.ACTIVITY, Messages.menu_unfold, () -> {
			Card card = table.focused();
			if (card != null) {
				unfolding.set(card, !unfolding.isOpen(card));
			}
		});
		item(menu, Icon.COPY, Messages.menu_copy, this::copy);
		item(menu, Icon.REFRESH, Messages.menu_refresh, this::again);
		menu.addListener(SWT.Show, event -> {
			Card card = table.focused();
			open.setEnabled(card != null && card.session() != null);
			fold.setEnabled(card != null && card.session() != null && card.entry() != null);
			fold.setText(card != null && unfolding.isOpen(card) ? Messages.menu_fold : Messages.menu_unfold);
		});
		table.control().setMenu(menu);
	}

	private static MenuItem item(Menu menu, Icon icon, String label, Runnable run) {
		MenuItem item = new MenuItem(menu, SWT.PUSH);
		item.setText(label);
		item.setImage(Icons.image(icon));
		item.addListener(SWT.Selection, event -> run.run());
		return item;
	}

	private void key(Event event) {
		if ((event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1 && event.keyCode == 'c') {
			copy();
		} else if ((event.stateMask & SWT.MODIFIER_MASK) == 0 && event.keyCode == SWT.F5) {
			again();
		}
	}

	/** Whose feed is shown, or null for none yet. */
	@Nullable AgentId agent() {
		return agent;
	}

	/** There may be something else to be shown. */
	void signal() {
		latch.signal();
	}

	/** The agent may have done something. */
	void changed() {
		outdated.set(true);
		latch.signal();
	}

	/** Cards may have gone. */
	void cardsGone() {
		incomplete.set(true);
		latch.signal();
	}

	void focus() {
		if (stack.topControl == empty) {
			empty.setFocus();
		} else {
			table.enter();
		}
	}

	/** Follows this agent. */
	void show(AgentId wanted) {
		if (!wanted.equals(agent)) {
			agent = wanted;
			latch.signal();
		}
	}

	private void again() {
		Snapshots present = bound;
		if (present != null) {
			present.agents().pull();
		}
		cardsGone();
	}

	private void open(Card card) {
		SessionOpener present = opener.get();
		if (present != null && card.session() != null) {
			present.open(card.session(), card.entry());
		}
	}

	private final class Doing implements FeedTable.Listener {
		@Override
		public void open(Card card) {
			ActivityView.this.open(card);
		}

		@Override
		public void fold(Card card, boolean wanted) {
			unfolding.set(card, wanted);
		}
	}

	private void copy() {
		String text = table.text();
		if (!text.isEmpty()) {
			Clipboard clipboard = new Clipboard(root.getDisplay());
			try {
				clipboard.setContents(new Object[] { text }, new Transfer[] { TextTransfer.getInstance() });
			} finally {
				clipboard.dispose();
			}
		}
	}

	/** Reads what is before the first card as soon as that is near. */
	private void older() {
		FeedWatch present = feed;
		if (present != null && stack.topControl == table.control() && table.atTop()) {
			present.loadOlder();
		}
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
		Known<Agents.Listing> agents = present == null ? null : present.agents().now();
		Agents.Listing listing = agents == null ? null : agents.value();
		if (listing != null) {
			agent = chooser.show(listing.agents(), agent);
		}
		follow();
		FeedWatch followed = feed;
		if (followed == null) {
			notice.clear();
			nobody(agents);
			return;
		}
		read(followed);
		FeedSnapshot now = followed.now();
		table.show(rows.of(now, search.getText().strip(), LocalDate.now(ZoneId.systemDefault())));
		tell(now, agents);
	}

	/** What was missed, if somebody looks. */
	private void read(FeedWatch followed) {
		if (root.isVisible()) {
			if (incomplete.getAndSet(false)) {
				outdated.set(false);
				followed.reload();
			} else if (outdated.getAndSet(false)) {
				followed.pull();
			}
		}
	}

	private void follow() {
		Snapshots present = bound;
		AgentId wanted = agent;
		FeedWatch followed = feed;
		if (followed != null && followed.agent().equals(wanted)) {
			return;
		}
		unfollow();
		if (present != null && wanted != null) {
			FeedWatch begun = present.feed(wanted);
			feed = begun;
			subscriptions.add(begun.onChange(latch::signal));
		}
	}

	private void unfollow() {
		FeedWatch followed = feed;
		feed = null;
		rows.clear();
		unfolding.clear();
		if (followed != null) {
			followed.close();
		}
	}

	private void tell(FeedSnapshot now, @Nullable Known<Agents.Listing> agents) {
		Phase phase = agents == null ? Phase.STARTING : reach.phase(agents);
		String warning = now.warning();
		if (phase == Phase.UNREACHABLE) {
			notice.show(Icon.HOST, Messages.bar_unreachable, new NoticeBar.Action(Messages.retry, this::again));
		} else if (now.failure() != null) {
			notice.show(now.failure(), new NoticeBar.Action(Messages.retry, this::again));
		} else if (warning != null) {
			notice.show(Icon.FAILED, warning, new NoticeBar.Action(Messages.retry, this::again));
		} else {
			notice.clear();
		}
		if (!rows.now().isEmpty()) {
			front(table.control());
			return;
		}
		front(empty);
		if (!now.cards().isEmpty()) {
			empty.show(Icon.SEARCH, Messages.nomatch_title, Messages.nomatch_text, new EmptyState.Choice(Messages.nomatch_clear, () -> search.setText("")));
		} else if (!now.asked()) {
			empty.show(Icon.ACTIVITY, Messages.reading_title, Messages.reading_text);
		} else if (now.failure() != null || warning != null) {
			empty.show(Icon.ACTIVITY, Messages.unread_title, Messages.unread_text);
		} else {
			empty.show(Icon.ACTIVITY, Messages.empty_title, Messages.empty_text, new EmptyState.Choice(Messages.empty_session, () -> begin(now.agent())));
		}
	}

	private void begin(AgentId with) {
		SessionOpener present = opener.get();
		if (present != null) {
			present.openNew(with);
		}
	}

	private void nobody(@Nullable Known<Agents.Listing> agents) {
		table.show(List.of());
		front(empty);
		if (agents != null && reach.phase(agents) == Phase.UNREACHABLE) {
			empty.show(Icon.HOST, Messages.unreachable_title, Messages.unreachable_text);
		} else if (agents == null || agents.value() == null) {
			empty.show(Icon.HOST, Messages.starting_title, Messages.starting_text);
		} else {
			empty.show(Icon.AGENTS, Messages.nobody_title, Messages.nobody_text);
		}
	}

	private void front(Control control) {
		if (stack.topControl != control) {
			stack.topControl = control;
			body.layout();
		}
	}

	private void bind() {
		Snapshots present = snapshots.get();
		if (present == bound) {
			return;
		}
		unfollow();
		subscriptions.forEach(Subscription::close);
		subscriptions.clear();
		bound = present;
		if (present != null) {
			subscriptions.add(present.agents().onChange(latch::signal));
			subscriptions.add(present.onNews(event -> heard(event, present)));
			present.agents().pull();
		}
	}

	/** Any thread. A session that was deleted has no cards any more, and no change tells of that. */
	private void heard(HostEvent event, Snapshots source) {
		if (event instanceof SessionClosed closed && concerned(closed.session(), source)) {
			cardsGone();
		} else if (event instanceof SessionOpened || event instanceof SessionAdvanced advanced && concerned(advanced.session(), source)
				|| event instanceof AgentStateChanged state && state.agent().equals(agent)) {
			pace.advanced();
		}
	}

	private boolean concerned(SessionId session, Snapshots source) {
		return FeedHints.concerns(agent, session, source.sessions().now().value());
	}

	private void recolor() {
		Palette palette = Palette.of(root);
		dark = palette.dark();
		body.setBackground(palette.surface());
		table.recolor(palette);
		empty.recolor();
		notice.recolor();
	}

	private void close() {
		latch.close();
		unfollow();
		subscriptions.forEach(Subscription::close);
		subscriptions.clear();
	}
}
