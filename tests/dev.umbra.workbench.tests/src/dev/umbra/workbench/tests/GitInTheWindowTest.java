package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Nothing;
import dev.umbra.ui.Elements;

/** What git says of the folder of the session in front, and what a person does there, in a real repository. */
class GitInTheWindowTest {
	@TempDir
	Path temp;
	private Path repository = Path.of("");

	@BeforeEach
	void aRepository() throws Exception {
		repository = Files.createDirectories(temp.resolve("app"));
		git("init", "-q", "-b", "main");
		git("config", "user.name", "Ann");
		git("config", "user.email", "ann@example.org");
		Files.writeString(repository.resolve("README"), "first\n");
		git("add", ".");
		git("commit", "-q", "-m", "Begin");
	}

	@Test
	void whatTheAgentWroteIsSeenCheckedAndCommittedAlone() throws Exception {
		Files.writeString(repository.resolve("staged"), "by hand\n");
		git("add", "staged");
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			SessionId session = inFront(other, window);
			window.await("the branch", () -> says(window, "main"));
			other.prompt(session, "write said.md: Hello");
			allow(other);
			window.await("the file of the session", () -> !item(window, "said.md").isEmpty());
			assertTrue(window.ui(() -> item(window, "said.md").getFirst().getChecked()), "what the agent wrote is checked");
			window.await("the other change", () -> !item(window, "staged").isEmpty());
			assertTrue(!window.ui(() -> item(window, "staged").getFirst().getChecked()), "what it did not write is not");
			window.run(() -> message(window).setText("Say hello\n"));
			window.await("the button", () -> button(window, "Commit 1 File").isEnabled());
			window.run(() -> Window.press(button(window, "Commit 1 File")));
			Await.until(() -> "the commit: " + git("log", "-1", "--format=%s"), () -> git("log", "-1", "--format=%s").equals("Say hello"));
			assertEquals("said.md", git("show", "--name-only", "--format=", "HEAD"));
			// the index follows the commit
			Await.until(() -> "what is staged: " + git("diff", "--cached", "--name-only"), () -> git("diff", "--cached", "--name-only").equals("staged"));
			String hash = git("rev-parse", "HEAD");
			window.await("the hash", () -> says(window, hash.substring(0, 7)));
			window.await("an empty message", () -> Window.controls(part(window).getWidget(), StyledText.class,
					text -> text.isVisible() && Names.of(text).equals("Commit message")).stream().allMatch(text -> text.getText().isEmpty()));
		}
	}

	@Test
	void whatIsDiscardedCanBeBroughtBack() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			inFront(other, window);
			window.await("a clean folder", () -> says(window, "Nothing to commit"));
			Path readme = repository.resolve("README");
			Files.writeString(readme, "second\n");
			window.await("the change", () -> !item(window, "README").isEmpty());
			window.run(() -> {
				Tree tree = window.named(Tree.class, "Files that differ");
				tree.setSelection(item(window, "README").getFirst());
				MenuItem discard = Arrays.stream(tree.getMenu().getItems()).filter(each -> each.getText().contains("Discard")).findFirst().orElseThrow();
				discard.notifyListeners(SWT.Selection, new Event());
			});
			Await.until(() -> "taken back: " + read(readme), () -> read(readme).equals("first\n"));
			window.await("a way back", () -> !buttons(window, "Undo").isEmpty());
			window.run(() -> Window.press(button(window, "Undo")));
			Await.until(() -> "back again: " + read(readme), () -> read(readme).equals("second\n"));
		}
	}

	@Test
	void aFolderWithoutARepositorySaysSo() throws Exception {
		Path plain = Files.createDirectories(temp.resolve("plain"));
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			other.addDemo();
			SessionId session = other.opened("demo", plain, "No git");
			front(window, session);
			window.await("words", () -> Window.controls(part(window).getWidget(), Label.class, Control::isVisible).stream()
					.anyMatch(label -> label.getText().contains("repository")));
			assertTrue(window.ui(() -> !window.has(Tree.class, "Files that differ")));
		}
	}

	private SessionId inFront(OtherWindow other, Window window) {
		other.addDemo();
		SessionId session = other.opened("demo", repository, "On git");
		front(window, session);
		return session;
	}

	private static void front(Window window, SessionId session) {
		window.await("the tab", () -> window.sessions().contains(session));
		window.run(() -> window.sessionStack().setSelectedElement(window.part(session)));
	}

	private static void allow(OtherWindow other) {
		Await.until(() -> "a question", () -> !Await.ok(other.remote().attention().list(new Attention.ListAll())).items().isEmpty());
		Attention.Item item = Await.ok(other.remote().attention().list(new Attention.ListAll())).items().getFirst();
		String once = Objects.requireNonNull(item.permission()).options().stream().filter(option -> option.kind().equals("allow_once")).findFirst().orElseThrow().id();
		Await.ok(other.remote().attention().answer(new Attention.Answer(CommandId.random(), item.item().value(), once, "other")));
	}

	private static MPart part(Window window) {
		return Objects.requireNonNull(window.application().getContext().get(EModelService.class))
				.findElements(window.application(), Elements.DETAILS, MPart.class).getFirst();
	}

	private static boolean says(Window window, String words) {
		return Window.controls(part(window).getWidget(), Label.class, Control::isVisible).stream().anyMatch(label -> label.getText().contains(words));
	}

	private static List<TreeItem> item(Window window, String name) {
		List<TreeItem> found = new ArrayList<>();
		for (Tree tree : Window.controls(part(window).getWidget(), Tree.class, Control::isVisible)) {
			for (TreeItem group : tree.getItems()) {
				for (TreeItem each : group.getItems()) {
					if (each.getText(0).startsWith(name)) {
						found.add(each);
					}
				}
			}
		}
		return found;
	}

	private static StyledText message(Window window) {
		return window.named(StyledText.class, "Commit message");
	}

	private static List<Button> buttons(Window window, String words) {
		return Window.controls(part(window).getWidget(), Button.class, button -> button.isVisible() && button.getText().equals(words));
	}

	private static Button button(Window window, String words) {
		return buttons(window, words).stream().findFirst().orElseThrow(() -> new AssertionError("no button \"" + words + "\" in\n" + window.shown()));
	}

	private static String read(Path file) throws IOException {
		return Files.readString(file);
	}

	/** Runs git there. @return what it says, without the line end */
	private String git(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		assertTrue(process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS), () -> String.join(" ", command));
		assertEquals(0, process.exitValue(), () -> String.join(" ", command) + ": " + said);
		return said;
	}
}
