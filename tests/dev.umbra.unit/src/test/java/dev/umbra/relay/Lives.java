package dev.umbra.relay;

/** Many lives as a program, for a measurement: {@code Lives COUNT [FROM [other]]}, the latter with an other client that deletes by ids. The last line that it prints says how many ended differently. */
public final class Lives {
	private Lives() {
	}

	public static void main(String[] words) {
		long from = words.length > 1 ? Long.parseLong(words[1]) : 0;
		long count = Long.parseLong(words[0]);
		int different = 0;
		for (long seed = from; seed < from + count; seed++) {
			try {
				new Life(seed, words.length > 2).lived();
			} catch (AssertionError e) {
				different++;
				System.out.println(e.getMessage());
			}
		}
		System.out.println(count + " lives, " + different + " that end differently");
	}
}
