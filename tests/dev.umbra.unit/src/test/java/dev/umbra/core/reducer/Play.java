package dev.umbra.core.reducer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.permission.Standing;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.GrowingText;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;
import dev.umbra.testkit.Sample;

/**
 * A session that is played through: keeps the state, writes down what was committed as a store would, and after each
 * decision checks everything that must always hold. So each test of one rule is a test of the invariants too.
 */
final class Play {
	static final List<Detail.Option> OPTIONS = List.of(new Detail.Option("yes", "allow_once", "Yes"),
			new Detail.Option("always", "allow_always", "Always"), new Detail.Option("no", "reject_once", "No"));
	SessionState state;
	/** What holds for the agent; the person is asked about everything unless a test says otherwise. */
	Standing standing = Standing.ASK;
	Instant now = Sample.NOON;
	final List<Effect> effects = new ArrayList<>();
	final List<Decision> decisions = new ArrayList<>();
	private final TreeMap<Long, Entry> transcript = new TreeMap<>();
	private final Map<EntryId, Long> ordinals = new HashMap<>();
	private final Map<EntryId, TreeMap<Long, String>> outputs = new HashMap<>();
	/** Code units that were written beside entries, replaced ones too. */
	long written;
	private int ids;
	private int turns;

	Play() {
		this(Sample.summary(new SessionId("session-1")));
	}

	Play(SessionSummary summary) {
		state = SessionState.fresh(summary);
	}

	// ---- what happens

	Decision command(SessionInput.Command command) {
		return took(SessionReducer.decide(state, command, given()));
	}

	Decision inputs(List<? extends SessionInput> inputs) {
		return took(SessionReducer.decide(state, inputs, given()));
	}

	Decision happens(SessionInput... inputs) {
		return inputs(Arrays.asList(inputs));
	}

	Decision says(AgentInput... inputs) {
		return inputs(Arrays.stream(inputs).map(SessionInput.FromAgent::new).toList());
	}

	Decision prompt(String text) {
		return command(new SessionInput.Prompt(new TurnId("turn-" + ++turns), text, "test"));
	}

	/** Prompts, and the prompt reaches the agent. */
	Play running(String text) {
		prompt(text);
		sent();
		return this;
	}

	Decision sent() {
		return happens(new SessionInput.TurnSent(turn(), new AgentRuntime.Opened("acp-1", null, null, null, null)));
	}

	Decision ends(String stopReason) {
		return says(new AgentInput.TurnEnded(turn(), stopReason, Usage.NONE));
	}

	Decision cancel() {
		return command(new SessionInput.Cancel("test"));
	}

	Decision close(Sessions.CloseMode mode) {
		return command(new SessionInput.Close(mode, "test"));
	}

	Decision answer(EntryId entry, @Nullable String option) {
		return command(new SessionInput.Answer(entry, option, "test"));
	}

	Decision answer(EntryId entry, @Nullable String option, @Nullable String input, boolean rest) {
		return command(new SessionInput.Answer(entry, option, input, rest, "test"));
	}

	Decision gone() {
		return happens(new SessionInput.AgentGone("The agent demo ended with exit code 1.", "boom"));
	}

	// ---- what an agent says

	static AgentInput message(String text) {
		return message(null, text);
	}

	static AgentInput message(@Nullable String id, String text) {
		return new AgentInput.Chunk(AgentInput.Stream.MESSAGE, id, text);
	}

	static AgentInput thought(String text) {
		return new AgentInput.Chunk(AgentInput.Stream.THOUGHT, null, text);
	}

	/** {@code tool_call} */
	static AgentInput.ToolUpdate announced(String call, String title, @Nullable String status) {
		return new AgentInput.ToolUpdate(call, true, title, "edit", status, null, null, null, null);
	}

	/** {@code tool_call_update} */
	static AgentInput.ToolUpdate updated(String call, @Nullable String status) {
		return new AgentInput.ToolUpdate(call, false, null, null, status, null, null, null, null);
	}

