package dev.umbra.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an agent has said, kept by the agent itself: each line is on disk before it is sent. What anybody was shown or has
 * stored is compared with it.
 *
 * @param file in which the lines are, from number 1
 * @param first number of the first line that {@link #prompt} makes the agent say
 * @param lines how many it says
 */
public record Ledger(Path file, int first, int lines, int perSecond) {
	private static final Pattern LINE = Pattern.compile("ledger (\\d+)\\b");

	/** A new one. */
	public Ledger(Path file, int lines, int perSecond) {
		this(file, 1, lines, perSecond);
	}

	/** The prompt that makes the fake agent write it. */
	public String prompt() {
		return "[[ledger " + file + " " + lines + " " + perSecond + " " + first + "]]";
	}

	/** The same file, going on after these lines. */
	public Ledger next() {
		return new Ledger(file, first + lines, lines, perSecond);
	}

	/** What the agent has said until now. */
	public String text() {
		try {
			return Files.exists(file) ? Files.readString(file) : "";
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** How many lines the agent has said until now. */
	public long said() {
		return text().lines().count();
	}

	public void assertComplete() {
		long said = said();
		if (said != first - 1 + lines) {
			throw new AssertionError(file + " is not complete: " + said + " lines");
		}
	}

	/** Nothing lost, nothing doubled, in order. */
	public void assertSame(String stored) {
		String all = text();
		if (!all.equals(stored)) {
			throw new AssertionError("not the ledger " + file + ": " + difference(numbers(all), numbers(stored)) + "\n" + stored);
		}
	}

	/** Nothing but what the agent has said, once and in order. */
	public void assertBegins(String shown) {
		String all = text();
		if (!all.startsWith(shown)) {
			throw new AssertionError("not the beginning of the ledger (" + all.length() + " characters):\n" + shown);
		}
	}

	/** The numbers of the lines in a text, whatever else is in it. */
	public static List<Integer> numbers(String text) {
		List<Integer> numbers = new ArrayList<>();
		Matcher lines = LINE.matcher(text);
		while (lines.find()) {
			numbers.add(Integer.valueOf(lines.group(1)));
		}
		return numbers;
	}

	/**
	 * How lines differ from those they should be.
	 *
	 * @param lost are missing
	 * @param doubled came again
	 * @param outOfOrder stand before one with a smaller number, or should not be there at all
	 */
	public record Difference(long lost, long doubled, long outOfOrder) {
		public static final Difference NONE = new Difference(0, 0, 0);

		public Difference plus(Difference other) {
			return new Difference(lost + other.lost, doubled + other.doubled, outOfOrder + other.outOfOrder);
		}
	}

	public static Difference difference(List<Integer> wanted, List<Integer> found) {
		Set<Integer> missing = new HashSet<>(wanted);
		Set<Integer> known = new HashSet<>(wanted);
		Set<Integer> seen = new HashSet<>();
		long doubled = 0;
		long outOfOrder = 0;
		int last = Integer.MIN_VALUE;
		for (int number : found) {
			missing.remove(number);
			if (!seen.add(number)) {
				doubled++;
			} else if (number < last || !known.contains(number)) {
				outOfOrder++;
			}
			last = number;
		}
		return new Difference(missing.size(), doubled, outOfOrder);
	}
}
