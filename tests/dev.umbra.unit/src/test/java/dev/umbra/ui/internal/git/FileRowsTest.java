package dev.umbra.ui.internal.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.git.SessionFile.Operation;

class FileRowsTest {
	private static SessionFile file(String path, Operation operation, @Nullable Integer added, @Nullable Integer removed, boolean touched) {
		return new SessionFile(path, null, operation, added, removed, false, touched, FileChange.NONE, FileChange.MODIFIED);
	}

	private static FileRow row(String path, Operation operation, boolean touched) {
		return FileRow.of(file(path, operation, 1, 1, touched));
	}

	@Test
	void aPathIsANameAndAFolder() {
		assertEquals("Foo.java", row("src/main/Foo.java", Operation.MODIFIED, true).name());
		assertEquals("src/main", row("src/main/Foo.java", Operation.MODIFIED, true).folder());
		assertEquals("", row("README", Operation.MODIFIED, true).folder());
		assertEquals("new/", row("a/new/", Operation.ADDED, true).name());
		assertEquals("a", row("a/new/", Operation.ADDED, true).folder());
	}

	@Test
	void whatComesAndGoesIsCountedOnlyWhereItIsKnown() {
		assertEquals("+12 −3", FileRow.of(file("a", Operation.MODIFIED, 12, 3, true)).lines());
		assertEquals("+12", FileRow.of(file("a", Operation.ADDED, 12, 0, true)).lines());
		assertEquals("−3", FileRow.of(file("a", Operation.DELETED, 0, 3, true)).lines());
		assertEquals("", FileRow.of(file("a", Operation.MODIFIED, null, null, true)).lines());
		assertEquals("binary", FileRow.of(new SessionFile("a", null, Operation.MODIFIED, null, null, true, true, FileChange.NONE, FileChange.MODIFIED)).lines());
	}

	@Test
	void aRowSaysWhatIsStaged() {
		assertEquals("changed, staged", FileRow.of(new SessionFile("a", null, Operation.MODIFIED, 1, 1, false, true, FileChange.MODIFIED, FileChange.NONE)).change());
		assertEquals("changed, partly staged",
				FileRow.of(new SessionFile("a", null, Operation.MODIFIED, 1, 1, false, true, FileChange.MODIFIED, FileChange.MODIFIED)).change());
		assertEquals("changed", row("a", Operation.MODIFIED, true).change());
	}

	@Test
	void whatIsJustChangedIsNotSaidBesideTheName() {
		assertEquals("src", row("src/Foo.java", Operation.MODIFIED, true).rest());
		assertEquals("", row("Foo.java", Operation.MODIFIED, true).rest());
		assertEquals("new · src", row("src/Foo.java", Operation.ADDED, true).rest());
		assertEquals("new", row("Foo.java", Operation.ADDED, true).rest());
		assertEquals("staged · src", FileRow.of(new SessionFile("src/a", null, Operation.MODIFIED, 1, 1, false, true, FileChange.MODIFIED, FileChange.NONE)).rest());
		assertEquals("partly staged", FileRow.of(new SessionFile("a", null, Operation.MODIFIED, 1, 1, false, true, FileChange.MODIFIED, FileChange.MODIFIED)).rest());
	}

	@Test
	void theTipHasTheWholePathAndTheOneBefore() {
		String tip = FileRow.of(new SessionFile("b/new", "a/old", Operation.RENAMED, 1, 0, false, true, FileChange.RENAMED, FileChange.NONE)).tip();
		assertEquals("b/new, before: a/old\nrenamed, staged, +1", tip);
	}

	@Test
	void touchedFilesComeFirstAndTooManyAreCounted() {
		List<SessionFile> files = new ArrayList<>();
		for (int i = 0; i < FileRows.MOST + 7; i++) {
			files.add(file("f" + i, Operation.MODIFIED, 1, 1, i < 3));
		}
		FileRows rows = FileRows.of(files, false);
		assertEquals(3, rows.touched().size());
		assertEquals(FileRows.MOST - 3, rows.others().size());
		assertEquals(7, rows.hidden());
	}

	@Test
	void whatTheAgentTouchedIsCheckedUnlessThePersonSaysOtherwise() {
		Checks checks = new Checks();
		FileRow touched = row("touched", Operation.MODIFIED, true);
		FileRow other = row("other", Operation.MODIFIED, false);
		FileRows rows = new FileRows(List.of(touched), List.of(other), 0, false);
		assertEquals(List.of("touched"), checks.paths(rows));
		checks.choose(other, true);
		checks.choose(touched, false);
		assertEquals(List.of("other"), checks.paths(rows));
		checks.committed(List.of("other"));
		assertEquals(List.of(), checks.paths(rows));
		checks.choose(touched, true);
		assertEquals(List.of("touched"), checks.paths(rows));
	}

	@Test
	void whatCannotBeCommittedIsNeverChecked() {
		Checks checks = new Checks();
		for (Operation each : List.of(Operation.CONFLICTED, Operation.UNCHANGED, Operation.IGNORED, Operation.OUTSIDE)) {
			assertFalse(checks.checked(row("a", each, true)), each.name());
		}
		for (Operation each : List.of(Operation.ADDED, Operation.MODIFIED, Operation.DELETED, Operation.RENAMED)) {
			assertTrue(checks.checked(row("a", each, true)), each.name());
		}
	}
}
