package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentInput.TurnEnded;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Detail.ToolContent;
import dev.umbra.core.session.Enclosure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said between us and an agent: rules 1, 2, 3, 6 and 12 of specs agents.md, against real processes. */
class AgentConversationTest {
	@TempDir
	Path folder;

	@Test
	void aPromptIsAnsweredAndItsTurnEndsWithItsUsage() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.start();
			assertEquals(new AgentRuntime.Facts("Fake agent", "1.2.3", true, false), link.facts());
			AgentRuntime.Opened opened = Agents.get(link.open(folder, List.of()));
			assertEquals("ses-1", opened.acpSession());
			assertEquals("calm", opened.mode());
			assertEquals("fake-1", opened.model());
			assertNull(opened.effort());
			TurnId turn = Agents.prompt(link, "hello");
			TurnEnded end = agents.heard.await(TurnEnded.class);
			assertEquals(turn, end.turn());
			assertEquals("end_turn", end.stopReason());
			assertEquals(12L, end.usage().inputTokens());
			assertEquals(List.of("you said: hello"), agents.heard.texts());
		}
	}

	@Test
	void aTurnEndsAfterTheLastOfItsTwentyThousandUpdatesAllInOrder() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[flood 20000]]");
			agents.heard.await(TurnEnded.class);
			assertEquals(IntStream.rangeClosed(1, 20000).mapToObj(Integer::toString).toList(), agents.heard.texts());
			assertInstanceOf(TurnEnded.class, agents.heard.inputs().getLast());
			assertEquals(List.of("agent-fake#out"), agents.heard.all().stream().filter(Heard.Input.class::isInstance)
					.map(item -> ((Heard.Input) item).thread()).distinct().toList());
		}
	}

	@Test
	void updatesBeforeTheAnswerToSessionNewArriveAfterItInOrder() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.start("early", "100");
			Agents.get(link.open(folder, List.of(), opened -> agents.heard.note("opened " + opened.acpSession())));
			agents.heard.awaitText("early 100");
			assertEquals(new Heard.Note("opened ses-1"), agents.heard.all().getFirst());
			assertEquals(IntStream.rangeClosed(1, 100).mapToObj(i -> "early " + i).toList(), agents.heard.texts());
		}
	}

	@Test
	void ofTooManyEarlyUpdatesTheOldestAreDroppedAndThisIsSaid() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Agents.get(agents.start("early", "10005").open(folder, List.of()));
			agents.heard.await(item -> item instanceof Heard.Note note && note.words().startsWith("5 updates"));
			assertEquals(EarlyInput.MAX, agents.heard.texts().size());
			assertEquals("early 6", agents.heard.texts().getFirst());
			assertEquals("early 10005", agents.heard.texts().getLast());
		}
	}

	@Test
	void junkLinesAreShownSafelyAndTheConversationGoesOn() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[junk]]");
			agents.heard.await(TurnEnded.class);
			assertEquals(List.of("before", "after"), agents.heard.texts());
			assertTrue(agents.heard.notes().getFirst().contains("not JSON: this is not JSON"), agents.heard.notes().toString());
			Agents.prompt(link, "again");
			agents.heard.awaitText("you said: again");
		}
	}

	@Test
	void aSecondAnswerToTheSamePromptEndsNoSecondTurn() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[twice]] [[late]]");
			agents.heard.awaitText("late");
			assertEquals(1, agents.heard.inputs().stream().filter(TurnEnded.class::isInstance).count());
			assertTrue(agents.heard.notes().stream().anyMatch(words -> words.contains("second answer")));
		}
	}

	@Test
	void everyKindOfUpdateBecomesWhatItMeans() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[kinds]] [[unknown]] [[orphan]]");
			agents.heard.await(TurnEnded.class);
			List<AgentInput> all = agents.heard.inputs();
			assertEquals(new AgentInput.Chunk(AgentInput.Stream.THOUGHT, null, "hm"), all.get(0));
			AgentInput.MediaShown image = assertInstanceOf(AgentInput.MediaShown.class, all.get(1));
			assertEquals(Blob.of(new byte[3]), image.blob());
			assertEquals(new Enclosure(Enclosure.Kind.IMAGE, "image", "image/png", null, Blob.of(new byte[3]).hash(), 3),
					image.enclosure());
			AgentInput.ToolUpdate tool = assertInstanceOf(AgentInput.ToolUpdate.class, all.get(2));
			assertTrue(tool.announced());
			assertEquals(List.of(new ToolContent.Diff("/a", null, "new"), new ToolContent.Terminal("t1")), tool.content());
			assertEquals(List.of(new Detail.Location("/a", 3)), tool.locations());
			assertEquals(new AgentInput.PlanUpdate(List.of(new Detail.PlanItem("one", "high", "pending"))), all.get(3));
			assertEquals(new AgentInput.ModeChanged("wild"), all.get(4));
			assertEquals(new AgentInput.TitleChanged("A title"), all.get(5));
			assertEquals(0.5, assertInstanceOf(AgentInput.UsageReport.class, all.get(6)).usage().cost());
			assertEquals("high", assertInstanceOf(AgentInput.OptionsOffered.class, all.get(7)).options().getFirst().value());
			assertEquals(new AgentInput.NoticeShown("Look", "info"), all.get(8));
			assertEquals(new AgentInput.CommandsOffered(List.of()), all.get(9));
			assertEquals("from_the_future", assertInstanceOf(AgentInput.UnknownUpdate.class, all.get(10)).name());
			AgentInput.ToolUpdate orphan = assertInstanceOf(AgentInput.ToolUpdate.class, all.get(11));
			assertEquals("never-announced", orphan.call());
			assertEquals(false, orphan.announced());
			assertNull(orphan.locations());
		}
	}

	@Test
	void aFieldOfAWrongTypeCostsNothingButItselfAndIsToldOnce() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[wrong]] [[text fine]]");
			agents.heard.await(TurnEnded.class);
			AgentInput.ToolUpdate tool = agents.heard.await(AgentInput.ToolUpdate.class);
			assertNull(tool.title());
			assertEquals("edit", tool.kind());
			assertNull(tool.locations());
			assertEquals(List.of(new ToolContent.Text("kept")), tool.content());
			assertEquals(1000L, agents.heard.await(AgentInput.UsageReport.class).usage().size());
			assertEquals(List.of("fine"), agents.heard.texts());
			assertEquals(1, agents.heard.notes().stream().filter(words -> words.contains("title is not a text")).count());
		}
	}

	@Test
	void permissionsWithStringIdsAndWithZeroAreAnsweredOnce() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			for (String id : List.of("\"a-string\"", "0")) {
				Agents.prompt(link, "[[permission " + id + " " + folder + "/x/../y.txt]]");
				AgentInput.PermissionAsked asked = ((AgentInput.PermissionAsked) ((Heard.Input) agents.heard
						.await(item -> item instanceof Heard.Input in && in.input() instanceof AgentInput.PermissionAsked a
								&& a.tool().call().equals("call-" + id.replace("\"", "")))).input());
				assertEquals(List.of(folder + "/y.txt", folder + "/other.txt"), asked.paths());
				assertEquals("sh -c 'echo it'\\''s'", asked.command());
				assertEquals("allow_once", asked.options().getFirst().kind());
				link.answerPermission("unknown", "yes");
				link.answerPermission(asked.request(), id.equals("0") ? "no" : "yes");
				link.answerPermission(asked.request(), "yes");
				agents.heard.awaitText(id.equals("0") ? "chosen: no" : "chosen: yes");
			}
		}
	}

	@Test
	void cancelAnswersEveryPendingPermissionBeforeItIsSent() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[permissions 3]] [[hang]]");
			for (String key : List.of("q1", "q2", "q3")) {
				agents.heard.await(item -> item instanceof Heard.Input in && in.input() instanceof AgentInput.PermissionAsked asked
						&& asked.request().equals(key));
			}
			link.cancel("ses-1");
			assertEquals("cancelled", agents.heard.await(TurnEnded.class).stopReason());
			agents.heard.await(item -> agents.heard.texts().stream().filter("chosen: cancelled"::equals).count() == 3);
		}
	}

	@Test
	void whatALoadReplaysIsDroppedAndWhatFollowsIsNot() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.start();
			Agents.get(link.reopen("ses-1", Agents.opening(folder), known -> {
			}));
			agents.heard.awaitText("after the load");
			assertEquals(List.of("after the load"), agents.heard.texts());
			Failure failure = Agents.failure(link.reopen("unknown-1", Agents.opening(folder), known -> {
			}));
			assertTrue(failure.message().contains("session/load") && failure.message().contains("no such session"), failure.message());
		}
	}

	@Test
	void resumeIsPreferredToLoad() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.start("resume");
			assertTrue(link.facts().canResume());
			Agents.get(link.reopen("ses-1", Agents.opening(folder), known -> {
			}));
			agents.heard.awaitText("after the resume");
		}
	}

	@Test
	void anAgentThatCanNeitherLoadNorResumeSaysSo() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.start("no-load");
			assertTrue(Agents.failure(link.reopen("ses-1", Agents.opening(folder), known -> {
			})).message().contains("neither resume nor load"));
		}
	}

	@Test
	void aLoginThatIsWantedIsNamed() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Failure failure = Agents.failure(agents.start("login").open(folder, List.of()));
			assertEquals(Failure.Code.AGENT_FAILED, failure.code());
			assertTrue(failure.message().contains("Log in with Fake"), failure.message());
		}
	}

	@Test
	void anErrorEndsTheTurnWithWhatItsDataSaysAndTheNextOneWorks() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			TurnId turn = Agents.prompt(link, "[[text partly]] [[error]]");
			assertEquals(new AgentInput.TurnFailed(turn, "-32603", "Internal error: the model is away"),
					agents.heard.await(AgentInput.TurnFailed.class));
			Agents.prompt(link, "again");
			agents.heard.await(TurnEnded.class);
		}
	}

	@Test
	void requestsWeDoNotOfferAreAnsweredWithMethodNotFound() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[ask made/up]]");
			agents.heard.awaitText("-32601 no such method: made/up");
		}
	}

	@Test
	void aSinkThatThrowsDoesNotEndTheConversation() throws Exception {
		try (Agents agents = new Agents(folder)) {
			CompletableFuture<Void> ended = new CompletableFuture<>();
			AgentRuntime.Link link = Agents.get(agents.runtime.start(agents.launch(agents.setting), new AgentRuntime.Sink() {
				@Override
				public void input(String acpSession, AgentInput input) {
					if (input instanceof TurnEnded) {
						ended.complete(null);
					}
					throw new IllegalStateException("the test's sink throws");
				}

				@Override
				public void note(String words) {
				}

				@Override
				public void exited(int exitCode, String stderrTail, boolean asked) {
				}
			}));
			Agents.get(link.open(folder, List.of()));
			Agents.prompt(link, "[[flood 10]]");
			Agents.get(ended);
		}
	}

	@Test
	void aLedgerIsOnDiskBeforeItsChunksAreHeard() throws Exception {
		Path ledger = folder.resolve("ledger.txt");
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session("ledger", ledger.toString(), "20", "1000");
			Agents.prompt(link, "go");
			agents.heard.await(TurnEnded.class);
			assertEquals(Files.readString(ledger), String.join("", agents.heard.texts()));
			assertEquals(20, agents.heard.texts().size());
		}
	}
}
