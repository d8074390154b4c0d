package dev.umbra.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Id;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionSummary;

/** A session in the host, attached to, as a window is. One thread. */
final class Followed {
	private final HostProcess host;
	private final String session;
	private final BlockingQueue<Sessions.Changes> news = new LinkedBlockingQueue<>();

	private Followed(HostProcess host, String session) {
		this.host = host;
		this.session = session;
	}

	static Followed open(HostProcess host, String agent, Path cwd, @Nullable String acpSession) throws Exception {
		String id = host.get(host.remote().sessions().create(new Sessions.Create(CommandId.random(), agent, cwd.toString(), List.of(),
				"", null, List.of(), acpSession))).session().value();
		Followed followed = new Followed(host, id);
		host.get(host.remote().sessions().attach(new Sessions.Attach(Id.random(), id, null, 10), followed.news::add));
		return followed;
	}

	/** One that is there; not attached to. */
	static Followed of(HostProcess host, String session) {
		return new Followed(host, session);
	}

	/** Adds a {@link CountingAgent}. @return the agent's id */
	static String agent(HostProcess host, String name, int replay) throws Exception {
		return agent(host, name, CountingAgent.arguments(replay));
	}

	/** @param arguments of Java @return the agent's id */
	static String agent(HostProcess host, String name, List<String> arguments) throws Exception {
		return host.get(host.remote().agents().add(new Agents.Add(CommandId.random(), name, null, CountingAgent.program(), arguments,
				Map.of(), null, false, false))).id().value();
	}

	String session() {
		return session;
	}

	SessionSummary summary() throws Exception {
		return Objects.requireNonNull(host.get(host.remote().sessions().get(new Sessions.Get(session, null))).summary());
	}

	void prompt(String text) throws Exception {
		host.get(host.remote().sessions().prompt(new Sessions.Prompt(CommandId.random(), session, text, "bench")));
	}

	CompletionStage<Outcome<dev.umbra.core.api.Done>> cancel() {
		return host.remote().sessions().cancel(new Sessions.Cancel(CommandId.random(), session, "bench"));
	}

	/** Waits for a summary of which it is true. */
	void await(Predicate<SessionSummary> like) throws Exception {
		while (true) {
			Sessions.Changes next = next();
			SessionSummary summary = next.summary();
			if (summary != null && like.test(summary)) {
				return;
			}
		}
	}

	/** Waits until something of a message was shown. */
	void awaitText() throws Exception {
		while (next().items().stream().noneMatch(item -> item instanceof Sessions.Item.Append
				|| item instanceof Sessions.Item.Upsert(Entry entry) && entry.kind() == EntryKind.MESSAGE)) {
			// the next change
		}
	}

	private Sessions.Changes next() throws Exception {
		Sessions.Changes next = news.poll(300, TimeUnit.SECONDS);
		if (next == null) {
			throw new IOException("session " + session + ": nothing for 300 s");
		}
		if (next.lost()) {
			host.get(host.remote().sessions().attach(new Sessions.Attach(Id.random(), session, null, 10), news::add));
		}
		return next;
	}

	/** All that is stored of its messages as one text. */
	String messages() throws Exception {
		StringBuilder text = new StringBuilder();
		for (Entry entry : entries()) {
			if (entry.kind() == EntryKind.MESSAGE) {
				text.append(text(entry)).append('\n');
			}
		}
		return text.toString();
	}

	/** All that is stored of its messages, in order. */
	Counted counted() throws Exception {
		Counted counted = new Counted();
		for (Entry entry : entries()) {
			if (entry.kind() == EntryKind.MESSAGE) {
				counted.add(text(entry));
			}
		}
		return counted;
	}

	List<Entry> entries() throws Exception {
		Map<EntryId, Entry> all = new HashMap<>();
		long after = 0;
		while (true) {
			Sessions.Page page = host.get(host.remote().sessions().entries(new Sessions.Read(session, null, 0, after, false)));
			page.entries().forEach(entry -> all.put(entry.id(), entry));
			if (!page.more()) {
				return all.values().stream().sorted((a, b) -> Long.compare(a.ordinal(), b.ordinal())).toList();
			}
			after = page.nextOrdinal();
		}
	}

	private String text(Entry entry) throws Exception {
		StringBuilder text = new StringBuilder(entry.text());
		while (text.length() < entry.length()) {
			text.append(host.get(host.remote().sessions().text(new Sessions.ReadText(session, entry.id(), text.length(), 1 << 20)))
					.text());
		}
		return text.toString();
	}
}
