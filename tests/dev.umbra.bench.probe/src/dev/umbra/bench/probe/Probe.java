package dev.umbra.bench.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.workbench.IWorkbench;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;

import dev.umbra.core.Threads;
import jakarta.inject.Inject;

/**
 * An add-on of the application, so it is there before anything is painted. Commands on standard input: {@code pauses}
 * begins to look for pauses, {@code switch MILLIS TIMES} also brings the next session's tab to the front so often, {@code scroll
 * MILLIS} also turns the pages of the transcript in front, up and down, {@code end}
 * ends all that and tells what was seen. {@code time-switch REST TIMES} tells how long each switch took until the transcript was
 * painted, {@code text N} the last N characters of the transcript in front as a screen reader gets them, {@code parts} how many tabs there are,
 * {@code objects} how many objects of SWT, where
 * {@code -Dumbra.bench.tracking=true} has them counted; {@code naive KIND MESSAGES RATE} opens a {@link Naive} window, {@code naive-end} closes
 * it. {@code agents} tells the rows of the Agents part, {@code paint-of WORDS} when one with these words is painted. {@code quit} closes the workbench as a person does, and so does the end of the input:
 * the workbench does not outlive the bench.
 */
public final class Probe {
	/** Pages upwards, and as many downwards again. */
	private static final int PAGES = 20;

	private final MApplication application;
	private final Display display;
	private final Tabs tabs;
	private final AgentRows agents;
	private final FirstPaints paints;
	private final Pauses pauses;
	private final Naive naive;
	private final Runnable step = this::step;
	private boolean scrolling;
	private int every;
	private int times;
	private int steps;
	private long paintsBefore;

	/** On the SWT thread, when the application's model is loaded and nothing is rendered yet. */
	@Inject
	public Probe(MApplication application, Display display) {
		this.application = application;
		this.display = display;
		display.setTracking(Boolean.getBoolean("umbra.bench.tracking"));
		tabs = new Tabs(application, display);
		agents = new AgentRows(application, display);
		paints = new FirstPaints(display, tabs::painted);
		pauses = new Pauses(display);
		naive = new Naive(display);
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
		case "pauses" -> begin(false, 0, 0);
		case "switch" -> begin(false, number(words, 1), number(words, 2));
		case "scroll" -> begin(true, number(words, 1), Integer.MAX_VALUE);
		case "end" -> {
			display.timerExec(-1, step);
			Told.say("{" + pauses.end() + ",\"paints\":" + (paints.transcripts() - paintsBefore)
					+ ",\"switches\":" + steps + "}");
		}
		case "time-switch" -> tabs.time(number(words, 1), number(words, 2));
		case "text" -> Told.say("{\"text\":" + Told.quoted(text(number(words, 1))) + "}");
		case "parts" -> tabs.tellParts();
		case "agents" -> agents.tell();
		case "paint-of" -> agents.await(command.substring(words[0].length()).strip());
		case "objects" -> Told.say("{\"objects\":" + display.getDeviceData().objects.length + "}");
		case "naive" -> naive.open(words[1], number(words, 2), number(words, 3));
		case "naive-end" -> naive.close();
		case "quit" -> application.getContext().get(IWorkbench.class).close();
		default -> Told.say("{\"trouble\":\"no such command\"}");
		}
	}

	private static int number(String[] words, int index) {
		return Integer.parseInt(words[index]);
	}

	private String text(int characters) {
		Control transcript = Transcripts.in(tabs.front());
		return transcript == null ? "" : Transcripts.text(transcript, characters);
	}

	private void begin(boolean scroll, int everyMillis, int howOften) {
		paintsBefore = paints.transcripts();
		scrolling = scroll;
		steps = 0;
		every = everyMillis;
		times = howOften;
		pauses.begin();
		if (times > 0) {
			display.timerExec(every, step);
		}
	}

	private void step() {
		steps++;
		if (steps < times) {
			display.timerExec(every, step);
		}
		if (scrolling) {
			turnPage();
		} else {
			tabs.next();
		}
	}

	/** As the key does. */
	private void turnPage() {
		Control transcript = Transcripts.in(tabs.front());
		if (transcript != null) {
			Event key = new Event();
			key.keyCode = steps / PAGES % 2 == 0 ? SWT.PAGE_UP : SWT.PAGE_DOWN;
			key.doit = true;
			transcript.notifyListeners(SWT.KeyDown, key);
		}
	}
}
