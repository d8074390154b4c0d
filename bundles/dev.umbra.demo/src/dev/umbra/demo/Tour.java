package dev.umbra.demo;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Shows in a few seconds what a session with an agent is like: talk, plan, tool calls, and a permission. */
final class Tour {
	private static final String HELLO = "umbra-hello.md";
	private static final List<String> STEPS = List.of("Look at the folder", "Read or create " + HELLO, "Sum up");

	private final Turn turn;
	private final Workspace workspace;
	private final FileReading reading;
	private final FileChanges changes;

	Tour(Turn turn, Workspace workspace, FileReading reading, FileChanges changes) {
		this.turn = turn;
		this.workspace = workspace;
		this.reading = reading;
		this.changes = changes;
	}

	void run() {
		turn.tell("Welcome! I am the demo agent of Umbra: a real agent that needs no key and no network, and no language model"
				+ " either. I will look around here and show you how an agent works.");
		turn.update(Acp.plan(STEPS, 0, true));
		int entries = reading.list(".");
		turn.update(Acp.plan(STEPS, 1, true));
		String file = file();
		turn.update(Acp.plan(STEPS, 2, true));
		turn.tell("To sum up: I saw " + (entries == 1 ? "one entry" : entries + " entries") + " here, followed a plan of three steps, and "
				+ file + " An agent may be closed out of sight: it goes on running, and you find it again as it is. Try `stream 200"
				+ " words` and close the window meanwhile, or `help` for the rest.");
		turn.update(Acp.plan(STEPS, STEPS.size(), false));
	}

	/** What became of the file, in words. The tour goes on whatever happens. */
	private String file() {
		try {
			Path path = workspace.resolve(HELLO);
			if (Files.exists(path)) {
				reading.read(HELLO);
				return "read `" + HELLO + "`, which needs no permission.";
			}
			turn.tell("Now I would like to create a file. I may not do that without you: please answer the question that appears.");
			return changes.write(HELLO, Guide.HELLO_FILE) ? "created `" + HELLO + "` with your permission."
					: "did not create `" + HELLO + "`, since you said no.";
		} catch (FailureException e) {
			Failure failure = e.failure();
			return "did not touch `" + HELLO + "`: " + failure.message();
		}
	}
}
