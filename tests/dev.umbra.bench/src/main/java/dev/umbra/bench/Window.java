package dev.umbra.bench;

import java.util.List;

/** What a window takes: to know what the host knows, to start, to show what streams. */
final class Window {
	private static final String USAGE = """
			Usage: releng/bench.sh window [PART…] [--quick]
			  attach   from no connection to what a window shows first: connect, hello, the lists, the newest page of a session
			  open     from the start of the process to a usable window, first start and later ones; and of less than that
			  pauses   how long the SWT thread lets somebody wait while ten sessions stream, and while tabs are switched
			No PART is all of them. --quick takes a few samples: good for trying, not for numbers.""";

	/**
	 * @param entries in the session, about
	 * @param starts of each kind
	 * @param history entries in the session that is seen while it streams
	 */
	record Size(int attaches, int warmUp, int entries, int starts, int history, int streamSeconds, int switchSeconds) {
		static final Size FULL = new Size(100, 50, 400, 6, 1000, 30, 15);
		static final Size QUICK = new Size(10, 5, 400, 2, 1000, 8, 4);
	}

	private Window() {
	}

	static void run(List<String> words) throws Exception {
		new Parts<>("window", USAGE, Size.FULL, Size.QUICK)
				.part("attach", AttachPart::measure).part("open", OpenPart::measure).part("pauses", PausesPart::measure)
				.run(words);
	}
}
