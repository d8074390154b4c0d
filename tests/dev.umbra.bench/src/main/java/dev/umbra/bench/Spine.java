package dev.umbra.bench;

import java.util.List;

/** What the first issue promises: from prompt to agent, the command, the host's start, the idle host. */
final class Spine {
	private static final String USAGE = """
			Usage: releng/bench.sh spine [PART…] [--quick]
			  prompt   from the prompt to its bytes at the agent, through the host and from a bare client
			  command  wall time of a warm `umbra host status`, and of a bare program of the same shape
			  start    start of the host, with a new data folder and with one that has its copy of the bundles
			  idle     memory and CPU of the idle host, a minute after a turn
			No PART is all of them. --quick takes a few samples and short rests: good for trying, not for numbers.""";

	/** How much of everything. Times in seconds. */
	record Size(int prompts, int warmUp, int pauseMillis, int commands, int starts, int restSeconds, int idleSeconds) {
		static final Size FULL = new Size(300, 400, 50, 20, 5, 60, 60);
		static final Size QUICK = new Size(40, 60, 20, 5, 2, 5, 5);
	}

	private Spine() {
	}

	static void run(List<String> words) throws Exception {
		new Parts<>("spine", USAGE, Size.FULL, Size.QUICK)
				.part("prompt", PromptPart::measure).part("command", CommandPart::measure).part("start", StartPart::measure)
				.part("idle", IdlePart::measure)
				.run(words);
	}
}
