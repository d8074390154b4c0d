package dev.umbra.bench;

import java.util.List;

/** What a window takes: to know what the host knows. */
final class Window {
	private static final String USAGE = """
			Usage: releng/bench.sh window [--quick]
			  from no connection to what a window shows first: connect, hello, the lists, the newest page of a session
			--quick takes a few samples: good for trying, not for numbers.""";

	/** @param entries in the session, about */
	record Size(int attaches, int warmUp, int entries) {
		static final Size FULL = new Size(100, 50, 400);
		static final Size QUICK = new Size(10, 5, 400);
	}

	private Window() {
	}

	static void run(List<String> words) throws Exception {
		Size size = Size.FULL;
		for (String word : words) {
			if (!word.equals("--quick")) {
				throw new IllegalArgumentException(USAGE);
			}
			size = Size.QUICK;
		}
		Report report = new Report("window", size == Size.QUICK);
		System.err.println("bench: attach …");
		AttachPart.measure(size, report);
		report.print(System.out);
	}
}
