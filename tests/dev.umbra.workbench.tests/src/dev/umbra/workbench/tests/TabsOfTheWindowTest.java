package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.renderers.swt.SWTPartRenderer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.ui.Elements;

/** The host holds the tabs; this window and others show them. */
class TabsOfTheWindowTest {
	@TempDir
	Path temp;

	@Test
	void tabsOfAnotherWindowAreShownLiveAndAfterARestartInTheHostsOrder() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId a = other.opened("demo", temp, "Session A");
			SessionId b;
			SessionId c;
			try (Window window = Window.open()) {
				window.await("the tab that was there", () -> window.sessions().equals(List.of(a)));
				b = other.opened("demo", temp, "Session B");
				c = other.opened("demo", temp, "Session C");
				window.await("new tabs", () -> window.sessions().equals(List.of(a, b, c)));
				window.await("their titles", () -> window.titles().equals(List.of("Session A", "Session B", "Session C")));
				assertEquals(a, window.ui(() -> selected(window)));
				assertEquals(List.of(true, false, false), window.ui(() -> window.tabs().stream().map(tab -> tab.getObject() != null).toList()));
				other.move(c, 0);
				window.await("the new order", () -> window.sessions().equals(List.of(c, a, b)));
				assertEquals(a, window.ui(() -> selected(window)));
				window.run(() -> window.parts().activate(window.part(b)));
				Await.until(() -> "the active tab, kept", () -> b.equals(other.tabs("product").active()));
			}
			other.move(a, 0);
			other.closeTab(c);
			SessionId d = other.opened("demo", temp, "Session D");
			for (int time = 0; time < 2; time++) {
				try (Window window = Window.open()) {
					window.await("the tabs of the host", () -> window.sessions().equals(List.of(a, b, d)));
					window.await("the last active one", () -> b.equals(selected(window)));
				}
			}
			assertEquals(List.of(a, b, d), other.order());
		}
	}

	@Test
	void draggingATabMovesItAndClosingAnIdleOneArchivesItsSession() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId a = other.opened("demo", temp, "Session A");
			SessionId b = other.opened("demo", temp, "Session B");
			SessionId c = other.opened("demo", temp, "Session C");
			try (Window window = Window.open()) {
				window.await("all tabs", () -> window.sessions().equals(List.of(a, b, c)));
				window.run(() -> {
					MPart part = window.part(c);
					window.sessionStack().getChildren().remove(part);
					window.sessionStack().getChildren().add(0, part);
				});
				Await.until(() -> "the order at the host: " + other.order(), () -> other.order().equals(List.of(c, a, b)));
				window.run(() -> window.parts().hidePart(window.part(a)));
				Await.until(() -> "the session closed", () -> other.status(a) == SessionStatus.COMPLETED);
				Await.until(() -> "the tab gone: " + other.order(), () -> other.order().equals(List.of(c, b)));
				window.await("two tabs", () -> window.sessions().equals(List.of(c, b)));
				other.closeTab(b);
				other.closeTab(c);
				window.await("the place to begin anew", () -> window.sessions().equals(Arrays.asList((SessionId) null)));
			}
		}
	}

	@Test
	void whatIsTypedAndNotSentSurvivesARestart() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId session = other.opened("demo", temp, "Session");
			try (Window window = Window.open()) {
				StyledText composer = window.composer(session);
				window.run(() -> composer.setText("half a thou"));
				window.await("the draft", () -> other.draft(session).equals("half a thou"));
				window.run(() -> composer.append("ght"));
			}
			Await.until(() -> "the last letters: " + other.draft(session), () -> other.draft(session).equals("half a thought"));
			try (Window window = Window.open()) {
				StyledText composer = window.composer(session);
				window.await("the draft", () -> composer.getText().equals("half a thought"));
			}
		}
	}

	@Test
	void onlyAStackThatBecomesActiveOrNoLongerIsStyledAnew() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId session = other.opened("demo", temp, "Session A");
			try (Window window = Window.open()) {
				window.await("the tab", () -> window.sessions().equals(List.of(session)));
				window.run(() -> {
					MPartStack stack = window.sessionStack();
					MPart part = window.part(session);
					CTabFolder folder = (CTabFolder) stack.getWidget();
					SWTPartRenderer renderer = (SWTPartRenderer) stack.getRenderer();
					Color styled = folder.getSelectionForeground();
					Color red = folder.getDisplay().getSystemColor(SWT.COLOR_RED);
					for (boolean active : new boolean[] { false, true }) {
						renderer.styleElement(stack, !active);
						renderer.styleElement(stack, active);
						assertEquals(styled, folder.getSelectionForeground());
						folder.setSelectionForeground(red);
						renderer.styleElement(stack, active);
						renderer.styleElement(part, !active);
						renderer.styleElement(part, active);
						assertEquals(red, folder.getSelectionForeground(), "as before");
						assertEquals(List.of(active, active), List.of(isActive(stack), isActive(part)));
					}
				});
			}
		}
	}

	private static boolean isActive(MUIElement element) {
		return element.getTags().contains("active");
	}

	private static SessionId selected(Window window) {
		MPart part = (MPart) Objects.requireNonNull(window.sessionStack().getSelectedElement());
		return new SessionId(Objects.requireNonNull(part.getPersistedState().get(Elements.SESSION_KEY)));
	}
}
