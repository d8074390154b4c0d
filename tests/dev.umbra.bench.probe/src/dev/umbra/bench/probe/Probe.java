package dev.umbra.bench.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.IWorkbench;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.swt.widgets.Display;

import dev.umbra.core.Threads;
import jakarta.inject.Inject;

/**
 * An add-on of the application, so it is there before anything is painted. Commands on standard input: {@code pauses}
 * begins to look for pauses, {@code switch MILLIS TIMES} also brings the next session's tab to the front so often, {@code end}
 * ends both and tells what was seen, {@code quit} closes the workbench as a person does, and so does the end of the input:
 * the workbench does not outlive the bench.
 */
public final class Probe {
	private static final String SESSION = "dev.umbra.ui.part.session";
	private final MApplication application;
	private final Display display;
	private final FirstPaints paints;
	private final Pauses pauses;
	private final Runnable next = this::next;
	private int switchEvery;
	private int switchTimes;
	private int switches;
	private long paintsBefore;

	/** On the SWT thread, when the application's model is loaded and nothing is rendered yet. */
	@Inject
	public Probe(MApplication application, Display display) {
		this.application = application;
		this.display = display;
		paints = new FirstPaints(display);
		pauses = new Pauses(display);
		Threads.platformDaemon("bench-commands", this::read);
	}

	private void read() {
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				String command = line.strip();
				display.asyncExec(() -> act(command));
			}
		} catch (IOException e) {
			Told.say("{\"trouble\":\"" + e.getClass().getName() + "\"}");
		}
		if (!display.isDisposed()) {
			display.asyncExec(() -> act("quit"));
		}
	}

	private void act(String command) {
		String[] words = command.split(" ");
		switch (words[0]) {
		case "pauses" -> begin(0, 0);
		case "switch" -> begin(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
		case "end" -> {
			display.timerExec(-1, next);
			Told.say("{" + pauses.end() + ",\"paints\":" + (paints.transcripts() - paintsBefore) + ",\"length\":" + paints.length()
					+ ",\"switches\":" + switches + "}");
		}
		case "quit" -> application.getContext().get(IWorkbench.class).close();
		default -> Told.say("{\"trouble\":\"no such command\"}");
		}
	}

	private void begin(int every, int times) {
		paintsBefore = paints.transcripts();
		switches = 0;
		switchEvery = every;
		switchTimes = times;
		pauses.begin();
		if (times > 0) {
			display.timerExec(every, next);
		}
	}

	/** As a click on the tab to the right does. */
	private void next() {
		switches++;
		if (switches < switchTimes) {
			display.timerExec(switchEvery, next);
		}
		MWindow window = application.getChildren().getFirst();
		List<MPart> tabs = application.getContext().get(EModelService.class).findElements(window, SESSION, MPart.class).stream()
				.filter(MPart::isToBeRendered).toList();
		EPartService parts = window.getContext().get(EPartService.class);
		int front = 0;
		while (front < tabs.size() - 1 && !parts.isPartVisible(tabs.get(front))) {
			front++;
		}
		parts.activate(tabs.get((front + 1) % tabs.size()));
	}
}
