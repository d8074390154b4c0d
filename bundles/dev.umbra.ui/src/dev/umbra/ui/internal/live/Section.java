package dev.umbra.ui.internal.live;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A section of a part: it is painted anew only when the slice that it shows is another than before, whatever else changed.
 * On the SWT thread.
 *
 * @param <S> what it shows, a value
 */
public final class Section<S> {
	private final String name;
	private final Paints paints;
	private final Consumer<S> painter;
	private @Nullable S shown;

	/** @param name for {@link Paints} @param painter changes widgets */
	public Section(String name, Paints paints, Consumer<S> painter) {
		this.name = name;
		this.paints = paints;
		this.painter = painter;
	}

	/** @return whether it was painted */
	public boolean show(S slice) {
		if (slice.equals(shown)) {
			return false;
		}
		shown = slice;
		paints.painted(name);
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
