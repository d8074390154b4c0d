package dev.umbra.ui.internal.details;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Notes;

/** Two windows, A and B, on the notes of one folder. */
class NoteKeepingTest {
	private String host = "";
	private @Nullable Failure gone;
	private final List<Runnable> held = new ArrayList<>();
	private boolean holding;
	private final NoteKeeping a = window();
	private final NoteKeeping b = window();

	private NoteKeeping window() {
		return new NoteKeeping(() -> later(() -> new Notes.Note("/work", host, null)), text -> later(() -> {
			host = text;
			return new Done();
		}), () -> {
		});
	}

	private <T> CompletionStage<Outcome<T>> later(java.util.function.Supplier<T> work) {
		CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
		Runnable run = () -> answer.complete(gone != null ? Outcome.notOk(gone) : Outcome.ok(work.get()));
		if (holding) {
			held.add(run);
		} else {
			run.run();
		}
		return answer;
	}

	private void release() {
		holding = false;
		while (!held.isEmpty()) {
			held.removeFirst().run();
		}
	}

	@Test
	void whatIsTypedIsKeptAndSeenInAnotherWindowWhenItReads() {
		a.read();
		a.typing();
		a.typed("buy milk");
		assertEquals("buy milk", host);
		assertNull(a.unkept());
		b.read();
		assertEquals("buy milk", b.now().text());
	}

	@Test
	void aTextThatIsReplacedUnseenIsHandedBack() {
		a.read();
		b.read();
		a.typed("of A");
		b.typed("of B");
		assertEquals("of B", host);
		assertEquals("of A", b.now().replaced());
		b.seen();
		assertNull(b.now().replaced());
	}

	@Test
	void aTextThatContainsTheOtherReplacesNothing() {
		a.read();
		b.read();
		a.typed("line");
		b.typed("line\nand more");
		assertNull(b.now().replaced());
	}

	@Test
	void whatIsReadWhileSomebodyTypesDoesNotPassForTheGroundsOfIt() {
		a.read();
		b.read();
		holding = true;
		b.read();
		b.typing();
		host = "of A";
		release();
		assertEquals("", b.now().text());
		b.typed("of B");
		assertEquals("of A", b.now().replaced());
	}

	@Test
	void typingOnAndOnReplacesOnlyOnesOwn() {
		a.read();
		holding = true;
		a.typed("o");
		a.typed("on");
		a.typed("one");
		release();
		assertEquals("one", host);
		assertNull(a.now().replaced());
		assertTrue(a.isSettled());
	}

	@Test
	void whileTheHostIsAwayTheTextStaysAndIsKeptAfterwards() {
		a.read();
		gone = Failure.failed("gone", null);
		a.typed("kept");
		assertEquals("kept", a.unkept());
		assertNotNull(a.now().failure());
		assertFalse(a.isSettled());
		a.read();
		assertEquals("kept", a.now().text());
		gone = null;
		host = "of B";
		a.again();
		assertEquals("kept", host);
		assertNull(a.unkept());
		assertNull(a.now().failure());
		assertEquals("of B", a.now().replaced());
	}

	@Test
	void whatAnEarlierWindowCouldNotKeepIsKeptFirstAndReplacesNothingUnseen() {
		host = "of B";
		a.begin("from before");
		assertEquals("from before", host);
		assertEquals("of B", a.now().replaced());
	}

	@Test
	void aTextThatCannotBeReadIsSaidAndReadAgain() {
		gone = Failure.failed("gone", null);
		a.read();
		assertFalse(a.now().read());
		assertNotNull(a.now().failure());
		gone = null;
		host = "there";
		a.again();
		assertEquals(new NoteKeeping.State("there", true, null, null), a.now());
	}
}
