package dev.umbra.ui.internal.tabs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.advanced.MPlaceholder;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.IPresentationEngine;
import org.eclipse.e4.ui.workbench.UIEvents;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.widgets.Display;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.Event;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.event.TabsChanged;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.Elements;
import dev.umbra.ui.Latch;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.LiveServices;
import dev.umbra.ui.internal.session.FrontSession;
import dev.umbra.ui.internal.session.SessionPart;
import dev.umbra.ui.internal.start.StartPage;

/**
 * Keeps the session tabs of the window equal to those of the host, an add-on of the application.
 *
 * <p><b>Who decides.</b> The host holds which sessions have a tab, and in which order; the workbench's own saved model is
 * only a first guess, good enough to paint. A part is known by the session's id in its persisted state. Each answer of the
 * host is turned into the fewest steps ({@link TabPlan}): parts are adopted by id, missing ones added, others removed,
 * moved ones moved. Applying an answer twice does nothing. What the person does here (open, close, drag, pin) goes to the
 * host first in line, and no older answer is applied after it ({@link HostTabs}).
 *
 * <p><b>What is not touched.</b> Focus, except at the first restore of a window of our own; start pages; tabs that were
 * dragged into other stacks (they are adopted where they are).
 *
 * <p><b>When.</b> In the product from the start. In a window that came without a place for sessions, an IDE's, only once one
 * of our parts is shown: until then nothing is asked, so no host is started by an IDE's mere start.
 *
 * <p><b>Threads.</b> The SWT thread, but for the handlers of host events and snapshots, which signal a latch.
 */
public final class SessionTabs implements SessionOpener {
	private final UISynchronize ui;
	private final TabStage stage;
	private final HostTabs host;
	private final ClientView view;
	private final ShownTabs shown;
	private final TabClosing closing;
	private final Latch asks;
	private final Latch labels;
	private final Latch arranged;
	private final Latch looked;
	private final FrontSession front;
	private final List<TabClosing.Closed> closed = new ArrayList<>();
	private final Set<MPart> dragged = new HashSet<>();
	private final TabChanges changes;
	private HostServices services = HostServices.NONE;
	private volatile @Nullable Snapshots snapshots;
	private @Nullable Subscription titles;
	/** The session part that was active last. */
	private @Nullable MPart activated;
	private boolean engaged;
	private boolean ownPlace;
	private boolean ending;
	private volatile boolean unreachable;

	/** By injection, when the application's model is loaded and nothing is rendered yet. */
	@jakarta.inject.Inject
	public SessionTabs(MApplication application, EModelService models, UISynchronize ui, Display display) {
		this.ui = ui;
		stage = new TabStage(application, models);
		host = new HostTabs(ui::asyncExec, this::list, this::reconcile);
		view = new ClientView(display, this::keep);
		shown = new ShownTabs(stage, view);
		closing = new TabClosing(display, ui::asyncExec, this::known);
		changes = new TabChanges(host, stage, closing::say, () -> services.tabs(), this::known);
		asks = new Latch(ui, this::ask);
		labels = new Latch(ui, this::label);
		arranged = new Latch(ui, this::followPerson);
		looked = new Latch(ui, this::lookAtFront);
		front = FrontSession.of(application.getContext());
		application.getContext().set(SessionOpener.class, this);
		application.getContext().set(SessionTabs.class, this);
	}

	// --- services come, on any thread ---

	@jakarta.inject.Inject
	void services(LiveServices live) {
		live.tell(this, SessionTabs::told);
	}

	private void told(HostServices present) {
		ui.asyncExec(() -> use(present));
	}

	private void use(HostServices present) {
		services = present;
		closing.services(present.sessions(), present.tabs(), client());
		Snapshots service = present.snapshots();
		if (service != null && service != snapshots) {
			if (titles != null) {
				titles.close();
			}
			snapshots = service;
			titles = service.sessions().onChange(labels::signal);
		}
		asks.signal();
	}

