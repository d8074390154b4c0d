package dev.umbra.ui.internal.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Sessions.TextRange;

class OutputTest {
	private static final EntryId ENTRY = new EntryId("e");

	private static String read(OutputReading.Ranges ranges) {
		Outcome<String> outcome = OutputReading.all(ranges, () -> "kept").toCompletableFuture().join();
		return outcome instanceof Outcome.Ok<String>(String text) ? text : "failure: " + ((Outcome.NotOk<String>) outcome).failure().message();
	}

	@Test
	void rangesArePutTogetherInOrder() {
		List<Long> asked = new ArrayList<>();
		assertEquals("0123456789", read(offset -> {
			asked.add(offset);
			int at = (int) offset;
			return CompletableFuture.completedFuture(Outcome.ok(new TextRange(ENTRY, offset, "0123456789".substring(at, Math.min(10, at + 4)), 10)));
		}));
		assertEquals(List.of(0L, 4L, 8L), asked);
	}

	@Test
	void whereTheHostHasNoMoreTheEntryHasItAll() {
		assertEquals("kept", read(offset -> CompletableFuture.completedFuture(Outcome.notOk(Failure.notFound("none", "")))));
	}

	@Test
	void otherFailuresAreTold() {
		assertEquals("failure: gone", read(offset -> CompletableFuture.completedFuture(Outcome.notOk(Failure.failed("gone", null)))));
		assertTrue(read(offset -> CompletableFuture.failedFuture(new IllegalStateException("broken"))).contains("broken"));
	}

	@Test
	void whatDoesNotGoOnIsAFailureAndNoLoop() {
		assertTrue(read(offset -> CompletableFuture.completedFuture(Outcome.ok(new TextRange(ENTRY, offset, "", 10)))).startsWith("failure: "));
		assertTrue(read(offset -> CompletableFuture.completedFuture(Outcome.ok(new TextRange(ENTRY, 0, "abc", 1L << 40)))).startsWith("failure: "));
	}

	@Test
	void longLinesAreCutAtCharactersAndLongTextsIntoPortions() {
		String line = "\ud83c\udf27".repeat(700);
		OutputLines lines = OutputLines.of("a\n\n" + line + "\nz\n");
		assertEquals(4, lines.lines());
		assertEquals("a\n\n" + line.substring(0, 1_000) + "\n" + line.substring(1_000) + "\nz\n", String.join("", lines.portions()));
		String odd = "x" + line;
		for (String shown : String.join("", OutputLines.of(odd).portions()).split("\n")) {
			assertTrue(Character.isHighSurrogate(shown.charAt(shown.length() - 2)) && shown.length() <= OutputLines.LONGEST);
		}
		OutputLines many = OutputLines.of("0123456789\n".repeat(100_000));
		assertEquals(100_000, many.lines());
		assertTrue(many.portions().size() >= 5);
		assertEquals(1_100_000, many.portions().stream().mapToInt(String::length).sum());
	}

	@Test
	void nothingIsOnePortionOfNothing() {
		assertEquals(List.of(""), OutputLines.of("").portions());
		assertInstanceOf(OutputLines.class, OutputLines.of("\u001b[31m"));
	}
}
