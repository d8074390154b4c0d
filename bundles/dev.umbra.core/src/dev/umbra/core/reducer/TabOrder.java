package dev.umbra.core.reducer;

import java.util.ArrayList;
import java.util.List;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Tabs.Tab;

/** What the commands of a person make of the list of tabs. Pure; in every list the pinned ones come first. */
public final class TabOrder {
	private TabOrder() {
	}

	/** At the end, unless it is there. */
	public static List<Tab> opened(List<Tab> tabs, SessionId session) {
		if (find(tabs, session) >= 0) {
			return tabs;
		}
		List<Tab> next = new ArrayList<>(tabs);
		next.add(new Tab(session, false));
		return List.copyOf(next);
	}

	public static List<Tab> closed(List<Tab> tabs, SessionId session) {
		return tabs.stream().filter(tab -> !tab.session().equals(session)).toList();
	}

	/**
	 * @param index the place it has afterwards, from 0; moved into its own group
	 * @throws FailureException not found, if the session has no tab
	 */
	public static List<Tab> moved(List<Tab> tabs, SessionId session, int index) {
		List<Tab> next = new ArrayList<>(tabs);
		Tab tab = next.remove(place(tabs, session));
		int pinned = pinned(next);
		next.add(tab.pinned() ? Math.clamp(index, 0, pinned) : Math.clamp(index, pinned, next.size()), tab);
		return List.copyOf(next);
	}

	/** Pinned, it is the last pinned one; unpinned, the first of the others. One that is so already stays where it is. */
	public static List<Tab> pinned(List<Tab> tabs, SessionId session, boolean pinned) {
		int place = place(tabs, session);
		if (tabs.get(place).pinned() == pinned) {
			return tabs;
		}
		List<Tab> next = new ArrayList<>(tabs);
		next.remove(place);
		next.add(pinned(next), new Tab(session, pinned));
		return List.copyOf(next);
	}

	private static int pinned(List<Tab> tabs) {
		return (int) tabs.stream().filter(Tab::pinned).count();
	}

	private static int place(List<Tab> tabs, SessionId session) {
		int place = find(tabs, session);
		if (place < 0) {
			throw new FailureException(Failure.notFound("The session " + session + " has no tab.",
					"It was closed, perhaps in another window. See those there are with: umbra tabs"));
		}
		return place;
	}

	private static int find(List<Tab> tabs, SessionId session) {
		for (int i = 0; i < tabs.size(); i++) {
			if (tabs.get(i).session().equals(session)) {
				return i;
			}
		}
		return -1;
	}
}
