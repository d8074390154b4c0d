package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.ui.Elements;

/** What a person answers in the window reaches the host, and what an agent writes reaches the window. */
class QuestionsInTheWindowTest {
	@TempDir
	Path temp;

	private static List<Button> buttons(Object root, String words) {
		return Window.controls(root, Button.class, button -> button.isVisible() && button.getText().contains(words));
	}

	@Test
	void aFormThatIsFilledInInTheSessionReachesTheAgent() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			other.addDemo();
			SessionId session = other.opened("demo", temp, "A session");
			other.prompt(session, "ask me something");
			window.await("the tab", () -> window.sessions().contains(session));
			window.run(() -> window.sessionStack().setSelectedElement(window.part(session)));
			Await.until(() -> "a question; " + other.status(session), () -> other.status(session) == SessionStatus.WAITING_INPUT);
			window.await("the form", () -> !buttons(window.part(session).getWidget(), "Send").isEmpty());
			window.run(() -> {
				Composite form = buttons(window.part(session).getWidget(), "Decline").getFirst().getParent().getParent();
				// what must be filled in is said before anything is sent
				Window.press(buttons(form, "Send").getFirst());
				assertTrue(Window.controls(form, Label.class, label -> label.isVisible() && label.getText().equals("Please fill this in.")).size() == 1);
				Text name = Window.controls(form, Text.class, text -> Names.of(text).startsWith("Your name")).getFirst();
				name.setText("Ada");
				// the form goes while it has the focus
				name.setFocus();
				Window.press(buttons(form, "Send").getFirst());
			});
			Await.until(() -> "the end of the turn; " + other.status(session), () -> other.status(session) == SessionStatus.IDLE);
			Detail.Input input = entries(other, session).stream().map(Entry::detail).filter(Detail.Input.class::isInstance).map(Detail.Input.class::cast).findFirst()
					.orElseThrow();
			assertEquals("accept", input.action());
			assertEquals("product", input.answeredBy());
			assertEquals("{\"name\":\"Ada\",\"sort\":\"green\",\"cups\":2,\"sugar\":false}", input.content());
			window.await("the answer in the transcript", () -> window.transcript().contains("filled in, answered in product"));
		}
	}

	private static List<Entry> entries(OtherWindow other, SessionId session) {
		return Await.ok(other.remote().sessions().entries(new Sessions.Read(session.value(), null, 0, 0, false))).entries();
	}

	@Test
	void aRuleThatIsMadeOfAQuestionIsTheHosts() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			other.addDemo();
			SessionId session = other.opened("demo", temp, "A session");
			other.prompt(session, "write said.md: Hello");
			window.await("the tab", () -> window.sessions().contains(session));
			window.run(() -> window.sessionStack().setSelectedElement(window.part(session)));
			window.await("the question", () -> !Window.controls(window.part(session).getWidget(), Link.class,
					link -> link.isVisible() && link.getText().contains("Make a rule")).isEmpty());
			window.later(() -> Window.controls(window.part(session).getWidget(), Link.class, link -> link.getText().contains("Make a rule"))
					.getFirst().notifyListeners(SWT.Selection, new Event()));
			Dialog dialog = window.dialog("Rules");
			window.run(() -> Window.press(buttons(dialog.shell(), "Add the rule").getFirst()));
			Await.until(() -> "the rule", () -> !Await.ok(other.remote().rules().list(new Nothing())).rules().isEmpty());
			Rule rule = Await.ok(other.remote().rules().list(new Nothing())).rules().getFirst();
			assertEquals(RuleEffect.ALLOW, rule.effect());
			assertNotNull(rule.agent());
			assertTrue(Objects.requireNonNull(rule.path()).endsWith("said.md"), rule::path);
			window.await("the rule in the list", () -> Window.controls(dialog.shell(), Table.class, each -> true).getFirst().getItemCount() == 1);
			window.run(() -> Window.press(buttons(dialog.shell(), "Close").getFirst()));
		}
	}

	@Test
	void theLogShowsTheTrafficOfAnAgentAsItComes() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			other.addDemo();
			SessionId session = other.session("demo", temp, "A session");
			window.command("dev.umbra.ui.command.showLog");
			window.await("the part", () -> log(window) != null);
			window.await("the agent", () -> Window.controls(Objects.requireNonNull(log(window)).getWidget(), Combo.class, Combo::isVisible).stream()
					.anyMatch(combo -> combo.getText().equals("demo")));
			window.run(() -> traffic(window));
			other.prompt(session, "stream 3 words every 1 ms");
			window.await("the prompt in the traffic", () -> lines(window).stream().anyMatch(line -> line.contains("session/prompt")));
			window.await("what came back", () -> lines(window).stream().anyMatch(line -> line.contains("agent_message_chunk")));
		}
	}

	private static @Nullable MPart log(Window window) {
		return Objects.requireNonNull(window.application().getContext().get(EModelService.class))
				.findElements(window.application(), Elements.AGENT_LOG, MPart.class).stream().findFirst().orElse(null);
	}

	private static void traffic(Window window) {
		for (Button radio : Window.controls(Objects.requireNonNull(log(window)).getWidget(), Button.class, button -> (button.getStyle() & SWT.RADIO) != 0)) {
			radio.setSelection(radio.getText().equals("Traffic"));
			radio.notifyListeners(SWT.Selection, new Event());
		}
	}

	private static List<String> lines(Window window) {
		return Window.controls(Objects.requireNonNull(log(window)).getWidget(), Table.class, each -> true).stream().flatMap(table -> Arrays.stream(table.getItems()))
				.map(item -> item.getText(2)).toList();
	}
}