	private String client() {
		return services.client();
	}

	// --- what happens ---

	@jakarta.inject.Inject
	@Optional
	void started(@EventTopic(UIEvents.UILifeCycle.APP_STARTUP_COMPLETE) Event event) {
		ui.asyncExec(() -> {
			if (stage.hasOwnPlace()) {
				ownPlace = true;
				engage();
			}
		});
	}

	@jakarta.inject.Inject
	@Optional
	void ending(@EventTopic(UIEvents.UILifeCycle.APP_SHUTDOWN_STARTED) Event event) {
		ending = true;
		view.tell();
	}

	/** A part got its content: it is looked at. */
	@jakarta.inject.Inject
	@Optional
	void shown(@EventTopic(UIEvents.Contribution.TOPIC_OBJECT) Event event) {
		if (event.getProperty(UIEvents.EventTags.ELEMENT) instanceof MPart part && part.getObject() != null
				&& (TabStage.isSession(part) || Elements.AGENTS.equals(part.getElementId()))) {
			engage();
		}
	}

	@jakarta.inject.Inject
	@Optional
	void tabsChanged(@EventTopic(TabsChanged.TOPIC) TabsChanged event) {
		asks.signal();
	}

	@jakarta.inject.Inject
	@Optional
	void hostState(@EventTopic(HostStateChanged.TOPIC) HostStateChanged event) {
		unreachable = "unreachable".equals(event.state());
		if ("ready".equals(event.state())) {
			asks.signal();
		}
	}

	/** Another perspective may have other tabs in it. */
	@jakarta.inject.Inject
	@Optional
	void perspective(@EventTopic(UIEvents.UILifeCycle.PERSPECTIVE_SWITCHED) Event event) {
		asks.signal();
	}

	@jakarta.inject.Inject
	@Optional
	void rendered(@EventTopic(UIEvents.UIElement.TOPIC_TOBERENDERED) Event event) {
		Object element = event.getProperty(UIEvents.EventTags.ELEMENT);
		MUIElement changed = element instanceof MPlaceholder placeholder ? placeholder.getRef() : (MUIElement) element;
		if (!shown.isApplying() && !ending && changed instanceof MPart part && TabStage.isSession(part)
				&& Boolean.FALSE.equals(event.getProperty(UIEvents.EventTags.NEW_VALUE)) && !stage.perspectiveCloses(part)) {
			TabStage.sessionOf(part).ifPresent(session -> {
				if (closed.isEmpty()) {
					host.begin();
				}
				closed.add(new TabClosing.Closed(session, part));
			});
			arranged.signal();
		}
	}

	@jakarta.inject.Inject
	@Optional
	void children(@EventTopic(UIEvents.ElementContainer.TOPIC_CHILDREN) Event event) {
		if (shown.isApplying() || ending || !engaged || !UIEvents.isADD(event)) {
			return;
		}
		for (Object added : UIEvents.asIterable(event, UIEvents.EventTags.NEW_VALUE)) {
			if (added instanceof MPart part && TabStage.isSession(part)) {
				dragged.add(part);
				arranged.signal();
			}
		}
	}

	@jakarta.inject.Inject
	@Optional
	void activated(@EventTopic(UIEvents.UILifeCycle.ACTIVATE) Event event) {
		if (event.getProperty(UIEvents.EventTags.ELEMENT) instanceof MPart part && TabStage.isSession(part)) {
			activated = part;
			looked.signal();
		}
	}

	@jakarta.inject.Inject
	@Optional
	void selected(@EventTopic(UIEvents.ElementContainer.TOPIC_SELECTEDELEMENT) Event event) {
		if (!shown.isApplying() && !ending && shown.isRestored() && event.getProperty(UIEvents.EventTags.NEW_VALUE) instanceof MPart part
				&& TabStage.isSession(part)) {
			TabStage.sessionOf(part).ifPresent(view::active);
		}
		looked.signal();
	}

