package dev.umbra.ui.internal.attention;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;
import dev.umbra.core.session.Detail;
import dev.umbra.ui.Latch;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.live.HostReach;
import dev.umbra.ui.internal.live.HostReach.Phase;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.EmptyState;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.NoticeBar;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.questions.Given;
import dev.umbra.ui.internal.rules.RuleForm;
import dev.umbra.ui.internal.rules.RulesDialog;

/**
 * A card for each thing that waits, the longest waiting first; cards of what waits no longer go, the others stay as they are.
 * {@link #signal} may be called by any thread; all else belongs to the SWT thread.
 */
final class AttentionView {
	/** How often words like <i>2 min</i> are looked at again, in milliseconds. Nothing is asked for. */
	private static final int AGE_MILLIS = 30_000;

	private final Composite root;
	private final UISynchronize ui;
	private final InstantSource clock;
	private final Supplier<HostServices> services;
	private final HostReach reach;
	private final Supplier<@Nullable SessionOpener> opener;
	private final Supplier<String> client;
	private final IntConsumer counted;
	private final Latch latch;
	private final List<Subscription> subscriptions = new ArrayList<>();
	private final NoticeBar notice;
	private final StackLayout stack = new StackLayout();
	private final Composite body;
	private final ScrolledComposite scrolled;
	private final Composite list;
	private final EmptyState empty;
	private final Map<EntryId, WaitingCard> cards = new LinkedHashMap<>();
	private final Runnable ageing = this::aged;
	private @Nullable Snapshots bound;
	private boolean dark;

