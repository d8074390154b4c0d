package dev.umbra.host;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Platform threads, counted by name. What differs from thread to thread is left out of a name: numbers, ids, what a person called an agent. */
final class ThreadNames {
	private static final int LONGEST = 64;
	private static final int MOST = 100;
	private static final Pattern NAMED = Pattern.compile("^(agent|version)-.*#");
	private static final Pattern ID = Pattern.compile("@?\\b(?=[0-9a-fA-F-]*[0-9])[0-9a-fA-F]{4,}(?:-[0-9a-fA-F]{4,})*\\b");
	private static final Pattern NUMBER = Pattern.compile("[0-9]+");

	private ThreadNames() {
	}

	static Map<String, Integer> counted() {
		ThreadGroup group = Thread.currentThread().getThreadGroup();
		while (group.getParent() != null) {
			group = group.getParent();
		}
		// there is no better way to ask: what does not fit is left out
		Thread[] threads = new Thread[group.activeCount() + 64];
		int count = group.enumerate(threads, true);
		Map<String, Integer> names = new TreeMap<>();
		for (int i = 0; i < count; i++) {
			String name = kind(threads[i].getName());
			names.merge(names.containsKey(name) || names.size() < MOST ? name : "other", 1, Integer::sum);
		}
		return names;
	}

	/** A thread's name without what is its own: {@code agent-<name>#out}, {@code store-read-<n>}. */
	static String kind(String name) {
		String kind = NAMED.matcher(name).replaceFirst("$1-<name>#");
		kind = ID.matcher(kind).replaceAll("<id>");
		kind = NUMBER.matcher(kind).replaceAll("<n>");
		return kind.length() <= LONGEST ? kind : kind.substring(0, LONGEST);
	}
}
