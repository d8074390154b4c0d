package dev.umbra.ui.internal.tabs;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Tabs;

/**
 * Which of very many tabs stand in the row: a row of thousands takes seconds to be made and nobody finds anything in it. The
 * others are there all the same: in the list of all tabs, and behind both ends of the row for who goes from tab to tab. Pure.
 */
final class NearTabs {
	/** As many as are shown side by side. */
	static final int MOST = 60;
	/** Of them, pinned ones. */
	private static final int MOST_PINNED = 30;

	private NearTabs() {
	}

	/**
	 * All of them as long as they are few. Else those that were in the row already, so that it stays as it is, filled up or cut down
	 * to those that are nearest to the active one; pinned ones are always near.
	 *
	 * @param all in order
	 * @param active the one that is looked at, or null
	 * @param before the sessions in the row now
	 * @return in order; what it is called with once more, as {@code before}, gives the same
	 */
	static List<SessionId> of(List<Tabs.Tab> all, @Nullable SessionId active, Collection<SessionId> before) {
		List<SessionId> order = all.stream().map(Tabs.Tab::session).toList();
		if (order.size() <= MOST) {
			return order;
		}
		Map<SessionId, Integer> places = new HashMap<>();
		for (int i = 0; i < order.size(); i++) {
			places.put(order.get(i), i);
		}
		int middle = active == null ? 0 : places.getOrDefault(active, 0);
		Set<SessionId> fixed = new HashSet<>(all.stream().filter(Tabs.Tab::pinned).map(Tabs.Tab::session).limit(MOST_PINNED).toList());
		fixed.add(order.get(middle));
		Set<SessionId> former = new HashSet<>(before);
		Comparator<Integer> nearest = Comparator.comparing((Integer place) -> !fixed.contains(order.get(place)))
				.thenComparing(place -> !former.contains(order.get(place))).thenComparing(place -> Math.abs(place - middle)).thenComparing(place -> place);
		return IntStream.range(0, order.size()).boxed().sorted(nearest).limit(MOST).sorted().map(order::get).toList();
	}
}
