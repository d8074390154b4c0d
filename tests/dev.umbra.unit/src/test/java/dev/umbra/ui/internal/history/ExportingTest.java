package dev.umbra.ui.internal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.internal.history.Exporting.Result;

class ExportingTest {
	@TempDir
	Path temp;
	private final List<Long> progress = new ArrayList<>();

	/** Three pieces. */
	private static CompletionStage<Outcome<Sessions.Exported>> pieces(@Nullable String from) {
		int at = from == null ? 1 : Integer.parseInt(from);
		return CompletableFuture.completedFuture(Outcome.ok(new Sessions.Exported("piece " + at + " ✓\n", at == 3 ? null : Integer.toString(at + 1))));
	}

	private Result export(Path file, boolean replace) {
		return new Exporting(ExportingTest::pieces, file, replace, progress::add).run();
	}

	private List<String> left() throws IOException {
		try (Stream<Path> files = Files.list(temp)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void thePiecesInTheirOrderAreTheFile() throws IOException {
		Path file = temp.resolve("a.md");
		assertEquals(new Result.Written(file), export(file, false));
		assertEquals("piece 1 ✓\npiece 2 ✓\npiece 3 ✓\n", Files.readString(file));
		assertEquals(List.of(10L, 20L, 30L), progress);
		assertEquals(List.of("a.md"), left());
	}

	@Test
	void aFileThatIsThereGoesOnlyIfThatWasAgreed() throws IOException {
		Path file = Files.writeString(temp.resolve("a.md"), "mine");
		Result.Failed failed = assertInstanceOf(Result.Failed.class, export(file, false));
		assertTrue(failed.words().contains(file.toString()), failed.words());
		assertEquals("mine", Files.readString(file));
		assertEquals(new Result.Written(file), export(file, true));
		assertTrue(Files.readString(file).startsWith("piece 1"));
		assertEquals(List.of("a.md"), left());
	}

	@Test
	void aFailureAtTheHostLeavesNothingAndSaysWhatToDo() throws IOException {
		Path file = Files.writeString(temp.resolve("a.md"), "mine");
		Result result = new Exporting(from -> from == null ? pieces(null)
				: CompletableFuture.completedFuture(Outcome.notOk(Failure.notFound("There is no such session.", "Look in the history."))), file, true, progress::add).run();
		assertEquals(new Result.Failed("There is no such session.\nLook in the history."), result);
		assertEquals("mine", Files.readString(file));
		assertEquals(List.of("a.md"), left());
	}

	@Test
	void aCallThatBreaksIsAFailureInWords() {
		Result result = new Exporting(from -> CompletableFuture.failedFuture(new IllegalStateException("broken")), temp.resolve("a.md"), false, progress::add).run();
		assertTrue(assertInstanceOf(Result.Failed.class, result).words().contains("broken"));
	}

	@Test
	void aFolderThatIsNotThereIsNamed() {
		Result.Failed failed = assertInstanceOf(Result.Failed.class, export(temp.resolve("none/a.md"), false));
		assertTrue(failed.words().contains(temp.resolve("none").toString()), failed.words());
	}

	@Test
	void cancellingEndsItWhileAnAnswerIsAwaitedAndLeavesNothing() throws Exception {
		CompletableFuture<Outcome<Sessions.Exported>> never = new CompletableFuture<>();
		CompletableFuture<Boolean> waits = new CompletableFuture<>();
		Exporting export = new Exporting(from -> {
			if (from == null) {
				return pieces(null);
			}
			waits.complete(true);
			return never;
		}, temp.resolve("a.md"), false, progress::add);
		CompletableFuture<Result> result = new CompletableFuture<>();
		Threads.virtual("export", () -> result.complete(export.run()));
		waits.get(30, TimeUnit.SECONDS);
		export.cancel();
		assertEquals(new Result.Cancelled(), result.get(30, TimeUnit.SECONDS));
		assertEquals(List.of(), left());
	}

	@Test
	void aTitleBecomesANameThatEveryFileSystemTakes() {
		assertEquals("Fix the build.md", Exporting.name("Fix the build", Sessions.Format.MD));
		assertEquals("a b c.html", Exporting.name("a/b\\c:*?\"<>|\n", Sessions.Format.HTML));
		assertEquals("etc passwd.json", Exporting.name("../../etc/passwd", Sessions.Format.JSON));
		assertEquals("session.md", Exporting.name(" .. ", Sessions.Format.MD));
		assertEquals("Größe 大きさ.md", Exporting.name("Größe: 大きさ", Sessions.Format.MD));
		assertTrue(Exporting.name("x".repeat(500), Sessions.Format.MD).length() <= 63);
	}
}
