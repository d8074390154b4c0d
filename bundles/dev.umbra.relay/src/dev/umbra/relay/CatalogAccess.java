package dev.umbra.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.CatalogRecords.Changed;
import dev.umbra.core.port.CatalogWrite;

/**
 * The store, asked by a thread that may wait for it; tells what became of a change. While a history is read, which is many commits, that is told
 * at most once a second: everybody who hears it reads the whole catalog. One change may be under way while the thread does something else. One
 * thread.
 */
final class CatalogAccess {
	private static final long LIMIT_SECONDS = 60;
	private static final Duration APART = Duration.ofSeconds(1);
	private final CatalogRecords records;
	private final Condemned condemned;
	private final Consumer<Changed> changed;
	private final Clocks clocks;
	private @Nullable CompletionStage<Changed> begun;
	private @Nullable Changed untold;
	private boolean gathering;
	private long toldAt;

	/**
	 * @param condemned what all links of the identity know of versions that are not wanted
	 * @param changed told of every commit, of several that were gathered at once
	 */
	CatalogAccess(CatalogRecords records, Condemned condemned, Consumer<Changed> changed, Clocks clocks) {
		this.records = records;
		this.condemned = condemned;
		this.changed = changed;
		this.clocks = clocks;
	}

	/** From now on commits are gathered; the first is told at once. */
	void gather() {
		gathering = true;
		toldAt = clocks.nanos() - APART.toNanos();
	}

	/** Tells what it is time for. */
	void tellDue() {
		if (!gathering || clocks.nanos() - toldAt >= APART.toNanos()) {
			tell();
		}
	}

	/** Tells all, that of a change that is under way too; from now on each commit by itself. */
	void tellAll() {
		gathering = false;
		try {
			end();
		} finally {
			tell();
		}
	}

	private void tell() {
		Changed all = untold;
		if (all != null) {
			untold = null;
			toldAt = clocks.nanos();
			changed.accept(all);
		}
	}

	private static Changed together(Changed before, Changed after) {
		return new Changed(after.revision(), before.visible() || after.visible(), joined(before.agents(), after.agents()),
				joined(before.removed(), after.removed()));
	}

	private static <T> List<T> joined(List<T> one, List<T> other) {
		List<T> all = new ArrayList<>(one);
		all.addAll(other);
		return all;
	}

	CatalogRecords records() {
		return records;
	}

	Condemned condemned() {
		return condemned;
	}

	/** What a stage comes to; at most a minute. */
	static <T> T now(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
	}

	/** One transaction over these coordinates. {@code decide} may run more than once. */
	void change(Collection<Coordinate> coordinates, Decision decide) {
		begin(coordinates, decide);
		end();
		tellDue();
	}

	/** As {@link #change}, but only begun; {@code decide} runs on another thread meanwhile. */
	void begin(Collection<Coordinate> coordinates, Decision decide) {
		end();
		begun = records.change(coordinates, states -> {
			Map<Coordinate, Working> working = new LinkedHashMap<>();
			coordinates.forEach(at -> working.computeIfAbsent(at, each -> new Working(states.get(each))));
			List<CatalogWrite> more = decide.decide(working);
			List<CatalogWrite> writes = new ArrayList<>();
			working.values().forEach(each -> writes.addAll(each.writes()));
			writes.addAll(more);
			return writes;
		}, null);
	}

	/** Waits for the change that is under way, if there is one; what it failed with comes out here, once. */
	void end() {
		CompletionStage<Changed> stage = begun;
		if (stage != null) {
			begun = null;
			Changed fresh = now(stage);
			untold = untold == null ? fresh : together(untold, fresh);
		}
	}

	/** Writes into the workings, and says what else is to be stored. */
	@FunctionalInterface
	interface Decision {
		List<CatalogWrite> decide(Map<Coordinate, Working> working);
	}
}
