package dev.umbra.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.umbra.agent.AgentProcesses;
import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Id;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.reducer.Decision;
import dev.umbra.core.reducer.Given;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.reducer.SessionReducer;
import dev.umbra.core.reducer.SessionState;
import dev.umbra.core.session.Change;
import dev.umbra.testkit.Sample;

/** One connection to a flooding agent, decoded and reduced as the host does it, on one thread, without store and clients. */
final class LinkFlood implements AgentRuntime.Sink {
	/** As many as a session's mailbox takes at once when they come faster than it works. */
	private static final int BATCH = 256;

	private final List<SessionInput> batch = new ArrayList<>();
	private final Counted counted = new Counted();
	/** Messages whose beginning was counted: one that ends in the decision it begins in is put once, as it ended. */
	private final Set<EntryId> begun = new HashSet<>();
	private final CompletableFuture<Long> ended = new CompletableFuture<>();
	private SessionState state = SessionState.fresh(Sample.summary(SessionId.random()));

	private LinkFlood() {
	}

	/** @param millis from the prompt to the end of the turn */
	record Result(long count, long outOfOrder, double millis) {
	}

	static Result run(int updates, Path folder) throws Exception {
		LinkFlood flood = new LinkFlood();
		AgentProcesses processes = new AgentProcesses(new Role(folder), Clocks.SYSTEM);
		processes.open();
		try {
			Launch launch = new Launch(AgentId.random(), "counting", CountingAgent.program(), CountingAgent.arguments(0), Map.of(),
					DeviceLayer.EnvMode.LOGIN, folder, "bench:" + Id.random(), folder.resolve("agent.log"), Duration.ofSeconds(60));
			AgentRuntime.Link link = processes.start(launch, flood).toCompletableFuture().get(90, TimeUnit.SECONDS);
			String session = link.open(folder, List.of()).toCompletableFuture().get(90, TimeUnit.SECONDS).acpSession();
			TurnId turn = TurnId.random();
			flood.take(new SessionInput.Prompt(turn, "flood", "bench"));
			long begin = System.nanoTime();
			link.prompt(session, turn, "flood " + updates);
			long end = flood.ended.get(300, TimeUnit.SECONDS);
			return new Result(flood.counted.count(), flood.counted.outOfOrder(), (end - begin) / 1e6);
		} finally {
			processes.close();
		}
	}

	@Override
	public void input(String acpSession, AgentInput input) {
		take(new SessionInput.FromAgent(input));
	}

	private void take(SessionInput input) {
		batch.add(input);
		boolean over = input instanceof SessionInput.FromAgent(AgentInput.TurnEnded turn);
		if (batch.size() >= BATCH || over || input instanceof SessionInput.Prompt) {
			Decision decision = SessionReducer.decide(state, List.copyOf(batch), new Given(Instant.now(), Id::random));
			batch.clear();
			state = decision.next();
			decision.changes().forEach(this::count);
		}
		if (over) {
			ended.complete(System.nanoTime());
		}
	}

	private void count(Change change) {
		switch (change) {
		case Change.TextAppended append -> counted.add(append.text());
		case Change.EntryPut put when put.entry().kind() == dev.umbra.core.session.EntryKind.MESSAGE
				&& !put.entry().text().isEmpty() && begun.add(put.entry().id()) -> counted.add(put.entry().text());
		case Change.EntryPut put -> {
			// told before, or no message
		}
		case Change.SummaryPut put -> {
		}
		case Change.QueuePut put -> {
		}
		case Change.BlobPut put -> {
		}
		case Change.OutputAppended append -> {
		}
		}
	}

	@Override
	public void note(String words) {
		System.err.println("agent: " + words);
	}

	@Override
	public void exited(int exitCode, String stderrTail, boolean asked) {
		ended.completeExceptionally(new IllegalStateException("the agent ended with " + exitCode + ": " + stderrTail));
	}

	private record Role(Path home) implements HostRole {
		@Override
		public Path socket() {
			return home.resolve("none");
		}

		@Override
		public String epoch() {
			return "bench";
		}

		@Override
		public Instant since() {
			return Instant.EPOCH;
		}

		@Override
		public void startFailed(Failure failure) {
			throw new IllegalStateException(failure.message());
		}

		@Override
		public void ready() {
			if (!Files.isDirectory(home)) {
				throw new IllegalStateException("no folder " + home);
			}
		}

		@Override
		public void end(String reason) {
			// nobody asks for it
		}
	}
}
