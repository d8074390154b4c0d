package dev.umbra.git;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that forget what was not used for longest. */
final class Bounded {
	private Bounded() {
	}

	/** Any thread. */
	static <K, V> Map<K, V> map(int most) {
		return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
				return size() > most;
			}
		});
	}
}
