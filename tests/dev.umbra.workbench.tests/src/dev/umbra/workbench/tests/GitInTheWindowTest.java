package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Nothing;

/** What git says of the folder of the session in front, and what a person does there, in a real repository. */
class GitInTheWindowTest {
	@TempDir
	Path temp;
	private Repository repository = new Repository(Path.of(""));

	@BeforeEach
	void aRepository() throws Exception {
		repository = Repository.made(temp.resolve("app"));
	}

	private GitSection inFront(OtherWindow other, Window window) {
		other.addDemo();
		return GitSection.of(window, other.opened("demo", repository.folder(), "On git"));
	}

	@Test
	void whatTheAgentWroteIsSeenCheckedAndCommittedAlone() throws Exception {
		repository.write("staged", "by hand\n");
		repository.git("add", "staged");
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			other.addDemo();
			SessionId session = other.opened("demo", repository.folder(), "On git");
			GitSection git = GitSection.of(window, session);
			git.await("main");
			other.prompt(session, "write said.md: Hello");
			allow(other);
			window.await("the file of the session", () -> !git.items("said.md").isEmpty());
			assertTrue(window.ui(() -> git.item("said.md").getChecked()), "what the agent wrote is checked");
			window.await("the other change", () -> !git.items("staged").isEmpty());
			assertFalse(window.ui(() -> git.item("staged").getChecked()), "what it did not write is not");
			git.commit("Say hello\n", 1);
			Await.until(() -> "the commit: " + subject(), () -> subject().equals("Say hello"));
			git.await(repository.git("rev-parse", "HEAD").substring(0, 7));
			window.await("an empty message", () -> Window.controls(window.shell(), StyledText.class,
					text -> text.isVisible() && Names.of(text).equals("Commit message")).stream().allMatch(text -> text.getText().isEmpty()));
			assertEquals("said.md", repository.git("show", "--name-only", "--format=", "HEAD"));
			assertEquals("staged", repository.git("diff", "--cached", "--name-only"));
		}
	}

	private String subject() throws Exception {
		return repository.git("log", "-1", "--format=%s");
	}

	@Test
	void onlyCheckedFilesAreCommitted() throws Exception {
		for (String file : List.of("one", "two", "three")) {
			repository.write(file, file + "\n");
		}
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			GitSection git = inFront(other, window);
			window.await("the files", () -> !git.items("one").isEmpty() && !git.items("two").isEmpty() && !git.items("three").isEmpty());
			window.run(() -> {
				git.check("one", true);
				git.check("two", true);
				git.check("three", true);
				git.check("two", false);
			});
			git.commit("Without two", 2);
			Await.until(() -> "the commit: " + subject(), () -> subject().equals("Without two"));
			assertEquals("one\nthree", repository.git("show", "--name-only", "--format=", "HEAD"));
			window.await("what is left", () -> git.items("one").isEmpty() && !git.items("two").isEmpty());
			assertEquals("?? two", repository.git("status", "--porcelain"));
		}
	}

	@Test
	void aPartlyStagedFileIsAskedAboutAndLeavingTheQuestionLeavesEverything() throws Exception {
		repository.write("README", "staged\n");
		repository.git("add", "README");
		repository.write("README", "more\n");
		String head = repository.git("rev-parse", "HEAD");
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			GitSection git = inFront(other, window);
			window.await("the file", () -> !git.items("README").isEmpty());
			window.run(() -> git.check("README", true));
			git.commit("Part", 1);
			Dialog question = window.dialog("Before This Is Done");
			assertTrue(window.ui(() -> question.says("README")));
			window.run(() -> question.press("Cancel"));
			window.await("the button again", () -> git.button("Commit 1 File").isEnabled());
			assertEquals(head, repository.git("rev-parse", "HEAD"));
			assertEquals("Part", window.ui(() -> git.message().getText()), "what was written stays");

			window.later(() -> Window.press(git.button("Commit 1 File")));
			Dialog again = window.dialog("Before This Is Done");
			window.run(() -> again.press("Commit the staged part"));
			Await.until(() -> "the commit: " + subject(), () -> subject().equals("Part"));
			assertEquals("staged", repository.git("show", "HEAD:README"));
			assertEquals("more\n", repository.read("README"));
		}
	}

	@Test
	void severalQuestionsAreAllAnsweredBeforeItGoesOn() throws Exception {
		repository.write("other", "first\n");
		repository.git("add", "other");
		repository.git("commit", "-q", "-m", "Two files");
		for (String file : List.of("README", "other")) {
			repository.write(file, "staged\n");
			repository.git("add", file);
			repository.write(file, "more\n");
		}
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			GitSection git = inFront(other, window);
			window.await("the files", () -> !git.items("README").isEmpty() && !git.items("other").isEmpty());
			window.run(() -> {
				git.check("README", true);
				git.check("other", true);
			});
			git.commit("Parts", 2);
			Dialog questions = window.dialog("Before This Is Done");
			window.run(() -> {
				List<Button> radios = Window.controls(questions.shell(), Button.class, button -> (button.getStyle() & SWT.RADIO) != 0);
				assertEquals(4, radios.size());
				choose(radios.get(0));
				assertFalse(goOn(questions).isEnabled(), "one question is not answered yet");
				choose(radios.get(3));
				assertTrue(goOn(questions).isEnabled());
				questions.press("Go On");
			});
			Await.until(() -> "the commit: " + subject(), () -> subject().equals("Parts"));
			assertEquals("more", repository.git("show", "HEAD:README"));
			assertEquals("staged", repository.git("show", "HEAD:other"));
		}
	}

	private static void choose(Button radio) {
		radio.setSelection(true);
		Window.press(radio);
	}

	private static Button goOn(Dialog questions) {
		return Window.controls(questions.shell(), Button.class, button -> Names.of(button).equals("Go On")).getFirst();
	}

	@Test
	void whatIsDiscardedCanBeBroughtBack() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			GitSection git = inFront(other, window);
			git.await("Nothing to commit");
			repository.write("README", "second\n");
			window.await("the change", () -> !git.items("README").isEmpty());
			window.run(() -> git.choose("README", "Discard Changes"));
			Await.until(() -> "taken back: " + repository.read("README"), () -> repository.read("README").equals("first\n"));
			window.await("a way back", () -> !git.buttons("Undo").isEmpty());
			window.run(() -> Window.press(git.button("Undo")));
			Await.until(() -> "back again: " + repository.read("README"), () -> repository.read("README").equals("second\n"));
		}
	}

	@Test
	void aFolderWithoutARepositorySaysSo() throws Exception {
		Path plain = Files.createDirectories(temp.resolve("plain"));
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			other.addDemo();
			GitSection git = GitSection.of(window, other.opened("demo", plain, "No git"));
			git.await("repository");
			assertTrue(window.ui(() -> !window.has(Tree.class, "Files that differ")));
		}
	}

	private static void allow(OtherWindow other) {
		Await.until(() -> "a question", () -> !Await.ok(other.remote().attention().list(new Attention.ListAll())).items().isEmpty());
		Attention.Item item = Await.ok(other.remote().attention().list(new Attention.ListAll())).items().getFirst();
		String once = Objects.requireNonNull(item.permission()).options().stream().filter(option -> option.kind().equals("allow_once")).findFirst().orElseThrow().id();
		Await.ok(other.remote().attention().answer(new Attention.Answer(CommandId.random(), item.item().value(), once, "other")));
	}
}
