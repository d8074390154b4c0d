package dev.umbra.bench;

/** Checks numbers that were told in chunks, each followed by a blank: how many came, and how many at the wrong place. */
final class Counted {
	private long count;
	private long last;
	private long outOfOrder;
	private long number;

	/** A piece of the text; may end anywhere. */
	void add(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == ' ') {
				take();
			} else {
				number = number * 10 + (c - '0');
			}
		}
	}

	private void take() {
		count++;
		if (number != last + 1) {
			outOfOrder++;
		}
		last = number;
		number = 0;
	}

	long count() {
		return count;
	}

	long outOfOrder() {
		return outOfOrder;
	}
}
