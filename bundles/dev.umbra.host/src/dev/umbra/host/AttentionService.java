package dev.umbra.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.Position;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;
import dev.umbra.core.port.Entries;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Methods;

/** {@link Attention}, carried out here. Any thread. */
final class AttentionService implements Attention {
	private static final int REMEMBERED = 1000;
	private final HostParts parts;
	private final SessionsService sessions;
	private final ToldLists<Item> told = new ToldLists<>();
	/** Who answered what, of the last answers: whoever comes too late is told. */
	private final Map<EntryId, String> answered = new LinkedHashMap<>() {
		private static final long serialVersionUID = 1;

		@Override
		protected boolean removeEldestEntry(Map.Entry<EntryId, String> eldest) {
			return size() > REMEMBERED;
		}
	};

	AttentionService(HostParts parts, SessionsService sessions) {
		this.parts = parts;
		this.sessions = sessions;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		// the revision first: what is read after it is at least as new
		return Stages.outcome(() -> parts.records().revision("attention").thenCompose(revision -> parts.entries().waiting()
				.thenApply(waiting -> listing(p, new Position(parts.epoch(), revision), waiting.stream().map(AttentionService::item).toList()))));
	}

	private Listing listing(ListAll p, Position now, List<Item> items) {
		return new Listing(now.epoch(), now.revision(), told.has(p.ifRevision(), now, items) ? null : items);
	}

	private static Item item(Entries.Waiting waiting) {
		Entry entry = waiting.entry();
		SessionSummary session = waiting.session();
		return switch (entry.detail()) {
		case Detail.Input input -> new Item(entry.id(), "input", session.id(), session.title(), session.agent(), input.title(),
				entry.created(), entry.text(), null, input, null);
		case Detail.Login login -> new Item(entry.id(), "login", session.id(), session.title(), session.agent(),
				"Log in to " + session.agentName(), entry.created(), entry.text(), null, null, login);
		case Detail.Permission permission -> new Item(entry.id(), "permission", session.id(), session.title(), session.agent(),
				permission.title(), entry.created(), permission);
		default -> throw new IllegalStateException("entry " + entry.id() + " waits for nobody: " + entry.kind());
		};
	}

	@Override
	public CompletionStage<Outcome<Done>> answer(Answer p) {
		return Stages.flat(() -> parts.entries().waiting().thenCompose(waiting -> {
			Entries.Waiting item = find(p.item(), waiting);
			return sessions.done(item.session().id().value(), p, Methods.ATTENTION_ANSWER.name(), p.client(),
					new SessionInput.Answer(item.entry().id(), p.option(), p.input(), p.rest(), p.client()))
					.thenApply(outcome -> told(item.entry().id(), p.client(), outcome));
		}));
	}

	/** Remembers who answered. Why an answer was not taken, the session's own words say best. */
	private Outcome<Done> told(EntryId item, String client, Outcome<Done> outcome) {
		return switch (outcome) {
		case Outcome.Ok<Done> ok -> {
			remember(item, client);
			yield ok;
		}
		case Outcome.NotOk<Done> not -> not;
		};
	}

	private void remember(EntryId item, String client) {
		synchronized (answered) {
			answered.put(item, client);
		}
	}

	private Entries.Waiting find(String item, List<Entries.Waiting> waiting) {
		List<Entries.Waiting> found = item.length() < 4 ? List.of()
				: waiting.stream().filter(w -> w.entry().id().value().startsWith(item)).toList();
		if (found.size() == 1) {
			return found.getFirst();
		}
		if (!found.isEmpty()) {
			throw new FailureException(Failure.usage("Several items begin with \"" + item + "\": "
					+ found.stream().map(w -> w.entry().id().value()).collect(Collectors.joining(", ")), "Give more of the id."));
		}
		throw new FailureException(gone(item));
	}

	private Failure gone(String item) {
		if (item.length() >= 4) {
			synchronized (answered) {
				for (Map.Entry<EntryId, String> each : answered.entrySet()) {
					if (each.getKey().value().startsWith(item)) {
						return late(each.getKey(), each.getValue());
					}
				}
			}
		}
		return Failure.notFound("Nothing that waits is called \"" + item + "\": it was answered, it expired, or it never was.",
				"See what waits with: umbra attention list");
	}

	private static Failure late(EntryId item, String client) {
		return Failure.refused("The item " + item + " was answered already, by " + (client.isBlank() ? "another client" : client) + ".",
				"See what waits with: umbra attention list");
	}
}
