package dev.umbra.ui.internal.live;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.ClientCounters;

/**
 * A section of a part: it is painted anew only when the slice that it shows is another than before, whatever else changed.
 * On the SWT thread.
 *
 * @param <S> what it shows, a value
 */
public final class Section<S> {
	private final String name;
	private final Supplier<@Nullable ClientCounters> counters;
	private final Consumer<S> painter;
	private @Nullable S shown;

	/**
	 * @param name for example {@code details.context}; few and fixed, never what somebody typed
	 * @param counters where it is counted how often it took over something, and how often it was painted; null while there are none
	 * @param painter changes widgets
	 */
	public Section(String name, Supplier<@Nullable ClientCounters> counters, Consumer<S> painter) {
		this.name = name;
		this.counters = counters;
		this.painter = painter;
	}

	/** @return whether it was painted */
	public boolean show(S slice) {
		ClientCounters counted = counters.get();
		if (counted != null) {
			counted.refreshed(name);
		}
		if (slice.equals(shown)) {
			return false;
		}
		shown = slice;
		if (counted != null) {
			counted.painted(name);
		}
		painter.accept(slice);
		return true;
	}

	/** What is shown now, or null before the first. */
	public @Nullable S shown() {
		return shown;
	}

	/** What it shows looks different now, as after a change of the theme: it is painted the next time. */
	public void forget() {
		shown = null;
	}
}
