package dev.umbra.ui.internal.live;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.eclipse.e4.core.contexts.IEclipseContext;

/**
 * How often each section of each part was painted anew since the window opened: sections that show the same as before are not
 * painted, and this shows that they are not. One for all windows of an application. Any thread.
 */
public final class Paints {
	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	/** The one of this application; made by the first who asks. On the SWT thread. */
	public static Paints of(IEclipseContext application) {
		Paints known = application.getLocal(Paints.class);
		if (known == null) {
			known = new Paints();
			application.set(Paints.class, known);
		}
		return known;
	}

	/** @param section for example {@code details.context}; few and fixed, never what somebody typed */
	void painted(String section) {
		counts.computeIfAbsent(section, name -> new LongAdder()).increment();
	}

	/** How often by section, those that were painted at least once. */
	public Map<String, Long> counts() {
		Map<String, Long> all = new TreeMap<>();
		counts.forEach((section, count) -> all.put(section, count.sum()));
		return all;
	}
}
