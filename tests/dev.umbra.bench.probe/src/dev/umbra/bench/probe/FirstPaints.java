package dev.umbra.bench.probe;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;

/**
 * Tells when things are painted for the first time: the window, the list of agents with something in it, a transcript with
 * something in it. What a paint event finds in its control is what it paints; the moment taken is the one after it. On the
 * SWT thread.
 */
final class FirstPaints {
	static final String WINDOW = "window";
	private static final String AGENTS = "agents";
	private static final String TRANSCRIPT = "transcript";

	private final Display display;
	private final Set<String> told = new HashSet<>();
	private final Set<Control> filled = Collections.newSetFromMap(new WeakHashMap<>());
	private long transcripts;
	private final Consumer<Control> shown;

	/** @param shown told of a transcript with something in it, each time it is painted */
	FirstPaints(Display display, Consumer<Control> shown) {
		this.display = display;
		this.shown = shown;
		display.addFilter(SWT.Paint, this::painted);
	}

	private void painted(Event event) {
		if (!(event.widget instanceof Control control) || !control.isVisible()) {
			return;
		}
		first(WINDOW);
		if (control instanceof Tree tree && tree.getItemCount() > 0) {
			first(AGENTS);
		}
		if (Transcripts.is(control)) {
			// once there is something in it, there always is: what is painted often is not asked again
			if (!filled.contains(control) && !Transcripts.isEmpty(control)) {
				filled.add(control);
			}
			if (filled.contains(control)) {
				transcripts++;
				first(TRANSCRIPT);
				shown.accept(control);
			}
		}
	}

	private void first(String what) {
		if (told.add(what)) {
			display.asyncExec(() -> Told.first(what, System.nanoTime()));
		}
	}

	/** How often a transcript was painted until now. */
	long transcripts() {
		return transcripts;
	}
}
