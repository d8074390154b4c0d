package dev.umbra.testkit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Drafts.Draft;
import dev.umbra.core.api.Tabs.Tab;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.WindowRecords;

/** {@link WindowRecords} in memory, beside a {@link FakeEntries}, whose archived sessions lose their tabs. Any thread. */
public final class FakeWindows implements WindowRecords {
	private final FakeEntries entries;
	private final Map<String, View> views = new LinkedHashMap<>();
	private final Map<SessionId, Draft> drafts = new HashMap<>();
	private List<Tab> tabs = List.of();
	private long revision;

	public FakeWindows(FakeEntries entries) {
		this.entries = entries;
		entries.onArchived(this::archived);
	}

	private synchronized OptionalLong archived(SessionId session) {
		List<Tab> left = tabs.stream().filter(tab -> !tab.session().equals(session)).toList();
		if (left.size() == tabs.size()) {
			return OptionalLong.empty();
		}
		tabs = left;
		return OptionalLong.of(++revision);
	}

	@Override
	public synchronized CompletionStage<Shown> tabs(@Nullable String client) {
		return CompletableFuture.completedFuture(
				new Shown(revision, tabs, client == null ? View.NONE : views.getOrDefault(client, View.NONE)));
	}

	@Override
	public synchronized CompletionStage<OptionalLong> changeTabs(UnaryOperator<List<Tab>> change,
			Entries.@Nullable CommandResult command) {
		List<Tab> next;
		try {
			next = List.copyOf(change.apply(tabs));
		} catch (RuntimeException e) {
			return CompletableFuture.failedFuture(e);
		}
		entries.keep(command);
		if (next.equals(tabs)) {
			return CompletableFuture.completedFuture(OptionalLong.empty());
		}
		tabs = next;
		return CompletableFuture.completedFuture(OptionalLong.of(++revision));
	}

	@Override
	public CompletionStage<OptionalLong> openTab(SessionId session, Entries.@Nullable CommandResult command) {
		return changeTabs(now -> has(now, session) ? now : Stream.concat(now.stream(), Stream.of(new Tab(session, false))).toList(), command);
	}

	@Override
	public CompletionStage<OptionalLong> closeTab(SessionId session, Entries.@Nullable CommandResult command) {
		return changeTabs(now -> now.stream().filter(tab -> !tab.session().equals(session)).toList(), command);
	}

	private static boolean has(List<Tab> tabs, SessionId session) {
		return tabs.stream().anyMatch(tab -> tab.session().equals(session));
	}

	@Override
	public synchronized CompletionStage<Void> saveView(String client, View view, int keep,
			Entries.@Nullable CommandResult command) {
		views.remove(client);
		views.put(client, view);
		while (views.size() > keep) {
			views.remove(views.keySet().iterator().next());
		}
		entries.keep(command);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public synchronized CompletionStage<Void> saveDraft(SessionId session, @Nullable String text,
			@Nullable List<DraftEnclosure> enclosures, Entries.@Nullable CommandResult command) {
		Draft before = drafts.getOrDefault(session, new Draft("", null));
		Draft now = new Draft(text == null ? before.text() : text, Sample.NOON,
				enclosures == null ? before.enclosures() : enclosures.stream().map(DraftEnclosure::enclosed).toList());
		if (now.text().isEmpty() && now.enclosures().isEmpty()) {
			drafts.remove(session);
		} else {
			drafts.put(session, now);
		}
		entries.keep(command);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public synchronized CompletionStage<Optional<Draft>> draft(SessionId session) {
		return CompletableFuture.completedFuture(Optional.ofNullable(drafts.get(session)));
	}
}