	static AgentInput.PermissionAsked asks(String request, String call, String... paths) {
		return new AgentInput.PermissionAsked(request, updated(call, null), List.of(paths), null, OPTIONS);
	}

	static AgentInput.WriteAsked writes(String request, String path) {
		return new AgentInput.WriteAsked(request, path, null, "new text");
	}

	static AgentInput.CommandAsked runs(String request, String command) {
		return new AgentInput.CommandAsked(request, command, "/work");
	}

	static AgentInput.InputAsked wants(String request, Detail.Field... fields) {
		return new AgentInput.InputAsked(request, null, "Tell me", "Form", List.of(fields), null, null);
	}

	static AgentInput.ToolUpdate shows(String call, @Nullable String status, String... terminals) {
		return new AgentInput.ToolUpdate(call, false, null, null, status, null,
				Arrays.stream(terminals).<Detail.ToolContent>map(Detail.ToolContent.Terminal::new).toList(), null, null);
	}

	static AgentInput started(String terminal) {
		return new AgentInput.TerminalStarted(terminal, "make " + terminal, "/work");
	}

	static AgentInput output(String terminal, String text) {
		return new AgentInput.TerminalOutput(terminal, text);
	}

	static AgentInput ended(String terminal, int code) {
		return new AgentInput.TerminalEnded(terminal, code, null, 0);
	}

	static AgentInput.PlanUpdate plan(String... steps) {
		return new AgentInput.PlanUpdate(
				Arrays.stream(steps).map(step -> new Detail.PlanItem(step, "medium", "pending")).toList());
	}

	// ---- what is there

	TurnId turn() {
		TurnId turn = state.summary().turn();
		assertNotNull(turn, "no turn runs");
		return turn;
	}

	SessionStatus status() {
		return state.summary().status();
	}

	/** The whole transcript as it was committed. */
	List<Entry> transcript() {
		return List.copyOf(transcript.values());
	}

	List<Entry> of(EntryKind kind) {
		return transcript.values().stream().filter(entry -> entry.kind() == kind).toList();
	}

	Entry only(EntryKind kind) {
		List<Entry> found = of(kind);
		assertEquals(1, found.size(), () -> "entries of kind " + kind + ": " + found);
		return found.getFirst();
	}

	Detail.Tool tool(String call) {
		return (Detail.Tool) toolEntry(call).detail();
	}

	Entry toolEntry(String call) {
		return of(EntryKind.TOOL).stream().filter(entry -> ((Detail.Tool) entry.detail()).call().equals(call)).reduce((a, b) -> b)
				.orElseThrow();
	}

	/** What is kept beside an entry, whole; empty if nothing is. */
	String output(EntryId entry) {
		return String.join("", outputs.getOrDefault(entry, new TreeMap<>()).values());
	}

	/** Kinds and texts, one string per entry: {@code message:hello}. */
	List<String> lines() {
		return transcript.values().stream().map(entry -> entry.kind().word() + ":" + entry.text()).toList();
	}

	<E extends Effect> List<E> effects(Class<E> type) {
		return effects.stream().filter(type::isInstance).map(type::cast).toList();
	}

	Failure refusal() {
		Failure refusal = decisions.getLast().refusal();
		assertNotNull(refusal, "was not refused");
		return refusal;
	}

	// ---- what must always hold

	private Given given() {
		return new Given(now, () -> "id-" + ++ids, standing, "/home/ada");
	}

