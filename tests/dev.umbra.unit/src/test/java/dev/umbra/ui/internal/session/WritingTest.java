package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** Going through earlier prompts, and undo. */
class WritingTest {
	private static Entry prompt(int n, String text) {
		return new Entry(new EntryId("p" + n), n, n, null, EntryKind.PROMPT, EntryStatus.DONE, text, text.length(), Instant.EPOCH, Instant.EPOCH,
				new Detail.Plain());
	}

	@Test
	void earlierPromptsComeFromTheNewestAndWhatWasTypedComesBack() {
		PromptHistory history = new PromptHistory();
		history.of(List.of(prompt(1, "one"), prompt(2, "two"), prompt(3, "two")));
		assertEquals(Optional.of("two"), history.earlier("typed"));
		assertEquals(Optional.of("one"), history.earlier("two"));
		assertEquals(Optional.empty(), history.earlier("one"));
		assertEquals(Optional.of("two"), history.later());
		assertEquals(Optional.of("typed"), history.later());
		assertEquals(Optional.empty(), history.later());
	}

	@Test
	void typingLeavesTheHistory() {
		PromptHistory history = new PromptHistory();
		history.of(List.of(prompt(1, "one"), prompt(2, "two")));
		history.earlier("");
		history.leave();
		assertEquals(Optional.of("two"), history.earlier("two!"));
		assertEquals(Optional.of("two!"), history.later());
	}

	@Test
	void aDraftThatBecameAPromptAfterItWasWrittenIsSent() {
		List<Entry> entries = List.of(prompt(1, "other"), prompt(2, "do it"));
		assertTrue(PromptHistory.sent(new Drafts.Draft("do it", Instant.EPOCH), entries));
		assertTrue(PromptHistory.sent(new Drafts.Draft("do it\n", Instant.EPOCH.minusMillis(5)), entries));
		assertFalse(PromptHistory.sent(new Drafts.Draft("do it", Instant.EPOCH.plusMillis(1)), entries), "typed once more");
		assertFalse(PromptHistory.sent(new Drafts.Draft("do it not", Instant.EPOCH), entries));
		assertFalse(PromptHistory.sent(new Drafts.Draft("", null), entries));
	}

	@Test
	void lettersOfAWordAreOneStep() {
		Typing typing = new Typing();
		String text = "";
		for (char c : "ab cd".toCharArray()) {
			typing.typed(text.length(), "", String.valueOf(c));
			text += c;
		}
		assertEquals("ab ", apply(text, typing.undo().orElseThrow()));
		assertEquals("ab", apply("ab ", typing.undo().orElseThrow()));
		assertEquals("", apply("ab", typing.undo().orElseThrow()));
		assertEquals(Optional.empty(), typing.undo());
		assertEquals("ab", apply("", typing.redo().orElseThrow()));
	}

	@Test
	void undoingRandomChangesGivesTheBeginningAndRedoingTheEnd() {
		Random random = new Random(5);
		for (int round = 0; round < 200; round++) {
			Typing typing = new Typing();
			String text = "begin";
			for (int i = 0; i < 40; i++) {
				int start = random.nextInt(text.length() + 1);
				int end = Math.min(text.length(), start + random.nextInt(3));
				String after = random.nextBoolean() ? String.valueOf((char) ('a' + random.nextInt(4))) : random.nextBoolean() ? " \n" : "";
				typing.typed(start, text.substring(start, end), after);
				text = text.substring(0, start) + after + text.substring(end);
			}
			String back = text;
			for (Optional<Typing.Change> step = typing.undo(); step.isPresent(); step = typing.undo()) {
				back = apply(back, step.get());
			}
			assertEquals("begin", back);
			for (Optional<Typing.Change> step = typing.redo(); step.isPresent(); step = typing.redo()) {
				back = apply(back, step.get());
			}
			assertEquals(text, back);
		}
	}

	private static String apply(String text, Typing.Change change) {
		assertEquals(change.before(), text.substring(change.offset(), change.offset() + change.before().length()));
		return text.substring(0, change.offset()) + change.after() + text.substring(change.offset() + change.before().length());
	}
}
