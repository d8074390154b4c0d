package dev.umbra.bench;

import java.util.List;

/** {@code releng/bench.sh NAME [ARGUMENT…]}. Exit code 0 whatever the numbers are, 1 after an error, 2 for wrong arguments. */
public final class Main {
	private Main() {
	}

	public static void main(String[] args) throws Exception {
		List<String> words = List.of(args);
		String name = words.isEmpty() ? "" : words.getFirst();
		if (!List.of("spine", "agents", "window").contains(name)) {
			System.err.println("Which measurement? There are: spine, agents, window. For example: releng/bench.sh spine --quick");
			System.exit(2);
		}
		try {
			List<String> rest = words.subList(1, words.size());
			switch (name) {
			case "spine" -> Spine.run(rest);
			case "agents" -> AgentsRun.run(rest);
			default -> Window.run(rest);
			}
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
