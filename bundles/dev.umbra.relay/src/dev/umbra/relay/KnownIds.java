package dev.umbra.relay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The newest ids of events that were verified and dealt with, each with its date, so that one that comes again costs a look. One thread. */
final class KnownIds {
	static final int MOST = 20_000;
	private final Map<String, Long> dates = new LinkedHashMap<>();
	private boolean whole;

	/** @param all whether these are all that are known; until one is forgotten, what is not here is not known */
	void prime(Map<String, Long> known, boolean all) {
		known.forEach(this::add);
		whole = all && known.size() <= MOST;
	}

	/** Takes out those without a date, of which only the id was kept and which did not come again since. */
	List<String> takeUnmet() {
		List<String> unmet = dates.entrySet().stream().filter(each -> each.getValue() == 0).map(Map.Entry::getKey).toList();
		unmet.forEach(dates::remove);
		return unmet;
	}

	/** Whether what is not here may be known nevertheless. */
	boolean someElsewhere() {
		return !whole;
	}

	boolean has(String id) {
		return dates.containsKey(id);
	}

	/** Seconds since 1970; null: the id is not here, or its date is not. */
	@Nullable
	Long date(String id) {
		Long date = dates.get(id);
		return date == null || date == 0 ? null : date;
	}

	/** @param createdAt 0: not known */
	void add(String id, long createdAt) {
		dates.remove(id);
		dates.put(id, createdAt);
		if (dates.size() > MOST) {
			dates.remove(dates.keySet().iterator().next());
			whole = false;
		}
	}
}
