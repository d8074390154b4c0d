package dev.umbra.nostr;

import java.util.LinkedHashMap;
import java.util.Map;

import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/**
 * The keys of which many signatures are verified, with their {@link Multiples}: most of what a person's relays send is the
 * person's own. What is kept is bounded: a key that was not met for long makes room. Any thread.
 */
final class FrequentKeys {
	/** Fewer signatures are verified sooner without multiples, which take as long as some dozens of them. */
	private static final int OFTEN = 24;
	private static final int MOST_COUNTED = 1024;
	/** 129 kB each. */
	private static final int MOST_READY = 64;
	private static final int WIDTH = 5;
	private final Map<PublicKey, Integer> counts = bounded(MOST_COUNTED);
	private final Map<PublicKey, Multiples> ready = bounded(MOST_READY);

	interface Points {
		/** Null: the key is no point. */
		@Nullable
		ECPoint of(PublicKey key);
	}

	private static <T> Map<PublicKey, T> bounded(int most) {
		return new LinkedHashMap<>(16, 0.75f, true) {
			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<PublicKey, T> eldest) {
				return size() > most;
			}
		};
	}

	/** The multiples of a key that is met often enough; null: of one that is not, or of none. */
	@Nullable
	Multiples met(PublicKey key, Points points) {
		synchronized (this) {
			Multiples there = ready.get(key);
			if (there != null || counts.merge(key, 1, Integer::sum) != OFTEN) {
				return there;
			}
		}
		ECPoint point = points.of(key);
		if (point == null) {
			return null;
		}
		Multiples made = new Multiples(point, WIDTH);
		synchronized (this) {
			ready.put(key, made);
			counts.remove(key);
		}
		return made;
	}
}