	private Decision took(Decision decision) {
		SessionState before = state;
		decisions.add(decision);
		if (decision.refusal() != null) {
			assertTrue(decision.changes().isEmpty() && decision.effects().isEmpty(), "a refused command changes nothing");
			return decision;
		}
		state = decision.next();
		effects.addAll(decision.effects());
		now = now.plus(Duration.ofMillis(1));
		if (decision.changes().isEmpty()) {
			assertEquals(before.summary(), state.summary(), "without changes the summary stays");
		} else {
			assertEquals(before.summary().revision() + 1, state.summary().revision(), "one commit, one revision");
			assertEquals(new Change.SummaryPut(state.summary()), decision.changes().getLast(), "the summary closes the commit");
		}
		decision.changes().forEach(this::keep);
		checkFold(before, decision);
		checkSummary();
		checkOpen();
		checkTranscript();
		checkTurns(before, decision);
		return decision;
	}

	/** As a store does. */
	private void keep(Change change) {
		switch (change) {
		case Change.EntryPut put -> {
			Entry entry = put.entry();
			Entry former = transcript.get(entry.ordinal());
			assertTrue(former == null || former.id().equals(entry.id()), "an ordinal is used once");
			assertEquals(state.summary().revision(), entry.revision(), "a changed entry has the commit's revision");
			if (former != null) {
				assertEquals(former.created(), entry.created(), "an entry keeps its time of birth");
				assertEquals(former.turn(), entry.turn(), "an entry keeps its turn");
				assertEquals(former.length(), entry.length(), "a put does not change a text");
			}
			String text = entry.length() > entry.text().length() ? former == null ? "" : former.text() : entry.text();
			assertEquals(entry.length(), text.length(), "the length tells of the whole text");
			transcript.put(entry.ordinal(), entry.withText(text));
			ordinals.put(entry.id(), entry.ordinal());
		}
		case Change.TextAppended append -> {
			Entry entry = transcript.get(ordinals.get(append.entry()));
			assertTrue(entry.status().open(), () -> "an ended entry never grows: " + entry);
			assertEquals(entry.length(), append.offset(), "offsets are contiguous");
			assertFalse(append.text().isEmpty(), "an append adds something");
			transcript.put(entry.ordinal(), entry.withText(entry.text() + append.text()).withRevision(state.summary().revision()));
		}
		case Change.SummaryPut put -> {
		}
		case Change.OutputAppended whole -> {
			assertNotNull(ordinals.get(whole.entry()), "what is kept beside an entry comes after it");
			TreeMap<Long, String> pieces = outputs.computeIfAbsent(whole.entry(), id -> new TreeMap<>());
			assertTrue(whole.offset() == output(whole.entry()).length() || pieces.containsKey(whole.offset()),
					"an output goes on at its end, or from the offset of an earlier piece");
			pieces.tailMap(whole.offset(), true).clear();
			if (!whole.text().isEmpty()) {
				pieces.put(whole.offset(), whole.text());
			}
			written += whole.text().length();
		}
		case Change.BlobPut put -> {
			// bytes belong to no entry
		}
		case Change.QueuePut put -> {
		}
		}
	}

	/** Replaying what was committed gives the state that was decided, and so does replaying it twice. */
	private static void checkFold(SessionState before, Decision decision) {
		SessionState folded = SessionReducer.evolve(before, decision.changes());
		assertSame(decision.next(), folded);
		assertSame(decision.next(), SessionReducer.evolve(folded, decision.changes()));
	}

	static void assertSame(SessionState expected, SessionState actual) {
		assertEquals(expected.summary(), actual.summary());
		assertEquals(expected.open(), actual.open());
		assertEquals(texts(expected), texts(actual));
		assertEquals(expected.queue(), actual.queue());
		assertEquals(expected.lastOrdinal(), actual.lastOrdinal());
	}

	private static Map<EntryId, String> texts(SessionState state) {
		return state.texts().entrySet().stream()
				.collect(Collectors.toMap(Map.Entry::getKey, e -> GrowingText.EMPTY.append(e.getValue().toString()).toString()));
	}

