package dev.umbra.bench;

import java.util.Random;

/** Text as people and programs write it, as far as an index is concerned: some words often, most of them seldom. ASCII, always the same. */
final class Prose {
	private static final int WORDS = 20_000;
	private static final int LENGTH = 4 << 20;
	private static final String SYLLABLES = "ka lo mi ter ver con pre der sta rin ulo bas tri men dor fal gen hos jur nek pol quas rem sol tun vik wor xen yar zel";

	private final Random random = new Random(5);
	private final String all;

	Prose() {
		String[] syllables = SYLLABLES.split(" ");
		String[] words = new String[WORDS];
		for (int i = 0; i < WORDS; i++) {
			StringBuilder word = new StringBuilder();
			for (int left = 1 + random.nextInt(4); left > 0; left--) {
				word.append(syllables[random.nextInt(syllables.length)]);
			}
			words[i] = word.toString();
		}
		StringBuilder text = new StringBuilder(LENGTH);
		while (text.length() < LENGTH) {
			// the few first ones most often
			int word = (int) (WORDS * Math.pow(random.nextDouble(), 4));
			text.append(words[word]).append(random.nextInt(12) == 0 ? ".\n" : " ");
		}
		all = text.toString();
	}

	/** Another piece each time. */
	String next(int characters) {
		int begin = random.nextInt(all.length() - characters);
		return all.substring(begin, begin + characters);
	}
}
