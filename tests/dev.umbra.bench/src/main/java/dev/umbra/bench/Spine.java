package dev.umbra.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

	private interface Part {
		void measure(Size size, Report report) throws Exception;
	}

	private Spine() {
	}

	static void run(List<String> words) throws Exception {
		Map<String, Part> parts = new LinkedHashMap<>();
		parts.put("prompt", PromptPart::measure);
		parts.put("command", CommandPart::measure);
		parts.put("start", StartPart::measure);
		parts.put("idle", IdlePart::measure);
		Size size = Size.FULL;
		List<String> wanted = new ArrayList<>();
		for (String word : words) {
			if (word.equals("--quick")) {
				size = Size.QUICK;
			} else if (parts.containsKey(word)) {
				wanted.add(word);
			} else {
				throw new IllegalArgumentException(USAGE);
			}
		}
		Report report = new Report("spine", size == Size.QUICK);
		for (Map.Entry<String, Part> part : parts.entrySet()) {
			if (wanted.isEmpty() || wanted.contains(part.getKey())) {
				System.err.println("bench: " + part.getKey() + " …");
				part.getValue().measure(size, report);
			}
		}
		report.print(System.out);
	}
}
