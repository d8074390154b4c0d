package dev.umbra.ui.internal.tabs;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;

/** Where the tab of a sub-session belongs: behind its parent and what stands below that already. Pure. */
final class SubTabs {
	private SubTabs() {
	}

	/**
	 * @param order the tabs, the child's among them or not
	 * @param parentOf null where there is none, or it is not known
	 * @return the place the child has afterwards, or -1 if its parent has no tab
	 */
	static int place(List<SessionId> order, SessionId child, SessionId parent, Function<SessionId, @Nullable SessionId> parentOf) {
		List<SessionId> others = order.stream().filter(each -> !each.equals(child)).toList();
		int place = others.indexOf(parent);
		if (place < 0) {
			return -1;
		}
		do {
			place++;
		} while (place < others.size() && isBelow(others.get(place), parent, parentOf));
		return place;
	}

	/** A circle, which a host never makes, ends the look. */
	private static boolean isBelow(SessionId session, SessionId ancestor, Function<SessionId, @Nullable SessionId> parentOf) {
		Set<SessionId> seen = new HashSet<>();
		for (SessionId each = parentOf.apply(session); each != null && seen.add(each); each = parentOf.apply(each)) {
			if (each.equals(ancestor)) {
				return true;
			}
		}
		return false;
	}
}
