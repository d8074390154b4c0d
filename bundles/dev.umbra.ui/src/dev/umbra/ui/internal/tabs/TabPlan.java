package dev.umbra.ui.internal.tabs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.umbra.core.SessionId;

/**
 * What turns the tabs that a stack has into those that it should have, as steps to be done one after the other. Start pages
 * are nobody's but the person's: they are never removed, and stay at their place among the tabs. As few tabs as possible
 * are moved, and never the one that is looked at: to move the selected tab is to show another one for a moment.
 */
final class TabPlan {
	/** One tab. */
	sealed interface Slot {
		/** @param page which one of the start pages, so that two are not the same */
		record Start(int page) implements Slot {
		}

		record Of(SessionId session) implements Slot {
		}
	}

	/** Indexes are those of the moment: the steps before are done. */
	sealed interface Step {
		record Remove(int index) implements Step {
		}

		record Insert(int index, SessionId session) implements Step {
		}

		/** @param to the index it has afterwards */
		record Move(int from, int to) implements Step {
		}
	}

	private final List<Slot> tabs;
	private final List<Step> steps = new ArrayList<>();

	private TabPlan(List<Slot> have) {
		tabs = new ArrayList<>(have);
	}

	/**
	 * @param have the tabs of the stack; a session may be there more than once
	 * @param want the sessions that should be there, each once
	 * @param selected index of the tab that is looked at, or -1
	 */
	static List<Step> steps(List<Slot> have, List<SessionId> want, int selected) {
		TabPlan plan = new TabPlan(have);
		Slot kept = selected >= 0 ? have.get(selected) : null;
		plan.removeUnwanted(new HashSet<>(want), selected);
		List<Slot> target = plan.target(want);
		plan.arrange(target, plan.unmoved(target, kept == null ? -1 : plan.tabs.indexOf(kept)));
		return List.copyOf(plan.steps);
	}

	private void removeUnwanted(Set<SessionId> wanted, int selected) {
		Set<SessionId> seen = new HashSet<>();
		if (selected >= 0 && tabs.get(selected) instanceof Slot.Of of) {
			seen.add(of.session());
		}
		List<Integer> unwanted = new ArrayList<>();
		for (int i = 0; i < tabs.size(); i++) {
			if (tabs.get(i) instanceof Slot.Of of
					&& (!wanted.contains(of.session()) || i != selected && !seen.add(of.session()))) {
				unwanted.add(i);
			}
		}
		for (int index : unwanted.reversed()) {
			tabs.remove(index);
			steps.add(new Step.Remove(index));
		}
	}

	/** The wanted order, start pages where they are now. */
	private List<Slot> target(List<SessionId> want) {
		List<Slot> target = new ArrayList<>(want.size() + tabs.size());
		int next = 0;
		for (Slot tab : tabs) {
			target.add(tab instanceof Slot.Start ? tab : new Slot.Of(want.get(next++)));
		}
		while (next < want.size()) {
			target.add(new Slot.Of(want.get(next++)));
		}
		return target;
	}

	/** The longest run of tabs, not necessarily neighbours, that are in the right order already and contain that index. */
	private Set<Slot> unmoved(List<Slot> target, int through) {
		Map<Slot, Integer> places = new HashMap<>();
		for (int i = 0; i < target.size(); i++) {
			places.put(target.get(i), i);
		}
		int[] place = tabs.stream().mapToInt(tab -> places.getOrDefault(tab, -1)).toArray();
		int[] ends = new int[place.length];
		int[] before = new int[place.length];
		int[] endPlaces = new int[place.length];
		int length = 0;
		for (int i = 0; i < place.length; i++) {
			if (through >= 0 && (i < through && place[i] > place[through] || i > through && place[i] < place[through])) {
				continue;
			}
			int found = Arrays.binarySearch(endPlaces, 0, length, place[i]);
			int at = found >= 0 ? found : -found - 1;
			ends[at] = i;
			endPlaces[at] = place[i];
			before[i] = at == 0 ? -1 : ends[at - 1];
			length = Math.max(length, at + 1);
		}
		Set<Slot> unmoved = new HashSet<>();
		for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = before[i]) {
			unmoved.add(tabs.get(i));
		}
		return unmoved;
	}

	/** Puts every other tab right behind the one that it should follow. */
	private void arrange(List<Slot> target, Set<Slot> unmoved) {
		Set<Slot> present = new HashSet<>(tabs);
		int last = -1;
		for (Slot slot : target) {
			if (unmoved.contains(slot)) {
				do {
					last++;
				} while (!tabs.get(last).equals(slot));
			} else if (present.contains(slot)) {
				int from = tabs.indexOf(slot);
				int to = from <= last ? last : last + 1;
				if (from != to) {
					tabs.remove(from);
					tabs.add(to, slot);
					steps.add(new Step.Move(from, to));
				}
				last = to;
			} else if (slot instanceof Slot.Of of) {
				last++;
				tabs.add(last, slot);
				steps.add(new Step.Insert(last, of.session()));
			}
		}
	}
}
