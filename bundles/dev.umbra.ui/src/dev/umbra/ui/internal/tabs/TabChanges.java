package dev.umbra.ui.internal.tabs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.session.SessionSummary;

/**
 * What the person does to tabs here, told to the host: opened, dragged, pinned. No older list of the host is applied after it
 * ({@link HostTabs#change}). On the SWT thread.
 */
final class TabChanges {
	private final HostTabs host;
	private final TabStage stage;
	private final Consumer<Outcome<Done>> say;
	private final Supplier<@Nullable Tabs> tabs;
	private final Supplier<List<SessionSummary>> known;
	/** Sessions whose tab the host does not know of yet, since it could not be reached. */
	private final Set<SessionId> owed = new HashSet<>();
	/** Of sub-sessions begun here: the list of sessions may not name them yet. */
	private final Map<SessionId, SessionId> begunBelow = new ConcurrentHashMap<>();

	/**
	 * @param say tells what could not be done
	 * @param tabs null while the host's services are away
	 * @param known what is known of sessions; asked on any thread
	 */
	TabChanges(HostTabs host, TabStage stage, Consumer<Outcome<Done>> say, Supplier<@Nullable Tabs> tabs, Supplier<List<SessionSummary>> known) {
		this.host = host;
		this.stage = stage;
		this.say = say;
		this.tabs = tabs;
		this.known = known;
	}

	/** Whether the host is still to be told of its tab. */
	boolean isOwed(SessionId session) {
		return owed.contains(session);
	}

	/** There is somebody to be told. */
	void payOwed() {
		Set.copyOf(owed).forEach(this::opened);
	}

	/** The session was begun here below that one. */
	void begunBelow(SessionId session, SessionId parent) {
		begunBelow.put(session, parent);
	}

	/** The session has a tab here: the host is to have it too, now or as soon as it can be reached. */
	void opened(SessionId session) {
		Tabs service = tabs.get();
		if (service == null) {
			owed.add(session);
			return;
		}
		CompletionStage<Outcome<Done>> call = service.open(new Tabs.Open(CommandId.random(), session.value()));
		SessionId parent = parentOf(session);
		host.change(parent == null ? call : call.thenCompose(outcome -> behind(service, session, parent, outcome)), outcome -> {
			owed.remove(session);
			if (outcome instanceof Outcome.NotOk<?> not && not.failure().code() == Failure.Code.HOST_UNREACHABLE) {
				owed.add(session);
			}
		});
	}

	/** Puts the tab of a sub-session behind its parent's; where that has none, it stays at the end. On any thread. */
	private CompletionStage<Outcome<Done>> behind(Tabs service, SessionId session, SessionId parent, Outcome<Done> opened) {
		if (!(opened instanceof Outcome.Ok<Done>)) {
			return CompletableFuture.completedFuture(opened);
		}
		return service.list(new Tabs.ListFor(null)).thenCompose(outcome -> {
			int place = outcome instanceof Outcome.Ok<Tabs.Listing>(Tabs.Listing listing)
					? SubTabs.place(listing.tabs().stream().map(Tabs.Tab::session).toList(), session, parent, this::parentOf) : -1;
			return place < 0 ? CompletableFuture.completedFuture(opened)
					: service.move(new Tabs.Move(CommandId.random(), session.value(), place));
		});
	}

	/** As far as it is known. On any thread. */
	private @Nullable SessionId parentOf(SessionId session) {
		SessionId begun = begunBelow.get(session);
		return begun != null ? begun
				: known.get().stream().filter(each -> each.id().equals(session)).map(SessionSummary::parent).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/** Pins or unpins the part's session; a start page has nothing to pin. */
	void pin(MPart part, boolean pinned) {
		Tabs service = tabs.get();
		TabStage.sessionOf(part).ifPresent(session -> {
			if (service != null) {
				host.change(service.pin(new Tabs.Pin(CommandId.random(), session.value(), pinned)), say);
			}
		});
	}

	/** Tells the host where a tab was dragged. */
	void moved(MPart part) {
		Tabs.Listing listing = host.listing();
		Tabs service = tabs.get();
		MPartStack stack = stage.stack();
		Optional<SessionId> session = TabStage.sessionOf(part);
		if (listing == null || service == null || stack == null || session.isEmpty()) {
			return;
		}
		List<SessionId> order = new ArrayList<>(listing.tabs().stream().map(Tabs.Tab::session).toList());
		int before = order.indexOf(session.get());
		List<SessionId> row = TabStage.tabs(stack).stream().map(TabStage::sessionOf).flatMap(Optional::stream).toList();
		int place = row.indexOf(session.get());
		if (before < 0 || place < 0) {
			return;
		}
		order.remove(before);
		// the row need not begin with the first of all
		int after = place > 0 ? order.indexOf(row.get(place - 1)) + 1 : row.size() > 1 ? order.indexOf(row.get(1)) : 0;
		if (after != before) {
			host.change(service.move(new Tabs.Move(CommandId.random(), session.get().value(), after)), say);
		}
	}
}
