package dev.umbra.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Drafts.Draft;
import dev.umbra.core.api.Tabs.Tab;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.WindowRecords;

/** What windows leave in the store: tabs, what each client shows, drafts. */
@Component(service = WindowRecords.class)
public final class StoredWindows implements WindowRecords {
	private final SqliteStore store;

	@Activate
	public StoredWindows(@Reference HostRole role, @Reference StoreComponent component) {
		this(component.store());
	}

	StoredWindows(SqliteStore store) {
		this.store = store;
	}

	@Override
	public CompletionStage<Shown> tabs(@Nullable String client) {
		return store.read(sql -> new Shown(Counters.read(sql, TabTable.SUBJECT), TabTable.all(sql),
				client == null ? View.NONE : ViewTable.find(sql, client)));
	}

	@Override
	public CompletionStage<OptionalLong> changeTabs(UnaryOperator<List<Tab>> change, @Nullable CommandResult command) {
		return store.write(command, sql -> {
			List<Tab> tabs = TabTable.all(sql);
			List<Tab> next = change.apply(tabs);
			if (next.equals(tabs)) {
				return OptionalLong.empty();
			}
			TabTable.replace(sql, next);
			return OptionalLong.of(Counters.raise(sql, TabTable.SUBJECT));
		});
	}

	/** One row is written; of the others only the greatest position is looked for. */
	@Override
	public CompletionStage<OptionalLong> openTab(SessionId session, @Nullable CommandResult command) {
		return store.write(command, sql -> TabTable.append(sql, session) ? OptionalLong.of(Counters.raise(sql, TabTable.SUBJECT)) : OptionalLong.empty());
	}

	@Override
	public CompletionStage<OptionalLong> closeTab(SessionId session, @Nullable CommandResult command) {
		return store.write(command, sql -> TabTable.remove(sql, session) ? OptionalLong.of(Counters.raise(sql, TabTable.SUBJECT)) : OptionalLong.empty());
	}

	@Override
	public CompletionStage<Void> saveView(String client, View view, int keep, @Nullable CommandResult command) {
		return store.write(false, command, sql -> {
			ViewTable.put(sql, client, view, store.now(), keep);
			return null;
		});
	}

	@Override
	public CompletionStage<Void> saveDraft(SessionId session, @Nullable String text, @Nullable List<DraftEnclosure> enclosures,
			@Nullable CommandResult command) {
		return store.write(command, sql -> {
			DraftTable.put(sql, session, text, enclosures, store.now());
			return null;
		});
	}

	@Override
	public CompletionStage<Optional<Draft>> draft(SessionId session) {
		return store.read(sql -> DraftTable.find(sql, session));
	}
}