	private void checkSummary() {
		SessionSummary summary = state.summary();
		assertEquals(state.queue().size(), summary.queued());
		assertEquals(summary.status().kind() == SessionStatus.Kind.ACTIVE, summary.turn() != null, "active exactly with a turn");
		assertEquals(summary.status().kind() == SessionStatus.Kind.TERMINAL, summary.ended() != null,
				"an end time exactly while terminal");
		if (summary.status().kind() == SessionStatus.Kind.TERMINAL) {
			assertTrue(state.queue().isEmpty() && summary.archived(), "a closed session has no queue and is archived");
		}
		if (summary.turn() == null && !state.queue().isEmpty()) {
			assertTrue(summary.queuePaused(), "a queue that does not move is paused");
		}
		if (summary.queuePaused()) {
			assertTrue(!state.queue().isEmpty(), "only a queue with something in it is paused");
		}
		checkWaiting(summary.status());
	}

	/** A turn that waits says for what; a permission comes before an input, an input before a login. */
	private void checkWaiting(SessionStatus status) {
		SessionStatus waits = null;
		for (Entry entry : state.open().values()) {
			SessionStatus each = switch (entry.detail()) {
			case Detail.Permission permission -> SessionStatus.WAITING_PERMISSION;
			case Detail.Input input -> SessionStatus.WAITING_INPUT;
			case Detail.Login login -> SessionStatus.WAITING_KEY;
			default -> null;
			};
			waits = each == null || waits != null && waits.compareTo(each) < 0 ? waits : each;
		}
		if (waits != null) {
			assertEquals(waits, status, "the session says what it waits for");
		} else {
			assertFalse(status.word().startsWith("waiting"), () -> "waits for nothing: " + status);
		}
	}

	private void checkOpen() {
		assertEquals(transcript.values().stream().filter(entry -> entry.status().open()).map(Entry::id).toList(),
				List.copyOf(state.open().keySet()), "open entries, in ordinal order");
		for (Entry entry : state.open().values()) {
			assertTrue(entry.status().open());
			Entry kept = transcript.get(entry.ordinal());
			assertEquals(kept.text(), state.text(entry.id()), "the text of an open entry");
			assertEquals(kept.length(), entry.length());
			assertEquals(kept.detail(), entry.detail());
			if (state.summary().turn() == null && !state.memory().replaying()) {
				assertTrue(entry.kind() == EntryKind.MESSAGE || entry.kind() == EntryKind.THOUGHT
						|| entry.detail() instanceof Detail.Compaction,
						() -> "only what a straggler says may be open between turns: " + entry);
			}
		}
		assertTrue(state.summary().status().kind() != SessionStatus.Kind.TERMINAL || state.open().isEmpty(),
				"nothing is open in a closed session");
		for (EntryId id : state.texts().keySet()) {
			Entry entry = transcript.get(ordinals.get(id));
			assertTrue(state.open().containsKey(id) || Draft.runs(entry), () -> "a text is kept for nothing: " + entry);
			assertEquals(entry.text(), state.text(id), "a text that is kept");
		}
	}

	private void checkTranscript() {
		long ordinal = 0;
		for (Entry entry : transcript.values()) {
			assertEquals(++ordinal, entry.ordinal(), "ordinals have no gaps");
			if (entry.status().open()) {
				assertNull(entry.ended(), () -> "an open entry has no end: " + entry);
			} else {
				assertNotNull(entry.ended(), () -> "an ended entry has an end: " + entry);
			}
		}
		assertEquals(ordinal, state.lastOrdinal());
		assertEquals(ordinals.size(), transcript.size(), "ids are unique");
	}

	private static void checkTurns(SessionState before, Decision decision) {
		List<Effect.StartTurn> starts = decision.effects().stream().filter(Effect.StartTurn.class::isInstance)
				.map(Effect.StartTurn.class::cast).toList();
		TurnId now = decision.next().summary().turn();
		if (now != null && !now.equals(before.summary().turn())) {
			assertEquals(now, starts.getLast().turn(), "a turn that begins is started");
		}
	}
}
