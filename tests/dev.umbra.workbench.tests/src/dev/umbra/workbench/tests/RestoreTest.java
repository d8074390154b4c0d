package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.ui.Elements;

/** What a window shows that comes back. */
class RestoreTest {
	/** As many as stand side by side. */
	private static final int ROW = 60;
	private static final Pattern COUNTED = Pattern.compile("1 2 3(?: \\d+)*");
	@TempDir
	Path temp;

	@Test
	void aHalfWrittenMessageIsThereFromItsBeginningAndGrowsOn() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId session = other.opened("demo", temp, "Counting");
			other.prompt(session, "count to 1000000 every 10 ms");
			int before;
			try (Window window = Window.open()) {
				window.await("some numbers", () -> counted(window.transcript()) > 20);
				before = window.ui(() -> counted(window.transcript()));
			}
			for (int time = 0; time < 2; time++) {
				int least = before;
				try (Window window = Window.open()) {
					window.await("more than before", () -> counted(window.transcript()) > least + 20);
					window.await("and more", () -> counted(window.transcript()) > least + 40);
					before = window.ui(() -> counted(window.transcript()));
					assertEquals(List.of(session), window.ui(window::sessions));
				}
			}
			assertEquals(SessionStatus.RUNNING, other.status(session));
		}
	}

	/** How far it has counted; each number is there once and in order, or this fails. */
	private static int counted(String text) {
		Matcher found = COUNTED.matcher(text);
		if (!found.find()) {
			return 0;
		}
		String[] numbers = found.group().split(" ");
		for (int i = 0; i < numbers.length - 1; i++) {
			assertEquals(i + 1, Integer.parseInt(numbers[i]), found.group());
		}
		return numbers.length - 1;
	}

	@Test
	void whatHappenedToATurnWhileNobodyCouldTellIsShown() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId session = other.opened("demo", temp, "Counting");
			other.prompt(session, "count to 1000000 every 10 ms");
			try (Window window = Window.open()) {
				window.await("some numbers", () -> counted(window.transcript()) > 20);
				long pid = Objects.requireNonNull(Await.ok(other.remote().host().status(new Nothing())).pid());
				ProcessHandle host = ProcessHandle.of(pid).orElseThrow();
				host.destroyForcibly();
				host.onExit().get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
				Await.until(() -> "another host", () -> hostPid(other) != pid);
				assertEquals(SessionStatus.INTERRUPTED, other.status(session));
				window.await("the interruption", () -> window.shown().contains("The last turn was interrupted"));
				int shown = window.ui(() -> counted(window.transcript()));
				assertTrue(shown > 20, "still there: " + shown);
			}
		}
	}

	private static long hostPid(OtherWindow other) {
		try {
			Host.Status status = Await.ok(other.remote().host().status(new Nothing()));
			return status.pid();
		} catch (RuntimeException gone) {
			return -1;
		}
	}

	@Test
	void whereItWasScrolledToWhichTabWasActiveAndWhatWasWrittenComeBack() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId a = other.opened("demo", temp, "Session A");
			SessionId b = other.opened("demo", temp, "Session B");
			// far more than is seen at once
			other.prompt(b, "count to 3000 every 1 ms");
			Await.until(() -> "the end of the turn", () -> other.status(b) == SessionStatus.IDLE);
			Entry first = Await.ok(other.remote().sessions().entries(new Sessions.Read(b.value(), null, 0, 0, false))).entries().getFirst();
			Await.ok(other.remote().tabs().client(new Tabs.Client(CommandId.random(), "product", b.value(), Map.of(b.value(), first.id().value()))));
			for (int time = 0; time < 2; time++) {
				int round = time;
				try (Window window = Window.open()) {
					window.await("the tabs", () -> window.sessions().equals(List.of(a, b)));
					window.await("the active one", () -> window.sessionStack().getSelectedElement() == window.part(b));
					window.await("its place", () -> first.id().value().equals(window.part(b).getPersistedState().get(Elements.SCROLL_KEY)));
					StyledText composer = window.composer(b);
					if (round == 0) {
						assertEquals(null, window.ui(() -> window.part(a).getObject()), "only the active one has content");
						window.run(() -> composer.setText("not sent"));
					} else {
						window.await("the draft", () -> composer.getText().equals("not sent"));
					}
				}
			}
			assertEquals(b, other.tabs("product").active());
		}
	}

	@Test
	void ofVeryManyTabsThoseNearbyStandInTheRowAndTheOthersAreFound() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			List<SessionId> all = new ArrayList<>();
			IntStream.range(0, 90).forEach(i -> all.add(other.opened("demo", temp, "Number " + i + "th")));
			Await.ok(other.remote().tabs().client(new Tabs.Client(CommandId.random(), "product", all.get(10).value(), Map.of())));
			try (Window window = Window.open()) {
				window.await("a row", () -> window.sessions().equals(all.subList(0, ROW)));
				window.await("the active one", () -> window.sessionStack().getSelectedElement() == window.part(all.get(10)));
				assertEquals(1, window.ui(() -> window.tabs().stream().filter(tab -> tab.getObject() != null).count()));

				window.command("dev.umbra.ui.command.showAgents");
				window.commandWithDialog("dev.umbra.ui.command.allTabs");
				Dialog dialog = window.dialog("All Tabs");
				window.run(() -> {
					Table table = Window.controls(dialog.shell(), Table.class, each -> true).getFirst();
					assertEquals(90, table.getItemCount());
					dialog.only(Text.class).setText("number 85TH");
					assertEquals(1, table.getItemCount());
					dialog.press("Show");
				});
				window.await("it stands in the row", () -> window.sessions().contains(all.get(85)) && window.sessionStack().getSelectedElement() == window.part(all.get(85)));
				window.await("the row is as long as before", () -> window.sessions().size() == ROW);
				List<SessionId> row = window.ui(window::sessions);
				assertEquals(all.stream().filter(row::contains).toList(), row);

				MPart front = window.ui(() -> window.part(all.get(85)));
				window.await("active", () -> window.parts().getActivePart() == front);
				window.command("dev.umbra.ui.command.nextTab");
				window.await("the one behind it, which was in no row", () -> window.sessions().contains(all.get(86))
						&& window.sessionStack().getSelectedElement() == window.part(all.get(86)));
				assertNotEquals(row, window.ui(window::sessions));
			}
			assertEquals(all, other.order());
		}
	}
}