	/** @param client the name of this window in answers @param counted told how many wait */
	AttentionView(Composite root, UISynchronize ui, InstantSource clock, Supplier<HostServices> services, HostReach reach,
			Supplier<@Nullable SessionOpener> opener, Supplier<String> client, IntConsumer counted) {
		this.root = root;
		this.ui = ui;
		this.clock = clock;
		this.services = services;
		this.reach = reach;
		this.opener = opener;
		this.client = client;
		this.counted = counted;
		latch = new Latch(ui, this::refresh);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = 0;
		layout.marginHeight = 0;
		layout.verticalSpacing = 0;
		root.setLayout(layout);
		notice = new NoticeBar(root);
		body = new Composite(root, SWT.NONE);
		body.setLayout(stack);
		body.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		scrolled = new ScrolledComposite(body, SWT.V_SCROLL);
		scrolled.setExpandHorizontal(true);
		scrolled.setExpandVertical(true);
		scrolled.setShowFocusedControl(true);
		list = new Composite(scrolled, SWT.NONE);
		GridLayout cardsLayout = new GridLayout(1, false);
		cardsLayout.marginWidth = Space.INSET;
		cardsLayout.marginHeight = Space.INSET;
		cardsLayout.verticalSpacing = Space.INSET;
		list.setLayout(cardsLayout);
		scrolled.setContent(list);
		scrolled.addListener(SWT.Resize, e -> measure());
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

	/** There may be something new. Any thread. */
	void signal() {
		latch.signal();
	}

	void focus() {
		if (cards.isEmpty()) {
			empty.setFocus();
		} else {
			cards.values().iterator().next().enter();
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
		if (present == null) {
			show(List.of());
			front(empty);
			empty.show(Icon.HOST, Messages.starting_title, Messages.starting_text);
			return;
		}
		Known<Attention.Listing> known = present.attention().now();
		Phase phase = reach.phase(known);
		Attention.Listing listing = known.value();
		show(listing == null ? List.of() : WaitingRow.of(listing.items(), names(present), clock.instant()));
		cards.values().forEach(card -> card.reachable(phase == Phase.READY));
		front(cards.isEmpty() ? empty : scrolled);
		tell(phase, listing == null, known.failure());
		counted.accept(cards.size());
	}

	private static Map<AgentId, String> names(Snapshots snapshots) {
		Agents.Listing listing = snapshots.agents().now().value();
		Map<AgentId, String> names = new HashMap<>();
		if (listing != null) {
			listing.agents().forEach(one -> names.put(one.agent().id(), one.agent().name()));
		}
		return names;
	}

	private void tell(Phase phase, boolean nothingKnown, @Nullable Failure failure) {
		if (phase == Phase.READY && failure != null) {
			notice.show(failure, new NoticeBar.Action(Messages.retry, () -> services.get().pullAll()));
		} else if (phase == Phase.UNREACHABLE && !cards.isEmpty()) {
			notice.show(Icon.HOST, Messages.bar_unreachable, null);
		} else {
			notice.clear();
		}
		if (phase == Phase.UNREACHABLE) {
			empty.show(Icon.HOST, Messages.unreachable_title, Messages.unreachable_text);
		} else if (nothingKnown) {
			empty.show(Icon.HOST, Messages.starting_title, Messages.starting_text);
		} else {
			empty.show(Icon.DONE, Messages.empty_title, Messages.empty_text);
		}
	}

	private void show(List<WaitingRow> rows) {
		boolean changed = false;
		List<EntryId> wanted = rows.stream().map(row -> row.item().item()).toList();
		for (EntryId gone : cards.keySet().stream().filter(id -> !wanted.contains(id)).toList()) {
			cards.remove(gone).dispose();
			changed = true;
		}
		Control above = null;
		for (WaitingRow row : rows) {
			WaitingCard card = cards.get(row.item().item());
			if (card == null) {
				card = card(row);
				cards.put(row.item().item(), card);
				changed = true;
			} else {
				card.show(row);
			}
			if (above == null) {
				card.moveAbove(null);
			} else {
				card.moveBelow(above);
			}
			above = card;
		}
		if (changed) {
			list.layout(true, true);
			measure();
		}
	}

	private WaitingCard card(WaitingRow row) {
		WaitingCard card = new WaitingCard(list, ui, row, () -> open(row.item().session()), this::answer,
				permission -> makeRule(row, permission));
		card.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		// a question that got longer or shorter moves those below it
		card.addListener(SWT.Resize, e -> ui.asyncExec(this::measure));
		return card;
	}

	private void open(SessionId session) {
		SessionOpener present = opener.get();
		if (present != null) {
			present.open(session);
		}
	}

	private void makeRule(WaitingRow row, Detail.Permission permission) {
		new RulesDialog(root.getShell(), services, RuleForm.of(permission, row.agent().isEmpty() ? null : row.agent())).open();
	}

	private CompletionStage<Outcome<Done>> answer(Attention.Item item, Given given) {
		Attention attention = services.get().attention();
		if (attention == null) {
			return CompletableFuture.completedFuture(Outcome.notOk(Failure.failed(Messages.unreachable_title, null)));
		}
		return attention.answer(new Attention.Answer(CommandId.random(), item.item().value(), given.option(), client.get(), given.input(), given.rest()))
				.whenComplete((outcome, error) -> {
					// what was refused was answered elsewhere: either way the list is another one now
					Snapshots snapshots = services.get().snapshots();
					if (snapshots != null) {
						snapshots.attention().pull();
					}
				});
	}

	private void measure() {
		if (!scrolled.isDisposed()) {
			int width = scrolled.getClientArea().width;
			if (width > 0) {
				scrolled.setMinHeight(list.computeSize(width, SWT.DEFAULT).y);
				scrolled.getVerticalBar().setIncrement(Space.FAR * 2);
			}
		}
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
			subscriptions.add(present.attention().onChange(latch::signal));
			subscriptions.add(present.agents().onChange(latch::signal));
			present.attention().pull();
			present.agents().pull();
		}
	}

	private void recolor() {
		Palette palette = Palette.of(root);
		dark = palette.dark();
		for (Control each : List.of(body, scrolled, list)) {
			each.setBackground(palette.surface());
		}
		cards.values().forEach(WaitingCard::recolor);
		empty.recolor();
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
