package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.client.ClientCounters;
import dev.umbra.core.SessionId;
import dev.umbra.ui.Updates;

/** What host and windows count about themselves, to be seen. */
class DiagnosticsInTheWindowTest {
	@TempDir
	Path temp;

	@Test
	void eachPageShowsWhatTheHostSays() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			other.addDemo();
			SessionId session = other.opened("demo", temp, "Counted");
			window.command("dev.umbra.ui.command.showDiagnostics");
			window.await("the host", () -> window.has(Table.class, "Overview") && cell(window, "Overview", "State").startsWith("ready"));
			window.await("the traffic", () -> !cell(window, "Overview", "Calls").isEmpty());
			window.run(() -> page(window, "Calls"));
			window.await("calls by method", () -> window.has(Table.class, "Calls") && !cell(window, "Calls", "sessions/create").isEmpty());
			assertEquals("1", window.ui(() -> cell(window, "Calls", "sessions/create")), session.value());
			window.run(() -> page(window, "Threads"));
			window.await("threads", () -> window.has(Table.class, "Threads") && cell(window, "Threads", "store").equals("1"));
			window.run(() -> page(window, "Doctor"));
			window.await("the doctor", () -> window.has(Table.class, "Doctor") && window.named(Table.class, "Doctor").getItemCount() > 3);
			window.run(() -> page(window, "Last Hour"));
			window.await("charts", () -> !Window.controls(window.shell(), Control.class,
					control -> control.isVisible() && Names.of(control).startsWith("Calls per minute; all: ")).isEmpty());
		}
	}

	@Test
	void sectionsArePaintedOnlyWhenTheyDiffer() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			other.addDemo();
			SessionId session = other.opened("demo", temp, "Streams");
			window.await("the tab", () -> window.sessions().contains(session));
			window.run(() -> window.sessionStack().setSelectedElement(window.part(session)));
			window.await("the details", () -> Window.controls(window.shell(), Label.class, Control::isVisible).stream()
					.anyMatch(label -> label.getText().equals("Streams")));
			ClientCounters counters = Objects.requireNonNull(Window.service(ClientCounters.class));
			Map<String, Long> refreshed = counters.numbers().refreshes();
			Map<String, Long> painted = counters.numbers().paints();
			other.prompt(session, "count to 1000000 every 20 ms");
			window.await("changes that were taken over", () -> counters.numbers().refreshes().get("details.context") - refreshed.get("details.context") > 15);
			long shown = counters.numbers().refreshes().get("details.context") - refreshed.get("details.context");
			long context = counters.numbers().paints().get("details.context") - painted.get("details.context");
			long state = counters.numbers().paints().get("details.state") - painted.get("details.state");
			assertTrue(state >= 1 && state < shown, () -> "the state was painted " + state + " times of " + shown);
			assertTrue(context < shown / 2, () -> "the context was painted " + context + " times of " + shown);
		}
	}

	@Test
	void howAWindowStaysUpToDateIsChosenAndKept() throws Exception {
		IEclipsePreferences node = InstanceScope.INSTANCE.getNode(Updates.NODE);
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			window.commandWithDialog("dev.umbra.ui.command.showUpdates");
			Dialog dialog = window.dialog("Updates");
			window.run(() -> {
				Combo polling = Window.controls(dialog.shell(), Combo.class, Control::isVisible).getFirst();
				polling.select(1);
				dialog.press("OK");
			});
			window.await("the end of the dialog", dialog::isGone);
			assertEquals("fixed", node.get("polling", ""));
			assertTrue(node.getBoolean("push", false));
		} finally {
			node.remove("polling");
			node.remove("push");
			node.flush();
		}
		assertFalse(Arrays.asList(node.keys()).contains("polling"));
	}

	static void page(Window window, String title) {
		ToolBar bar = window.named(ToolBar.class, "Pages of the diagnostics");
		for (ToolItem item : bar.getItems()) {
			if ((item.getStyle() & SWT.RADIO) != 0) {
				item.setSelection(item.getText().equals(title));
			}
		}
		ToolItem wanted = Arrays.stream(bar.getItems()).filter(item -> item.getText().equals(title)).findFirst().orElseThrow();
		wanted.notifyListeners(SWT.Selection, new Event());
	}

	/** Beside the first cell of these words; empty if there is none. */
	private static String cell(Window window, String table, String words) {
		return Arrays.stream(window.named(Table.class, table).getItems()).filter(item -> item.getText(0).equals(words)).findFirst()
				.map((TableItem item) -> item.getText(1)).orElse("");
	}
}
