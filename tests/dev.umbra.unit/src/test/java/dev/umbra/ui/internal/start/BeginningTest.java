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
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;

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

	private static <T> CompletionStage<Outcome<T>> unexpected() {
		return CompletableFuture.failedFuture(new AssertionError("not asked for by a start page"));
	}

	private Beginning.Wanted wanted(Choices.Who who) {
		return new Beginning.Wanted(who, "Demo", temp.resolve("new"), "Do it");
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

	private final class Listed implements Agents {
		@Override
		public CompletionStage<Outcome<Changed>> set(Set p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<LoginStep>> login(Login p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<Done>> logout(Logout p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<dev.umbra.core.agent.AgentLog>> log(Log p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<Foreign>> sessions(SessionsOf p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<Added>> add(Add p) {
			return answer("add " + p.name() + " " + p.preset(), new Added(new AgentId("a1"), p.name(), null));
		}

		@Override
		public CompletionStage<Outcome<Listing>> list(Nothing p) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<One>> get(Get p) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<Done>> remove(Remove p) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<Done>> start(Start p) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<Done>> stop(Stop p) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<Presets>> presets(Nothing p) {
			return unexpected();
		}
	}

	private final class Begun implements Sessions {
		@Override
		public CompletionStage<Outcome<Done>> resume(Resume p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<Done>> settings(Choose p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<BlobRange>> blob(ReadBlob p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<Done>> killTerminal(KillTerminal p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<Ref>> create(Create p) {
			return answer("create " + p.agent() + " " + p.cwd(), new Ref(new SessionId("s1")));
		}

		@Override
		public CompletionStage<Outcome<Prompted>> prompt(Prompt p) {
			return answer("prompt " + p.session() + " " + p.text() + " " + p.client(), new Prompted(new TurnId("t"), "started"));
		}

		@Override
		public CompletionStage<Outcome<Listing>> list(ListAll p) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<One>> get(Get p) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<Page>> entries(Read p) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<TextRange>> text(ReadText p) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<Done>> cancel(Cancel p) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<Done>> rename(Rename p) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<Done>> close(Close p) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<Attached>> attach(Attach p, Consumer<Changes> changes) {
			return unexpected();
		}

		@Override
		public CompletionStage<Outcome<Done>> detach(Detach p) {
			return unexpected();
		}
	}
}
