package dev.umbra.ui.internal.transcript;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What stands in rows and leads somewhere. Pure. */
final class Targets {
	private Targets() {
	}

	/** What the character behind this offset of a row leads to. */
	static Optional<Target> at(Row row, int offset) {
		return row.runs().stream().filter(run -> offset >= run.start() && offset < run.end()).map(run -> run.face().target())
				.filter(Objects::nonNull).findFirst();
	}

	static Optional<Target> firstOf(Row row) {
		return row.runs().stream().map(run -> run.face().target()).filter(Objects::nonNull).findFirst();
	}

	/** At the place, else the first of its row. */
	static Optional<Target> near(Row row, int offset) {
		return at(row, offset).or(() -> firstOf(row));
	}

	/**
	 * The stretch of the next target behind a place of an entry, or before it; neighbouring runs with the same target are one.
	 *
	 * @param row -1 or the number of rows: none of them was seen yet
	 * @return null if there is none
	 */
	static @Nullable Place next(long ordinal, List<Row> rows, int row, int offset, boolean forward) {
		for (int i = Math.clamp(row, 0, rows.size() - 1); i >= 0 && i < rows.size(); i += forward ? 1 : -1) {
			Integer found = null;
			Target before = null;
			for (Run run : rows.get(i).runs()) {
				Target target = run.face().target();
				boolean starts = target != null && !target.equals(before);
				boolean beyond = i != row || (forward ? run.start() > offset : run.start() < offset);
				if (starts && beyond && (found == null || !forward)) {
					found = run.start();
				}
				before = target;
			}
			if (found != null) {
				return new Place(ordinal, i, found);
			}
		}
		return null;
	}
}
