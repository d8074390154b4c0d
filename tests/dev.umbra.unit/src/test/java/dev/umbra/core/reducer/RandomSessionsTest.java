package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.RuleId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.api.Sessions.CloseMode;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.core.permission.Standing;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.Usage;
import dev.umbra.testkit.Sample;

/**
 * Thousands of sessions made of random inputs, sensible and senseless ones; every seed is a test of its own that can be
 * played again. {@link Play} checks after every decision what must always hold.
 */
class RandomSessionsTest {
	private static final int SESSIONS = 2000;
	private static final int STEPS = 60;

	/** One thing that happens; a command is decided alone. */
	private sealed interface Step {
		record Ask(SessionInput.Command command) implements Step {
		}

		record Happen(SessionInput input) implements Step {
		}
	}

	@Test
	void invariantsHoldForAnySequenceOfInputs() {
		int entries = 0;
		for (int seed = 0; seed < SESSIONS; seed++) {
			try {
				Session session = new Session(seed);
				session.play();
				entries += session.play.transcript().size();
			} catch (AssertionError | RuntimeException e) {
				throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
			}
		}
		assertTrue(entries > SESSIONS * 10, "the sessions were too short to mean something: " + entries + " entries");
	}

	@Test
	void whatTheAgentSaidIsThereOnceAndInOrder() {
		for (int seed = 0; seed < SESSIONS; seed++) {
			Session session = new Session(seed);
			session.play();
			assertEquals(session.messages.toString(), concatenated(session.play, EntryKind.MESSAGE), "messages, seed " + seed);
			assertEquals(session.thoughts.toString(), concatenated(session.play, EntryKind.THOUGHT), "thoughts, seed " + seed);
		}
	}

	private static String concatenated(Play play, EntryKind kind) {
		return String.join("", play.of(kind).stream().map(Entry::text).toList());
	}

	@Test
	void sizeOfTheBatchesDoesNotMatter() {
		for (int seed = 0; seed < SESSIONS / 2; seed++) {
			Session session = new Session(seed);
			session.play();
			List<Entry> expected = timeless(session.play);
			for (int size : new int[] {2, 7, 1000}) {
				Play batched = replay(session.steps, size, session.play.standing);
				assertEquals(expected, timeless(batched), "seed " + seed + ", batches of " + size);
				assertEquals(session.play.effects, batched.effects, "effects, seed " + seed + ", batches of " + size);
				assertEquals(session.play.state.summary().edit().revision(0).updated(NOON).ended(null).build(),
						batched.state.summary().edit().revision(0).updated(NOON).ended(null).build());
				assertEquals(session.play.state.open().keySet(), batched.state.open().keySet());
			}
		}
	}

	private static final Instant NOON = Sample.NOON;

	private static Play replay(List<Step> steps, int size, Standing standing) {
		Play play = new Play();
		play.standing = standing;
		List<SessionInput> batch = new ArrayList<>();
		for (Step step : steps) {
			switch (step) {
			case Step.Ask ask -> {
				play.inputs(batch);
				batch.clear();
				play.command(ask.command());
			}
			case Step.Happen happen -> {
				batch.add(happen.input());
				if (batch.size() == size) {
					play.inputs(batch);
					batch.clear();
				}
			}
			}
		}
		play.inputs(batch);
		return play;
	}

	/** The transcript without what a batch may change: revisions and times. */
	private static List<Entry> timeless(Play play) {
		return play.transcript().stream().map(e -> new Entry(e.id(), e.ordinal(), 0, e.turn(), e.kind(), e.status(), e.text(),
				e.length(), NOON, e.ended() == null ? null : NOON, e.detail())).toList();
	}

	@Test
	void everyQuestionIsAnsweredAtMostOnceAndOnlyAProcessThatIsGoneIsNotTold() {
		for (int seed = 0; seed < SESSIONS; seed++) {
			Session session = new Session(seed);
			session.play();
			Map<String, Integer> answers = new HashMap<>();
			for (Effect effect : session.play.effects) {
				if (effect instanceof Effect.AnswerPermission answer) {
					answers.merge(answer.request(), 1, Integer::sum);
				} else if (effect instanceof Effect.AnswerAction answer) {
					answers.merge(answer.request(), 1, Integer::sum);
				} else if (effect instanceof Effect.AnswerInput answer) {
					answers.merge(answer.request(), 1, Integer::sum);
				}
			}
			for (String request : session.requests) {
				int told = answers.getOrDefault(request, 0);
				assertTrue(told <= 1, "seed " + seed + ": " + request + " was answered " + told + " times");
			}
			if (!session.processEnded) {
				long open = session.requests.stream().filter(request -> asked(session.play.state, request)).count();
				assertEquals(session.requests.size(), answers.size() + open + session.withdrawn, "seed " + seed);
			}
		}
	}

