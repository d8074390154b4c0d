package dev.umbra.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Ten sessions stream, one of them is seen, and somebody turns its pages; beside it, in the same process afterwards, a text and a
 * widget per message that grow as fast as one session does. And how many objects of SWT a long transcript takes.
 */
final class ScrollPart {
	private static final int SESSIONS = 10;
	private static final int UPDATES_PER_SECOND = 200;
	private static final int HISTORY = 1000;
	/** Messages with a widget each: more of them stop the window altogether. */
	private static final int WIDGETS = 100;
	private static final int PAGE_MILLIS = 100;
	private static final int FEW_ROWS = 1_000;
	private static final int MANY_ROWS = 100_000;
	private static final int MORE_OBJECTS = 20;

	private ScrollPart() {
	}

	static void measure(SessionsRun.Size size, Report report) throws Exception {
		try (HostProcess host = HostProcess.fresh().start()) {
			Flooded flooded = new Flooded(host, SESSIONS);
			flooded.fill(HISTORY);
			try (Workbench window = Workbench.product(host, host.scratch("window"))) {
				window.first("transcript");
				flooded.stream(UPDATES_PER_SECOND);
				report.heading(SESSIONS + " sessions stream " + UPDATES_PER_SECOND + " updates/s each, one with more than " + HISTORY
						+ " entries is seen");
				PausesPart.look(window, flooded, "pauses", size.streamSeconds(), "at the end", report);
				PausesPart.look(window, flooded, "scroll " + PAGE_MILLIS, size.streamSeconds(), "turning pages", report);
				flooded.cancel();
				naive(window, "text", HISTORY, size.streamSeconds(), report);
				naive(window, "widgets", WIDGETS, size.streamSeconds(), report);
			}
		}
		objects(size, report);
	}

	private static void naive(Workbench window, String kind, int messages, int seconds, Report report) throws Exception {
		window.ask("naive " + kind + " " + messages + " " + UPDATES_PER_SECOND, "naive");
		window.say("pauses");
		Pause.seconds(seconds);
		JsonNode seen = window.end();
		window.say("naive-end");
		Samples waits = PausesPart.samples(seen.path("waits"));
		String what = kind.equals("text") ? "one text that is appended to" : "a widget per message";
		report.row("pauses", "the naive way, one session of " + messages + ", " + what + ": the SWT thread lets wait", waits, "ms");
	}

	private static void objects(SessionsRun.Size size, Report report) throws Exception {
		int many = size.longEntries() < SessionsRun.Size.FULL.longEntries() ? MANY_ROWS / 10 : MANY_ROWS;
		double few = objects(FEW_ROWS);
		double all = objects(many);
		report.heading("Objects of SWT in a window");
		report.value("pauses", FEW_ROWS + " rows in the transcript", few, "objects");
		report.value("pauses", many + " rows in the transcript", all, "objects");
		report.promise("pauses", "more objects with more rows", all - few, MORE_OBJECTS, "objects");
	}

	private static double objects(int rows) throws Exception {
		try (HostProcess host = HostProcess.fresh().start()) {
			Flooded flooded = new Flooded(host, 1);
			flooded.have(flooded.first(), "lines " + rows, 1);
			try (Workbench window = Workbench.product(host, host.scratch("window"), "-Dumbra.bench.tracking=true")) {
				window.first("transcript");
				String last = "line " + rows;
				Pause.until(() -> "the last line in the window", () -> window.text(200).contains(last));
				return window.ask("objects", "objects").path("objects").asDouble();
			}
		}
	}
}
