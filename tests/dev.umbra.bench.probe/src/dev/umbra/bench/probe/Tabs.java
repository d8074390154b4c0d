package dev.umbra.bench.probe;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.jspecify.annotations.Nullable;

/** The tabs of sessions: brings the next one to the front, as a click does, and takes the time until it can be read. On the SWT thread. */
final class Tabs {
	private static final String SESSION = "dev.umbra.ui.part.session";
	private final MApplication application;
	private final Display display;
	private final List<Long> took = new ArrayList<>();
	private final List<Long> computed = new ArrayList<>();
	private final Runnable next = this::timedNext;
	private int every;
	private int left;
	private long begun;
	/** Of the SWT thread, in nanoseconds of a processor, at that moment. */
	private long begunAt;
	private @Nullable MPart awaited;

	Tabs(MApplication application, Display display) {
		this.application = application;
		this.display = display;
	}

	private MWindow window() {
		return application.getChildren().getFirst();
	}

	private List<MPart> parts() {
		return application.getContext().get(EModelService.class).findElements(window(), SESSION, MPart.class).stream()
				.filter(MPart::isToBeRendered).toList();
	}

	/** The widget of the one in front, or null. */
	@Nullable Object front() {
		EPartService service = window().getContext().get(EPartService.class);
		return parts().stream().filter(service::isPartVisible).findFirst().map(MPart::getWidget).orElse(null);
	}

	/** To the right; from the last one to the first. @return the one that is in front now */
	MPart next() {
		List<MPart> tabs = parts();
		EPartService service = window().getContext().get(EPartService.class);
		int front = 0;
		while (front < tabs.size() - 1 && !service.isPartVisible(tabs.get(front))) {
			front++;
		}
		MPart part = tabs.get((front + 1) % tabs.size());
		service.activate(part);
		return part;
	}

	/** Switches so often, each time after a rest, and tells how long each one took. */
	void time(int restMillis, int times) {
		took.clear();
		computed.clear();
		every = restMillis;
		left = times;
		display.timerExec(every, next);
	}

	private void timedNext() {
		left--;
		begun = System.nanoTime();
		begunAt = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		// while it is being activated it may be painted already
		awaited = null;
		MPart part = next();
		awaited = part;
		if (Transcripts.in(part.getWidget()) instanceof Control control) {
			control.redraw();
		}
	}

	/** That one was painted. */
	void painted(Control transcript) {
		MPart part = awaited;
		if (part == null || !(part.getWidget() instanceof Composite parent) || !isIn(transcript, parent)) {
			return;
		}
		awaited = null;
		display.asyncExec(() -> {
			took.add(System.nanoTime() - begun);
			computed.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begunAt);
			if (left > 0) {
				display.timerExec(every, next);
			} else {
				Told.say("{\"switched\":" + Told.array(took) + ",\"computed\":" + Told.array(computed) + "}");
			}
		});
	}

	private static boolean isIn(Control control, Composite parent) {
		for (Composite each = control.getParent(); each != null; each = each.getParent()) {
			if (each == parent) {
				return true;
			}
		}
		return false;
	}

	/** How many there are, and how many of them were made. */
	void tellParts() {
		List<MPart> tabs = parts();
		Told.say("{\"tabs\":" + tabs.size() + ",\"created\":" + tabs.stream().filter(part -> part.getObject() != null).count() + "}");
	}
}