	private static boolean asked(SessionState state, String request) {
		return state.open().values().stream().anyMatch(entry -> switch (entry.detail()) {
		case Detail.Permission permission -> permission.request().equals(request);
		case Detail.Input input -> input.request().equals(request);
		default -> false;
		});
	}

	/** Wherever it ended up: in a tool call, in an entry of its own, or still held until one shows it. */
	@Test
	void whatACommandSaidIsThereOnceAndInOrder() {
		int pieces = 0;
		for (int seed = 0; seed < SESSIONS; seed++) {
			Session session = new Session(seed);
			session.play();
			StringBuilder all = new StringBuilder(concatenated(session.play, EntryKind.TOOL));
			session.play.state.memory().terminals().values().forEach(terminal -> all.append(terminal.waiting()));
			for (Map.Entry<String, List<String>> said : session.output.entrySet()) {
				List<String> found = Pattern.compile("<" + said.getKey() + ":[0-9]+>").matcher(all).results()
						.map(MatchResult::group).toList();
				assertEquals(found.size(), new HashSet<>(found).size(), "seed " + seed + ": doubled: " + found);
				// what comes after a command's end may be there too
				assertEquals(said.getValue(), found.stream().filter(said.getValue()::contains).toList(), "seed " + seed);
				pieces += found.size();
			}
		}
		assertTrue(pieces > SESSIONS, "too little output to mean something: " + pieces);
	}

	@Test
	void afterACrashNothingIsOpenWhateverTheStoreGivesBack() {
		for (int seed = 0; seed < SESSIONS; seed++) {
			Session session = new Session(seed);
			session.play();
			SessionState state = session.play.state;
			List<Entry> open = session.play.transcript().stream().filter(entry -> entry.status().open()).toList();
			Play again = new Play();
			again.state = SessionState.restored(state.summary(), state.lastOrdinal(), open, state.queue());
			assertEquals(state.open().keySet(), again.state.open().keySet(), "seed " + seed);
			Decision decision = SessionReducer.decide(again.state, List.of(new SessionInput.HostCrashed()),
					new Given(again.now, () -> "new"));
			assertTrue(decision.next().open().isEmpty() && decision.next().summary().turn() == null, "seed " + seed);
			assertTrue(decision.effects().isEmpty(), "seed " + seed + ": nothing is done without consent");
		}
	}

	/** Makes up what happens, looking at what is there so that most of it makes sense. */
	private static final class Session {
		final Play play = new Play();
		final List<Step> steps = new ArrayList<>();
		final StringBuilder messages = new StringBuilder();
		final StringBuilder thoughts = new StringBuilder();
		final List<String> requests = new ArrayList<>();
		final Map<String, List<String>> output = new HashMap<>();
		int withdrawn;
		boolean processEnded;
		private final Random random;
		private int turns;
		private int terminals;

		Session(int seed) {
			random = new Random(seed);
			if (random.nextInt(4) == 0) {
				play.standing = new Standing(pick(Policy.values()), List.of(rule(pick(RuleEffect.values()))));
			}
		}

		private Rule rule(RuleEffect effect) {
			return new Rule(new RuleId("rule"), "rule", effect, null, null, pick("/tmp/1", "/tmp/**", null),
					pick("make*", null), NOON);
		}

