package dev.umbra.ui.internal.tabs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

/** What it means for tabs that a session stands below another. The tab of a sub-session belongs behind its parent and what is below that already. Pure. */
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

	/** Whether a turn runs in a session below that one, at any depth. */
	static boolean isAnyAtWorkBelow(SessionId session, List<SessionSummary> known) {
		Map<SessionId, SessionId> parents = new HashMap<>();
		for (SessionSummary each : known) {
			SessionId parent = each.parent();
			if (parent != null) {
				parents.put(each.id(), parent);
			}
		}
		return known.stream().anyMatch(each -> each.status().kind() == SessionStatus.Kind.ACTIVE && isBelow(each.id(), session, parents::get));
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
