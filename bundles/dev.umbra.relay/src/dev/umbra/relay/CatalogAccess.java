package dev.umbra.relay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.CatalogWrite;

/** The store, asked by a thread that may wait for it; tells what became of a change. */
final class CatalogAccess {
	private static final long LIMIT_SECONDS = 60;
	private final CatalogRecords records;
	private final Consumer<CatalogRecords.Changed> changed;

	/** @param changed told of every commit */
	CatalogAccess(CatalogRecords records, Consumer<CatalogRecords.Changed> changed) {
		this.records = records;
		this.changed = changed;
	}

	CatalogRecords records() {
		return records;
	}

	/** What a stage comes to; at most a minute. */
	static <T> T now(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
	}

	/** One transaction over these coordinates. {@code decide} may run more than once. */
	void change(Collection<Coordinate> coordinates, Decision decide) {
		changed.accept(now(records.change(coordinates, states -> {
			Map<Coordinate, Working> working = new LinkedHashMap<>();
			coordinates.forEach(at -> working.computeIfAbsent(at, each -> new Working(states.get(each))));
			List<CatalogWrite> more = decide.decide(working);
			List<CatalogWrite> writes = new ArrayList<>();
			working.values().forEach(each -> writes.addAll(each.writes()));
			writes.addAll(more);
			return writes;
		}, null)));
	}

	/** Writes into the workings, and says what else is to be stored. */
	@FunctionalInterface
	interface Decision {
		List<CatalogWrite> decide(Map<Coordinate, Working> working);
	}
}