		void play() {
			for (int i = 0; i < STEPS; i++) {
				int kind = random.nextInt(100);
				if (kind < 12) {
					ask(new SessionInput.Prompt(new TurnId("turn-" + ++turns), random.nextInt(20) == 0 ? " " : "prompt " + turns, "test"));
				} else if (kind < 17) {
					ask(new SessionInput.Cancel("test"));
				} else if (kind < 25) {
					ask(new SessionInput.Answer(entry(), pick("yes", "no", "always", "allow_once", "reject_once", "odd", "accept",
							"decline", "browser", "end", null), pick("{}", "[]", null), random.nextInt(4) == 0, "test"));
				} else if (kind < 26) {
					ask(new SessionInput.Rename(pick("name", "", "other")));
				} else if (kind < 28) {
					ask(new SessionInput.Close(CloseMode.values()[random.nextInt(3)], "test"));
				} else if (kind < 30) {
					edit();
				} else if (kind < 31) {
					ask(pick(new SessionInput.Resume("test"), new SessionInput.Choose("mode", "m", "test"),
							new SessionInput.Choose("option:o", "x", "test"), new SessionInput.Choose("odd", "x", "test")));
				} else if (kind < 34) {
					around();
				} else if (kind < 38) {
					happen(new SessionInput.TurnSent(turn(), new AgentRuntime.Opened("acp", pick("m", null), null, null, null)));
				} else if (kind < 39) {
					happen(new SessionInput.TurnNotSent(turn(), Failure.agentFailed("not sent", null)));
					processEnded = true;
				} else if (kind < 40) {
					happen(random.nextBoolean() ? new SessionInput.AgentGone("gone", pick("", "stderr"))
							: new SessionInput.HostCrashed());
					processEnded = true;
				} else if (kind < 41) {
					happen(new SessionInput.CancelForced(turn(), "forced"));
					processEnded = true;
				} else {
					happen(new SessionInput.FromAgent(words()));
				}
			}
		}

		private void edit() {
			List<QueuedPrompt> queue = play.state.queue();
			TurnId turn = queue.isEmpty() || random.nextInt(5) == 0 ? turn() : queue.get(random.nextInt(queue.size())).turn();
			ask(pick(new SessionInput.EditQueued(turn, pick("other words", " ")),
					new SessionInput.MoveQueued(turn, random.nextInt(4) - 1), new SessionInput.RemoveQueued(turn),
					new SessionInput.SendNow(turn, "test")));
		}

		/** What the host tells. */
		private void around() {
			AgentRuntime.Opened opened = new AgentRuntime.Opened("acp", null, null, null, null);
			SessionInput input = pick(new SessionInput.TurnWaits(turn(), 1), new SessionInput.TurnStarts(turn()),
					new SessionInput.LoginWanted(turn(), "log in", List.of(new Detail.LoginMethod("browser", "B", null, false))),
					new SessionInput.LoginFailed(turn(), "no"), new SessionInput.LoggedIn("browser"),
					new SessionInput.Resumed(opened, "again"), new SessionInput.NotResumed(Failure.failed("no", null)),
					new SessionInput.Adopted(opened), new SessionInput.NotChosen("mode", "plan", "no"),
					new SessionInput.CancelStuck(turn(), "stuck"));
			happen(input);
		}

		private void ask(SessionInput.Command command) {
			steps.add(new Step.Ask(command));
			play.command(command);
		}

		private void happen(SessionInput input) {
			steps.add(new Step.Happen(input));
			boolean closed = play.status().kind() == SessionStatus.Kind.TERMINAL;
			if (!closed && input instanceof SessionInput.FromAgent(AgentInput said)) {
				before(said);
			}
			play.happens(input);
			if (!closed && input instanceof SessionInput.FromAgent(AgentInput.Replayed(AgentInput.Chunk chunk))
					&& play.state.memory().replaying()) {
				said(chunk);
			}
		}

		private void before(AgentInput said) {
			switch (said) {
			case AgentInput.Chunk chunk -> said(chunk);
			case AgentInput.QuestionWithdrawn gone -> withdrawn += asked(play.state, gone.request()) ? 1 : 0;
			case AgentInput.TerminalOutput out -> {
				Memory.Terminal terminal = play.state.memory().terminals().get(out.terminal());
				if (terminal != null && terminal.running()) {
					output.computeIfAbsent(out.terminal(), id -> new ArrayList<>()).add(out.text());
				}
			}
			default -> {
				// leaves nothing to be counted
			}
			}
		}

		private void said(AgentInput.Chunk chunk) {
			switch (chunk.stream()) {
			case MESSAGE -> messages.append(chunk.text());
			case THOUGHT -> thoughts.append(chunk.text());
			case USER -> {
				// what the person said
			}
			}
		}

