package dev.umbra.ui.internal.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.Preset;
import dev.umbra.testkit.UnaskedAgents;
import dev.umbra.testkit.UnaskedSessions;

class BeginningTest {
	private static final Preset DEMO = new Preset("demo", "Demo agent", Preset.DEMO_PROGRAM, List.of(), "", "umbra:demo", null);
	@TempDir
	Path temp;
	private final List<String> asked = new ArrayList<>();
	/** What fails next, by its word in {@link #asked}. */
	private @Nullable String failing;
	private final Beginning beginning = new Beginning(new Listed(), new Begun(), Runnable::run, "window");

	private <T> CompletionStage<Outcome<T>> answer(String word, T value) {
		asked.add(word);
		return CompletableFuture.completedFuture(word.startsWith(String.valueOf(failing)) ? Outcome.notOk(Failure.busy("not now", null)) : Outcome.ok(value));
	}

	private Beginning.Wanted wanted(Choices.Who who) {
		return new Beginning.Wanted(who, "Demo", temp.resolve("new"), "Do it", null);
	}

	private Outcome<SessionId> begin(Choices.Who who) {
		return beginning.begin(wanted(who)).toCompletableFuture().join();
	}

	@Test
	void aFoundAgentIsAddedAndAsked() {
		assertEquals(Outcome.ok(new SessionId("s1")), begin(new Choices.Who.Found(DEMO)));
		assertEquals(List.of("add Demo demo", "create a1 " + temp.resolve("new"), "prompt s1 Do it window"), asked);
		assertTrue(Files.isDirectory(temp.resolve("new")));
	}

	@Test
	void aKnownAgentIsOnlyAsked() {
		begin(new Choices.Who.Known(new AgentId("k"), "Known"));
		assertEquals(List.of("create k " + temp.resolve("new"), "prompt s1 Do it window"), asked);
	}

	@Test
	void aSecondAttemptGoesOnWhereTheFirstOneEnded() {
		failing = "prompt";
		assertEquals(Outcome.notOk(Failure.busy("not now", null)), begin(new Choices.Who.Found(DEMO)));
		failing = null;
		asked.clear();
		assertEquals(Outcome.ok(new SessionId("s1")), begin(new Choices.Who.Found(DEMO)));
		assertEquals(List.of("prompt s1 Do it window"), asked);
	}

	@Test
	void anotherAgentAfterAFailureGetsASessionOfItsOwn() {
		failing = "create";
		begin(new Choices.Who.Found(DEMO));
		failing = null;
		asked.clear();
		begin(new Choices.Who.Known(new AgentId("k"), "Known"));
		assertEquals(List.of("create k " + temp.resolve("new"), "prompt s1 Do it window"), asked);
	}

	@Test
	void aFolderThatCannotBeMadeIsSaidInWordsAndNothingIsAsked() throws IOException {
		Files.writeString(temp.resolve("new"), "a file");
		Outcome<SessionId> outcome = begin(new Choices.Who.Found(DEMO));
		assertTrue(outcome instanceof Outcome.NotOk<SessionId> not && not.failure().message().contains(temp.resolve("new").toString()), outcome::toString);
		assertEquals(List.of(), asked);
	}

	private final class Listed extends UnaskedAgents {
		@Override
		public CompletionStage<Outcome<Added>> add(Add p) {
			return answer("add " + p.name() + " " + p.preset(), new Added(new AgentId("a1"), p.name(), null));
		}
	}

	private final class Begun extends UnaskedSessions {
		@Override
		public CompletionStage<Outcome<Ref>> create(Create p) {
			return answer("create " + p.agent() + " " + p.cwd(), new Ref(new SessionId("s1")));
		}

		@Override
		public CompletionStage<Outcome<Prompted>> prompt(Prompt p) {
			return answer("prompt " + p.session() + " " + p.text() + " " + p.client(), new Prompted(new TurnId("t"), "started"));
		}
	}
}
