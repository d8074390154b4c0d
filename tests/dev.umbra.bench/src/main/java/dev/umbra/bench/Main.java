package dev.umbra.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code releng/bench.sh NAME [ARGUMENT…]}. Exit code 0 whatever the numbers are, 1 after an error, 2 for wrong arguments. */
public final class Main {
	private interface Measurement {
		void run(List<String> words) throws Exception;
	}

	private Main() {
	}

	public static void main(String[] args) throws Exception {
		Map<String, Measurement> all = new LinkedHashMap<>();
		all.put("spine", Spine::run);
		all.put("agents", AgentsRun::run);
		all.put("window", Window::run);
		all.put("sessions", SessionsRun::run);
		all.put("relay", RelayRun::run);
		all.put("store", StoreRun::run);
		List<String> words = List.of(args);
		Measurement wanted = words.isEmpty() ? null : all.get(words.getFirst());
		if (wanted == null) {
			System.err.println("Which measurement? There are: " + String.join(", ", all.keySet())
					+ ". For example: releng/bench.sh spine --quick");
			System.exit(2);
			return;
		}
		try {
			wanted.run(words.subList(1, words.size()));
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