		/** What is said besides the streams. */
		private AgentInput more() {
			return switch (random.nextInt(14)) {
			case 0 -> Play.runs(request(), "make " + random.nextInt(3));
			case 1 -> Play.wants(request());
			case 2 -> new AgentInput.QuestionWithdrawn(requests.isEmpty() ? "r" : requests.getLast());
			case 3, 4 -> steps.size() % 3 == 0 ? Play.shows(call(), pick("completed", null), terminal()) : started();
			case 5, 6, 11, 12 -> terminals == 0 ? started() : said(terminal());
			case 7 -> Play.ended(terminal(), random.nextInt(2));
			case 8 -> pick(new AgentInput.CompactionChanged("k", pick("in_progress", "completed", "failed", "odd"), pick(null, "all"), null),
					new AgentInput.CompactionText("k", text()));
			case 9 -> new AgentInput.MediaShown(pick(AgentInput.Stream.values()), null,
					new Enclosure(Enclosure.Kind.IMAGE, "i", "image/png", null, null, 0), Blob.of(new byte[] {1}));
			default -> new AgentInput.Replayed(pick(new AgentInput.Chunk(AgentInput.Stream.USER, null, text()),
					new AgentInput.Chunk(AgentInput.Stream.MESSAGE, null, text()), Play.announced(call(), "old", "pending"),
					Play.plan("x")));
			};
		}

		private AgentInput started() {
			return Play.started("t" + terminals++);
		}

		private AgentInput said(String terminal) {
			return Play.output(terminal, "<" + terminal + ":" + steps.size() + ">");
		}

		/** Mostly one of the newest. */
		private String terminal() {
			return "t" + Math.max(0, terminals - 1 - random.nextInt(3));
		}

		private AgentInput words() {
			return switch (random.nextInt(20)) {
			case 0, 1, 2, 3 -> new AgentInput.Chunk(AgentInput.Stream.MESSAGE, pick(null, null, "m1", "m2"), text());
			case 4 -> new AgentInput.Chunk(AgentInput.Stream.THOUGHT, pick(null, "m1"), text());
			case 5 -> Play.announced(call(), pick("one", "two"), pick("pending", "in_progress", "completed", null));
			case 6, 7 -> Play.updated(call(), pick("in_progress", "completed", "failed", "odd", null));
			case 8 -> Play.plan(pick("a", "b"));
			case 9 -> Play.asks(request(), call(), path());
			case 10 -> Play.writes(request(), path());
			case 11 -> pick(new AgentInput.NoticeShown("notice"), new AgentInput.UnknownUpdate("new", "{}"),
					new AgentInput.ModeChanged("mode"), new AgentInput.TitleChanged("title"),
					new AgentInput.OptionsOffered(List.of()),
					new AgentInput.UsageReport(new Usage(random.nextLong(5), null, null, null, null, null)));
			case 12 -> new AgentInput.TurnEnded(turn(), pick("end_turn", "cancelled", "max_tokens", "odd"), Usage.NONE);
			case 13, 14, 15, 16, 17, 18 -> more();
			default -> random.nextInt(3) == 0 ? new AgentInput.TurnFailed(turn(), "1", "failed")
					: new AgentInput.Chunk(AgentInput.Stream.MESSAGE, null, text());
			};
		}

		/** Numbered, so that a lost, doubled or misplaced piece shows; now and then nothing, or half an emoji's worth. */
		private String text() {
			return switch (random.nextInt(8)) {
			case 0 -> "";
			case 1 -> "\uD83D\uDE00";
			default -> "<" + steps.size() + ">";
			};
		}

		private String call() {
			return "call-" + random.nextInt(4);
		}

		private String path() {
			return "/tmp/" + random.nextInt(3);
		}

		private String request() {
			String request = "request-" + steps.size();
			requests.add(request);
			return request;
		}

		/** Mostly the present turn. */
		private TurnId turn() {
			TurnId now = play.state.summary().turn();
			return now == null || random.nextInt(6) == 0 ? new TurnId("turn-" + random.nextInt(turns + 1)) : now;
		}

		/** Mostly one that waits. */
		private EntryId entry() {
			List<Entry> waiting = play.state.open().values().stream().filter(Waiting::concerns).toList();
			if (!waiting.isEmpty() && random.nextInt(5) != 0) {
				return waiting.get(random.nextInt(waiting.size())).id();
			}
			List<Entry> all = play.transcript();
			return all.isEmpty() ? new EntryId("none") : all.get(random.nextInt(all.size())).id();
		}

		@SafeVarargs
		private <T extends @Nullable Object> T pick(T... choices) {
			return choices[random.nextInt(choices.length)];
		}
	}
}
