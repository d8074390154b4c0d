package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;

/** A session's worktree, made, merged back and removed by what the window offers. */
class WorktreeInTheWindowTest {
	private static final String CREATE = "Move to a Worktree of Its Own";
	private static final String MERGE = "Merge Back";
	private static final String REVERT = "Revert the Merge";
	private static final String REMOVE = "Remove Worktree\u2026";
	private static final String AGAIN = "Make the Worktree Again";
	private static final String QUESTION = "Before This Is Done";
	@TempDir
	Path temp;
	private Repository main = new Repository(Path.of(""));

	@BeforeEach
	void aRepository() throws Exception {
		main = Repository.made(temp.resolve("app"));
	}

	/** The session moves, a file is written there and committed. */
	private Repository worked(OtherWindow other, Window window, SessionId session, GitSection git) throws Exception {
		git.await("main");
		window.await("the offer", () -> git.offers(CREATE));
		window.run(() -> git.worktree(CREATE));
		git.await("Worktree of app");
		Repository tree = new Repository(Path.of(Objects.requireNonNull(other.summary(session).worktree())));
		tree.write("made", "by the session\n");
		window.await("the file", () -> !git.items("made").isEmpty());
		window.run(() -> git.check("made", true));
		git.commit("Make it", 1);
		git.await("1 ahead of main");
		return tree;
	}

	@Test
	void fromItsBeginningOverTheMergeToItsEndAndAgain() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			other.addDemo();
			SessionId session = other.opened("demo", main.folder(), "Do it");
			GitSection git = GitSection.of(window, session);
			Repository tree = worked(other, window, session, git);
			assertFalse(main.has("made"), "the main folder is left alone");

			window.run(() -> git.worktree(MERGE));
			git.await("all of it in main");
			assertEquals("by the session\n", main.read("made"));
			assertFalse(window.ui(() -> git.offers(MERGE)), "there is nothing more to merge");

			window.await("the offer", () -> git.offers(REVERT));
			window.run(() -> git.worktree(REVERT));
			git.await("taken back from main");
			assertFalse(main.has("made"));
			window.run(() -> git.worktree(MERGE));
			git.await("all of it in main");
			assertEquals("by the session\n", main.read("made"), "merging again brings it back");

			window.await("the offer", () -> git.offers(REMOVE));
			window.run(() -> git.worktree(REMOVE));
			Await.until(() -> "no folder", () -> !Files.exists(tree.folder()));
			git.await("not there any more");
			assertEquals("main", main.git("branch", "--format=%(refname:short)"));
			window.await("a button", () -> !git.buttons(AGAIN).isEmpty() && git.button(AGAIN).isEnabled());
			window.run(() -> Window.press(git.button(AGAIN)));
			git.await("all of it in main");
			assertEquals("by the session\n", tree.read("made"));
		}
	}

	@Test
	void unmergedWorkIsNotRemovedWithoutAClearYes() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			other.addDemo();
			SessionId session = other.opened("demo", main.folder(), "Do it");
			GitSection git = GitSection.of(window, session);
			Repository tree = worked(other, window, session, git);
			String tip = tree.git("rev-parse", "HEAD");

			window.later(() -> git.worktree(REMOVE));
			Dialog one = window.dialog(QUESTION);
			assertTrue(window.ui(() -> one.says("on no other branch")));
			window.run(() -> one.shell().close());
			window.await("the offer again", () -> git.offers(REMOVE));
			assertTrue(tree.has("made"), "leaving it removes nothing");

			tree.write("more", "not committed\n");
			window.later(() -> git.worktree(REMOVE));
			Dialog two = window.dialog(QUESTION);
			window.run(() -> {
				assertTrue(two.says("not committed") && two.says("on no other branch"));
				List<Button> radios = Window.controls(two.shell(), Button.class, button -> (button.getStyle() & SWT.RADIO) != 0);
				assertEquals(List.of("Remove them", "Remove the folder, keep the branch", "Remove both"), radios.stream().map(Names::of).toList());
				assertTrue(radios.stream().noneMatch(Button::getSelection), "nothing is decided beforehand");
				for (Button radio : radios.subList(0, 2)) {
					radio.setSelection(true);
					Window.press(radio);
				}
				two.press("Go On");
			});
			Await.until(() -> "no folder", () -> !Files.exists(tree.folder()));
			String branch = Objects.requireNonNull(other.summary(session).branch());
			assertEquals(tip, main.git("rev-parse", branch), "the branch stays");
			window.await("a button", () -> !git.buttons(AGAIN).isEmpty() && git.button(AGAIN).isEnabled());
			window.run(() -> Window.press(git.button(AGAIN)));
			git.await("1 ahead of main");
			assertTrue(tree.has("made"));
		}
	}

	@Test
	void aConflictIsSaidAndChangesNothing() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			other.addDemo();
			SessionId session = other.opened("demo", main.folder(), "Do it");
			GitSection git = GitSection.of(window, session);
			worked(other, window, session, git);
			main.write("made", "by somebody else\n");
			main.git("add", "made");
			main.git("commit", "-q", "-m", "Theirs");
			String head = main.git("rev-parse", "HEAD");
			window.await("the offer", () -> git.offers(MERGE));
			window.run(() -> git.worktree(MERGE));
			git.await("conflicts in made");
			assertEquals(head, main.git("rev-parse", "HEAD"));
			assertEquals("", main.git("status", "--porcelain"));
		}
	}
}
