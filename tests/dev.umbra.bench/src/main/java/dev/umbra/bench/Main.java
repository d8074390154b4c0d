package dev.umbra.bench;

import java.util.List;

/** {@code releng/bench.sh NAME [ARGUMENT…]}. Exit code 0 whatever the numbers are, 1 after an error, 2 for wrong arguments. */
public final class Main {
	private Main() {
	}

	public static void main(String[] args) throws Exception {
		List<String> words = List.of(args);
		if (words.isEmpty() || !words.getFirst().equals("spine")) {
			System.err.println("Which measurement? There is: spine. For example: releng/bench.sh spine --quick");
			System.exit(2);
		}
		try {
			Spine.run(words.subList(1, words.size()));
		} catch (IllegalArgumentException e) {
			System.err.println(e.getMessage());
			System.exit(2);
		} catch (Exception e) {
			e.printStackTrace();
			System.exit(1);
		}
		System.exit(0);
	}
}
