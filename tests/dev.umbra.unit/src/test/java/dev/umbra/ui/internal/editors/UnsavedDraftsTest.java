package dev.umbra.ui.internal.editors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.catalog.Draft;

class UnsavedDraftsTest {
	private static final Duration LIMIT = Duration.ofSeconds(30);
	@TempDir
	Path temp;

	private static Draft draft(String text, List<String> list) {
		return new Draft(Map.of("text", "", "list", List.of()), Map.of("text", text, "list", list));
	}

	private static void settle(UnsavedDrafts drafts) {
		assertTrue(drafts.settle(LIMIT), "written in time");
	}

	private Optional<Draft> left(String subject) {
		return new UnsavedDrafts(temp.resolve("editors")).left(subject).toCompletableFuture().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}

	@Test
	void theNewestIsThereForTheNextWindow() throws IOException {
		UnsavedDrafts drafts = new UnsavedDrafts(temp.resolve("editors"));
		Draft last = draft("Zeile 1\nZeile = 2 \\ \u202E ü \t", List.of("b", "a", "b"));
		for (int i = 0; i < 50; i++) {
			drafts.keep("persona:a", draft("draft " + i, List.of("x")));
		}
		drafts.keep("persona:a", last);
		drafts.keep("persona:b", draft("other", List.of()));
		settle(drafts);
		assertEquals(Optional.of(last), left("persona:a"));
		assertEquals(Optional.of(draft("other", List.of())), left("persona:b"));
		assertEquals(Optional.empty(), left("persona:c"));
		try (Stream<Path> files = Files.list(temp.resolve("editors"))) {
			assertEquals(2, files.count(), "nothing else is left behind");
		}
	}

	@Test
	void whatAKilledWindowLeftOfANewOneIsFoundByTheNextNewOneOfItsKind() {
		UnsavedDrafts killed = new UnsavedDrafts(temp.resolve("editors"));
		killed.keep("persona+1", draft("new", List.of()));
		killed.keep("persona:a", draft("other", List.of()));
		settle(killed);
		assertEquals(Optional.empty(), left("team+2"));
		UnsavedDrafts next = new UnsavedDrafts(temp.resolve("editors"));
		assertEquals(Optional.of(draft("new", List.of())), next.left("persona+3").toCompletableFuture().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join());
		assertEquals(Optional.empty(), next.left("persona+4").toCompletableFuture().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join(), "once");
		settle(next);
		assertEquals(Optional.of(draft("new", List.of())), left("persona+3"), "it is that one's from then on");
	}

	@Test
	void whatIsSavedIsForgotten() {
		UnsavedDrafts drafts = new UnsavedDrafts(temp.resolve("editors"));
		drafts.keep("persona:a", draft("x", List.of()));
		settle(drafts);
		drafts.keep("persona:a", null);
		settle(drafts);
		assertEquals(Optional.empty(), left("persona:a"));
	}

	@Test
	void whatCannotBeReadIsNoReasonToFail() throws IOException {
		UnsavedDrafts drafts = new UnsavedDrafts(temp.resolve("editors"));
		drafts.keep("persona:a", draft("x", List.of()));
		settle(drafts);
		try (Stream<Path> files = Files.list(temp.resolve("editors"))) {
			Files.writeString(files.findFirst().orElseThrow(), "base.text=\\u00");
		}
		assertEquals(Optional.empty(), left("persona:a"));
	}
}
