package dev.umbra.host;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.event.TabsChanged;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.WindowRecords;
import dev.umbra.core.reducer.TabOrder;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;

/** {@link Tabs}, carried out here. The list is in the store alone; closing a session takes its tab there, in one commit. */
final class TabsService implements Tabs {
	/** Of how many clients the view is kept: every workspace of an IDE is one. */
	private static final int CLIENTS = 200;
	private static final int LONGEST_KEY = 500;
	private static final int LONGEST_ID = 100;
	private static final int MOST_SCROLLED = 10_000;
	private final HostParts parts;
	private final SessionMailboxes mailboxes;

	TabsService(HostParts parts, SessionMailboxes mailboxes) {
		this.parts = parts;
		this.mailboxes = mailboxes;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListFor p) {
		return Stages.outcome(() -> {
			if (p.client() != null) {
				checkKey(p.client());
			}
			return parts.windows().tabs(p.client()).thenApply(this::listing);
		});
	}

	/** What a client showed of a session that has no tab any more is left out. */
	private Listing listing(WindowRecords.Shown shown) {
		Set<String> there = shown.tabs().stream().map(tab -> tab.session().value()).collect(Collectors.toSet());
		Map<String, String> scroll = new HashMap<>(shown.view().scroll());
		scroll.keySet().retainAll(there);
		String active = shown.view().active();
		return new Listing(parts.epoch(), shown.revision(), shown.tabs(),
				active == null || !there.contains(active) ? null : new SessionId(active), scroll);
	}

	@Override
	public CompletionStage<Outcome<Done>> open(Open p) {
		return change(p.session(), id -> parts.windows().openTab(id, result(p, Methods.TABS_OPEN)));
	}

	@Override
	public CompletionStage<Outcome<Done>> close(Close p) {
		return change(p.session(), id -> parts.windows().closeTab(id, result(p, Methods.TABS_CLOSE)));
	}

	@Override
	public CompletionStage<Outcome<Done>> move(Move p) {
		return change(p.session(), id -> parts.windows().changeTabs(tabs -> TabOrder.moved(tabs, id, p.index()), result(p, Methods.TABS_MOVE)));
	}

	@Override
	public CompletionStage<Outcome<Done>> pin(Pin p) {
		return change(p.session(), id -> parts.windows().changeTabs(tabs -> TabOrder.pinned(tabs, id, p.pinned()), result(p, Methods.TABS_PIN)));
	}

	/** @param change answers the new revision, if anything changed */
	private CompletionStage<Outcome<Done>> change(String session, Function<SessionId, CompletionStage<OptionalLong>> change) {
		return Stages.outcome(() -> mailboxes.resolve(session).thenCompose(change).thenApply(revision -> {
			revision.ifPresent(now -> parts.events().publish(new TabsChanged(parts.epoch(), now, Cause.user(""))));
			return new Done();
		}));
	}

	private static Entries.CommandResult result(Changing p, Method<?, Done> method) {
		return new Entries.CommandResult(p.command(), method.name(), Codec.json(new Done()));
	}

	@Override
	public CompletionStage<Outcome<Done>> client(Client p) {
		return Stages.outcome(() -> {
			checkKey(p.client());
			checkId(p.active());
			if (p.scroll().size() > MOST_SCROLLED) {
				throw new FailureException(Failure.usage("A client tells how far it has scrolled of at most " + MOST_SCROLLED
						+ " sessions, not of " + p.scroll().size() + ".", null));
			}
			p.scroll().forEach((session, entry) -> {
				checkId(session);
				checkId(entry);
			});
			return parts.windows().saveView(p.client(), new WindowRecords.View(p.active(), p.scroll()), CLIENTS,
					result(p, Methods.TABS_CLIENT)).thenApply(nothing -> new Done());
		});
	}

	private static void checkKey(String client) {
		if (client.isBlank() || client.length() > LONGEST_KEY || client.chars().anyMatch(Character::isISOControl)) {
			throw new FailureException(Failure.usage("A client key has 1 to " + LONGEST_KEY
					+ " characters and no control characters.", "For example product, or ide:WORKSPACE."));
		}
	}

	private static void checkId(@Nullable String id) {
		if (id != null && (id.isEmpty() || id.length() > LONGEST_ID)) {
			throw new FailureException(Failure.usage("An id has 1 to " + LONGEST_ID + " characters.", null));
		}
	}
}
