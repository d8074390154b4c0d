package dev.umbra.ui.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;

class TextKeeperTest {
	private final List<String> asked = new ArrayList<>();
	private final List<CompletableFuture<Outcome<Done>>> answers = new ArrayList<>();
	private final TextKeeper keeper = new TextKeeper("", text -> {
		asked.add(text);
		CompletableFuture<Outcome<Done>> answer = new CompletableFuture<>();
		answers.add(answer);
		return answer;
	}, () -> {
	});

	private void answer(int index, Outcome<Done> outcome) {
		answers.get(index).complete(outcome);
	}

	@Test
	void oneTextIsOnItsWayAndTheNewestFollowsIt() {
		keeper.keep("a");
		keeper.keep("ab");
		keeper.keep("abc");
		assertEquals(List.of("a"), asked);
		answer(0, Outcome.ok(new Done()));
		assertEquals(List.of("a", "abc"), asked);
		answer(1, Outcome.ok(new Done()));
		assertEquals(List.of("a", "abc"), asked);
	}

	@Test
	void whatIsKeptIsNotSentAgain() {
		keeper.keep("a");
		answer(0, Outcome.ok(new Done()));
		keeper.keep("a");
		assertEquals(List.of("a"), asked);
	}

	@Test
	void aFailureIsToldAndTheTextIsTriedAgainWhenAsked() {
		keeper.keep("a");
		answer(0, Outcome.notOk(Failure.busy("not now", null)));
		assertNotNull(keeper.failure());
		assertEquals(List.of("a"), asked);
		keeper.again();
		assertEquals(List.of("a", "a"), asked);
		answer(1, Outcome.ok(new Done()));
		assertNull(keeper.failure());
	}

	@Test
	void aCallThatThrowsIsAFailure() {
		TextKeeper broken = new TextKeeper("", text -> {
			throw new IllegalStateException("gone");
		}, () -> {
		});
		broken.keep("a");
		assertNotNull(broken.failure());
	}

	@Test
	void aDraftReadFromTheHostIsNotSentBackNorDoesItReplaceWhatIsTyped() {
		keeper.known("from before");
		keeper.keep("from before");
		assertEquals(List.of(), asked);
		keeper.keep("typed");
		keeper.known("of another window");
		answer(0, Outcome.ok(new Done()));
		keeper.keep("");
		assertEquals(List.of("typed", ""), asked);
	}

	@Test
	void whatIsNeitherKeptNorOnItsWayIsToldInFull() {
		keeper.keep("a");
		assertNull(keeper.unkept());
		keeper.keep("ab");
		answer(0, Outcome.notOk(Failure.busy("not now", null)));
		assertEquals("ab", keeper.unkept());
		keeper.again();
		answer(1, Outcome.ok(new Done()));
		assertNull(keeper.unkept());
	}

	@Test
	void itIsSettledWhenTheNewestTextIsKeptOrCannotBe() {
		assertTrue(keeper.settled().toCompletableFuture().isDone());
		keeper.keep("a");
		keeper.keep("ab");
		CompletableFuture<Void> settled = keeper.settled().toCompletableFuture();
		answer(0, Outcome.ok(new Done()));
		assertFalse(settled.isDone());
		answer(1, Outcome.notOk(Failure.busy("not now", null)));
		assertTrue(settled.isDone());
	}

	@Test
	void aPromptEmptiesOnlyTheDraftThatItWasMadeOf() {
		keeper.keep("a");
		answer(0, Outcome.ok(new Done()));
		keeper.keep("more");
		keeper.done("a");
		answer(1, Outcome.ok(new Done()));
		assertEquals(List.of("a", "more"), asked);
		keeper.done("more");
		assertEquals(List.of("a", "more", ""), asked);
	}
}
