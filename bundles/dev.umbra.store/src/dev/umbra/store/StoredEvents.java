package dev.umbra.store;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.core.port.EventStore;
import dev.umbra.core.port.HostRole;

/** The events of the embedded relay in the store: there wherever the store is. Any thread. */
@Component(service = EventStore.class)
public final class StoredEvents implements EventStore {
	private final SqliteStore store;

	@Activate
	public StoredEvents(@Reference HostRole role, @Reference StoreComponent component) {
		this(component.store());
	}

	StoredEvents(SqliteStore store) {
		this.store = store;
	}

	/** Flushed to the disk, many together: who heard OK need not send it again. */
	@Override
	public CompletionStage<Kept> put(Stored event) {
		return store.write(null, sql -> EventTable.put(sql, event));
	}

	@Override
	public CompletionStage<List<String>> find(List<Query> queries, int limit) {
		List<Query> asked = List.copyOf(queries);
		return store.read(sql -> EventTable.find(sql, asked, limit));
	}

	@Override
	public CompletionStage<Long> events() {
		return store.read(EventTable::events);
	}
}
