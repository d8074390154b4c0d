package dev.umbra.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.CommandId;
import dev.umbra.core.Id;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionSummary;

/** Prompts as a window does: a session of the host, attached, prompts over the local API. */
final class HostClient implements Prompter {
	/** @param seen when they were here */
	private record Seen(Sessions.Changes changes, long seen) {
	}

	private final HostProcess host;
	private final String session;
	private final BlockingQueue<Seen> news = new LinkedBlockingQueue<>();

	private HostClient(HostProcess host, String session) {
		this.host = host;
		this.session = session;
	}

	/** A session with a new agent. @param add everything of the agent but its command id */
	static HostClient open(HostProcess host, Agents.Add add, Path cwd) throws Exception {
		Agents.Added agent = host.get(host.remote().agents().add(add));
		String session = host.get(host.remote().sessions().create(new Sessions.Create(CommandId.random(), agent.id().value(),
				cwd.toString(), List.of(), "", null))).session().value();
		HostClient client = new HostClient(host, session);
		host.get(host.remote().sessions().attach(new Sessions.Attach(Id.random(), session, null, 10),
				changes -> client.news.add(new Seen(changes, System.nanoTime()))));
		return client;
	}

	static Agents.Add clockAgent() {
		return new Agents.Add(CommandId.random(), "clock", null, ClockAgent.program(), ClockAgent.arguments(), Map.of(), null,
				false, false);
	}

	static Agents.Add demoAgent() {
		return new Agents.Add(CommandId.random(), "demo", "demo", null, List.of(), Map.of(), null, false, false);
	}

	@Override
	public Shot prompt(long number, String text) throws Exception {
		long sent = System.nanoTime();
		CompletionStage<Outcome<Sessions.Prompted>> prompted = host.remote().sessions()
				.prompt(new Sessions.Prompt(CommandId.random(), session, text, "bench"));
		StringBuilder message = new StringBuilder();
		Shot shot = null;
		while (true) {
			Seen next = news.poll(60, TimeUnit.SECONDS);
			if (next == null) {
				throw new IOException("prompt " + number + ": no change for 60 s; so far: " + message);
			}
			next.changes().items().forEach(item -> collect(item, message));
			ClockAgent.Arrival arrival = ClockAgent.last(message);
			if (shot == null && arrival != null && arrival.number() == number) {
				shot = new Shot(sent, arrival.nanos(), next.seen());
			}
			SessionSummary summary = next.changes().summary();
			if (shot != null && summary != null && summary.turn() == null) {
				host.get(prompted);
				return shot;
			}
		}
	}

	/** For an agent that tells no times: returns when the turn has ended. */
	void turn(String text) throws Exception {
		host.get(host.remote().sessions().prompt(new Sessions.Prompt(CommandId.random(), session, text, "bench")));
		boolean answered = false;
		while (true) {
			Seen next = news.poll(60, TimeUnit.SECONDS);
			if (next == null) {
				throw new IOException("no change for 60 s after: " + text);
			}
			answered |= next.changes().items().stream().anyMatch(
					item -> item instanceof Sessions.Item.Upsert(Entry entry) && entry.kind() == EntryKind.MESSAGE);
			SessionSummary summary = next.changes().summary();
			if (answered && summary != null && summary.turn() == null) {
				return;
			}
		}
	}

	private static void collect(Sessions.Item item, StringBuilder message) {
		switch (item) {
		case Sessions.Item.Upsert(Entry entry) -> {
			if (entry.kind() == EntryKind.MESSAGE) {
				message.append(entry.text()).append('\n');
			} else if (entry.kind() == EntryKind.ERROR) {
				throw new IllegalStateException(entry.text() + " " + entry.detail());
			}
		}
		case Sessions.Item.Append append -> message.append(append.text());
		}
	}

	@Override
	public void close() {
	}
}
