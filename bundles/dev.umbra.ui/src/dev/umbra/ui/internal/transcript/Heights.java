package dev.umbra.ui.internal.transcript;

import java.util.Arrays;

/**
 * Heights of things that stand below each other, in points. What is above one of them, and which stands where, is known in
 * logarithmic time (a Fenwick tree), and so is a height that turns out to be another. Pure; not shared between threads.
 */
final class Heights {
	private int[] heights;
	/** {@code sums[i]} is that of the heights from {@code i - lowest bit of i} to {@code i - 1}; the first is not used. */
	private long[] sums;
	private int size;

	Heights() {
		this(new int[0]);
	}

	/** @param initial not kept */
	Heights(int[] initial) {
		size = initial.length;
		heights = initial.clone();
		sums = new long[size + 1];
		for (int i = 1; i <= size; i++) {
			sums[i] += heights[i - 1];
			int next = i + (i & -i);
			if (next <= size) {
				sums[next] += sums[i];
			}
		}
	}

	int size() {
		return size;
	}

	int get(int index) {
		return heights[checked(index)];
	}

	void add(int height) {
		if (size == heights.length) {
			heights = Arrays.copyOf(heights, Math.max(16, size * 2));
			sums = Arrays.copyOf(sums, heights.length + 1);
		}
		heights[size++] = height;
		long sum = height;
		for (int below = size - 1, until = size - (size & -size); below > until; below -= below & -below) {
			sum += sums[below];
		}
		sums[size] = sum;
	}

	void set(int index, int height) {
		long change = (long) height - heights[checked(index)];
		if (change == 0) {
			return;
		}
		heights[index] = height;
		for (int i = index + 1; i <= size; i += i & -i) {
			sums[i] += change;
		}
	}

	/** The sum of the heights before {@code index}, which may be {@link #size}. */
	long above(int index) {
		long sum = 0;
		for (int i = Math.min(index, size); i > 0; i -= i & -i) {
			sum += sums[i];
		}
		return sum;
	}

	long total() {
		return above(size);
	}

	/** What stands at {@code y}: the last one that begins there or above, 0 above the first; -1 if there is nothing at all. */
	int at(long y) {
		int index = 0;
		long rest = Math.max(0, y);
		for (int step = Integer.highestOneBit(Math.max(1, size)); step > 0; step >>= 1) {
			if (index + step <= size && sums[index + step] <= rest) {
				index += step;
				rest -= sums[index];
			}
		}
		return Math.min(index, size - 1);
	}

	private int checked(int index) {
		if (index < 0 || index >= size) {
			throw new IndexOutOfBoundsException(index + " of " + size);
		}
		return index;
	}
}