	/** A session was begun in a start page, or a view was scrolled. */
	@jakarta.inject.Inject
	@Optional
	void state(@EventTopic(UIEvents.ApplicationElement.TOPIC_PERSISTEDSTATE) Event event) {
		if (shown.isApplying() || ending || !(event.getProperty(UIEvents.EventTags.ELEMENT) instanceof MPart part) || !TabStage.isSession(part)
				|| !(event.getProperty(UIEvents.EventTags.NEW_VALUE) instanceof Map.Entry<?, ?> entry)) {
			return;
		}
		TabStage.sessionOf(part).ifPresent(session -> {
			if (Elements.SESSION_KEY.equals(entry.getKey()) && !changes.isOwed(session)) {
				view.active(session);
				looked.signal();
				StartPage.parentOf(part).ifPresent(parent -> changes.begunBelow(session, parent));
				changes.opened(session);
			} else if (Elements.SCROLL_KEY.equals(entry.getKey())) {
				view.scrolled(session, String.valueOf(entry.getValue()).isEmpty() ? null : String.valueOf(entry.getValue()));
			}
		});
	}

	@jakarta.annotation.PreDestroy
	void close() {
		view.tell();
		asks.close();
		labels.close();
		arranged.close();
		looked.close();
		if (titles != null) {
			titles.close();
		}
	}

	// --- asking ---

	private void engage() {
		if (!engaged) {
			engaged = true;
			asks.signal();
		}
	}

	private void ask() {
		if (!engaged || ending) {
			return;
		}
		Tabs service = services.tabs();
		if (service != null) {
			changes.payOwed();
			host.pull();
		}
		if (snapshots != null) {
			snapshots.sessions().pull();
		}
	}

	private @Nullable CompletionStage<Outcome<Tabs.Listing>> list() {
		Tabs tabs = services.tabs();
		return tabs == null ? null : tabs.list(new Tabs.ListFor(client()));
	}

	private void keep(@Nullable SessionId active, Map<String, String> scroll) {
		// what is looked at is not worth the start of a host, least of all when the window closes
		Tabs tabs = services.tabs();
		if (tabs != null && !unreachable) {
			tabs.client(new Tabs.Client(CommandId.random(), client(), active == null ? null : active.value(), scroll));
		}
	}

	// --- restoring, and following other windows ---

	private void reconcile() {
		Tabs.Listing listing = host.listing();
		if (ending) {
			return;
		}
		if (listing != null) {
			shown.apply(listing, ownPlace);
		}
		if (ownPlace && (listing != null || host.failure() != null)) {
			shown.offerStart();
		}
		label();
		looked.signal();
	}

	/** The tab that was active last, as long as it is in front of its stack; else the one that is in front of ours. */
	private void lookAtFront() {
		MPart last = activated;
		MPart present = last != null && stage.isInFront(last) ? last : stage.front();
		front.front(present == null ? null : TabStage.sessionOf(present).orElse(null));
	}

	private void label() {
		if (!ending) {
			shown.label(known());
		}
	}

	/** The sessions as far as they are known. Any thread. */
	private List<SessionSummary> known() {
		Snapshots source = snapshots;
		Sessions.Listing listing = source == null ? null : source.sessions().now().value();
		return listing == null ? List.of() : listing.sessions();
	}

	// --- what the person does ---

	@Override
	public void open(SessionId session) {
		engage();
		java.util.Optional<MPart> present = stage.part(session);
		if (present.isPresent()) {
			stage.activate(present.get());
			return;
		}
		MPart part = shown.insert(session);
		if (part == null) {
			return;
		}
		label();
		view.active(session);
		if (shown.order().contains(session)) {
			// it has a tab, only not in this row
			asks.signal();
		} else {
			changes.opened(session);
		}
		stage.activate(part);
	}

