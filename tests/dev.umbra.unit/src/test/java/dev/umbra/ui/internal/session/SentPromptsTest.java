package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Sessions;

class SentPromptsTest {
	private static final SessionId SESSION = new SessionId("s1");
	private static final SessionId OTHER = new SessionId("s2");
	private static final Outcome<Sessions.Prompted> DONE = Outcome.ok(new Sessions.Prompted(new TurnId("t"), "started"));
	private static final Outcome<Sessions.Prompted> LOST = Outcome.notOk(Failure.failed("connection lost", null));
	private final SentPrompts prompts = new SentPrompts();
	private final List<CommandId> commands = new ArrayList<>();
	private final List<CompletableFuture<Outcome<Sessions.Prompted>>> answers = new ArrayList<>();
	private final List<String> seen = new ArrayList<>();
	private final List<String> unseen = new ArrayList<>();

	private CompletionStage<Outcome<Sessions.Prompted>> call(CommandId command) {
		commands.add(command);
		answers.add(new CompletableFuture<>());
		return answers.getLast();
	}

	private boolean send(SessionId session, String text) {
		return prompts.send(session, new Written(text), this::call, (written, outcome) -> unseen.add(written.text()));
	}

	private Subscription view() {
		return prompts.listen(SESSION, (written, outcome) -> seen.add(written.text()));
	}

	@Test
	void aRepeatOfWhatWasNotAcknowledgedHasTheSameCommand() {
		view();
		send(SESSION, "go");
		answers.get(0).complete(LOST);
		send(SESSION, "go");
		assertEquals(commands.get(0), commands.get(1));
		answers.get(1).complete(DONE);
		send(SESSION, "go");
		assertNotEquals(commands.get(1), commands.get(2), "once acknowledged, the same words are a new prompt");
	}

	@Test
	void otherWordsAndOtherSessionsHaveTheirOwnCommand() {
		view();
		send(SESSION, "go");
		send(OTHER, "go");
		assertNotEquals(commands.get(0), commands.get(1));
		answers.get(0).complete(LOST);
		send(SESSION, "stop");
		assertNotEquals(commands.get(0), commands.get(2));
	}

	@Test
	void theCommandOutlivesTheView() {
		Subscription view = view();
		send(SESSION, "go");
		view.close();
		answers.get(0).complete(LOST);
		view();
		send(SESSION, "go");
		assertEquals(commands.get(0), commands.get(1));
	}

	@Test
	void aViewThatOpensMeanwhileSeesItUnderWayAndIsTold() {
		Subscription view = view();
		send(SESSION, "go");
		view.close();
		assertEquals(Optional.of(new Written("go")), prompts.underWay(SESSION));
		assertEquals(Optional.empty(), prompts.underWay(OTHER));
		assertFalse(send(SESSION, "go"), "not twice at a time");
		view();
		answers.get(0).complete(DONE);
		assertEquals(List.of("go"), seen);
		assertTrue(unseen.isEmpty());
		assertEquals(Optional.empty(), prompts.underWay(SESSION));
	}

	@Test
	void withoutAViewTheSenderIsTold() {
		view().close();
		send(SESSION, "go");
		answers.get(0).complete(DONE);
		assertEquals(List.of("go"), unseen);
	}

	@Test
	void aCallThatThrowsIsAnAnswer() {
		view();
		assertTrue(prompts.send(SESSION, new Written("go"), command -> {
			throw new IllegalStateException("gone");
		}, (written, outcome) -> unseen.add(written.text())));
		assertEquals(List.of("go"), seen);
		assertEquals(Optional.empty(), prompts.underWay(SESSION));
	}
}