	@Override
	public void open(SessionId session, @Nullable EntryId entry) {
		open(session);
		if (entry != null) {
			stage.part(session).ifPresent(part -> {
				if (part.getObject() instanceof SessionPart shown && shown.transcript() != null) {
					shown.transcript().goTo(entry);
				} else {
					// it has no content yet, and begins there
					part.getPersistedState().put(Elements.SCROLL_KEY, entry.value());
				}
			});
		}
	}

	@Override
	public void openNew(@Nullable AgentId agent) {
		engage();
		MPart empty = stage.parts().stream().filter(part -> TabStage.sessionOf(part).isEmpty()).findFirst().orElse(null);
		if (empty == null) {
			MPartStack stack = stage.stackOrNew();
			if (stack == null) {
				return;
			}
			empty = stage.make(null);
			shown.insert(stack, TabStage.tabs(stack).size(), empty);
		}
		if (agent != null) {
			empty.getPersistedState().put(StartPage.AGENT_KEY, agent.value());
		}
		stage.activate(empty);
	}

	/** Shows a place where a session below that of this tab is begun, beside it. */
	public void openBelow(MPart parent) {
		SessionId session = TabStage.sessionOf(parent).orElse(null);
		MPartStack stack = stage.stackOrNew();
		if (session == null || stack == null) {
			return;
		}
		engage();
		MPart page = stage.make(null);
		StartPage.below(page, session, known().stream().filter(each -> each.id().equals(session)).findFirst().orElse(null));
		shown.insert(stack, TabStage.tabs(stack).indexOf(parent) + 1, page);
		stage.activate(page);
	}

	/** Closes a tab as its cross does. */
	public void close(MPart part) {
		stage.remove(part);
	}

	/** All tabs in the host's order. */
	List<TabLine> lines() {
		return TabLine.of(shown.order(), known());
	}

	/** The session whose tab is in front, or null. */
	@Nullable SessionId inFront() {
		return front.session();
	}

	/** Pins or unpins the part's session; a start page has nothing to pin. */
	public void pin(MPart part, boolean pinned) {
		changes.pin(part, pinned);
	}

	/** Whether the tab is pinned. */
	public boolean isPinned(MPart part) {
		return part.getTags().contains(IPresentationEngine.ADORNMENT_PIN);
	}

	/** Brings the tab before or after the present one to the front, round and round; also those that do not stand in the row. */
	public void step(MPart from, int by) {
		MPartStack stack = stage.stack();
		List<MPart> row = stack == null ? List.of() : TabStage.tabs(stack);
		int at = row.indexOf(from);
		if (at < 0) {
			return;
		}
		List<SessionId> order = shown.order();
		int place = TabStage.sessionOf(from).map(order::indexOf).orElse(-1);
		boolean leavesRow = at + by < 0 || at + by >= row.size();
		if (leavesRow && place >= 0 && order.size() > row.size()) {
			open(order.get(Math.floorMod(place + by, order.size())));
		} else {
			stage.activate(row.get(Math.floorMod(at + by, row.size())));
		}
	}

	private void followPerson() {
		if (ending) {
			return;
		}
		Set<MPart> moved = Set.copyOf(dragged);
		dragged.clear();
		moved.forEach(changes::moved);
		List<TabClosing.Closed> gone = List.copyOf(closed);
		closed.clear();
		List<TabClosing.Closed> last = gone.stream().filter(tab -> stage.part(tab.session()).isEmpty()).toList();
		if (!gone.isEmpty()) {
			last.forEach(tab -> view.forget(tab.session()));
			closing.decide(last, this::show, host::end);
		} else if (engaged) {
			reconcile();
		}
	}

	/** The person thought better of closing it. */
	private void show(TabClosing.Closed tab) {
		if (stage.part(tab.session()).isEmpty()) {
			MPart part = shown.insert(tab.session());
			if (part != null) {
				part.setLabel(tab.part().getLabel());
				TabStage.show(part);
				view.active(tab.session());
			}
		}
	}
}
