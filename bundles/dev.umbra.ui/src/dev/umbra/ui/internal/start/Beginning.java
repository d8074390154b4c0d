package dev.umbra.ui.internal.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.agent.Preset;

/**
 * Begins a session: folder, agent, session, first prompt, in this order. What was done stays done, so that a second attempt
 * after a failure goes on where the first one ended, and makes neither a second agent nor a second session. One attempt
 * at a time; nothing blocks.
 */
final class Beginning {
	/**
	 * @param folder absolute; made if it is not there
	 * @param name for an agent that is added
	 * @param parent id of the session below which this one is begun, or null
	 */
	record Wanted(Choices.Who who, String name, Path folder, String prompt, @Nullable String parent) {
	}

	private record Made(AgentId agent, Path folder, SessionId session) {
	}

	private final Agents agents;
	private final Sessions sessions;
	private final Executor files;
	private final String client;
	private volatile @Nullable AgentId added;
	private volatile @Nullable Preset addedFrom;
	private volatile @Nullable Made made;

	/** @param files runs what touches the disk; @param client who prompts */
	Beginning(Agents agents, Sessions sessions, Executor files, String client) {
		this.agents = agents;
		this.sessions = sessions;
		this.files = files;
		this.client = client;
	}

	/** Completes with the session when its prompt is accepted; never exceptionally. */
	CompletionStage<Outcome<SessionId>> begin(Wanted wanted) {
		return CompletableFuture.supplyAsync(() -> folder(wanted.folder()), files)
				.thenCompose(folder -> agent(wanted).thenCompose(agent -> session(agent, folder, wanted.parent())))
				.thenCompose(session -> ok(sessions.prompt(new Sessions.Prompt(CommandId.random(), session.value(), wanted.prompt(), client)))
						.thenApply(prompted -> session))
				.handle((session, error) -> error == null ? Outcome.ok(session) : Outcome.notOk(failure(error)));
	}

	private static Path folder(Path folder) {
		try {
			return Files.createDirectories(folder);
		} catch (IOException e) {
			throw new FailureException(Failure.usage("The folder " + folder + " cannot be made: " + e.getMessage(), "Choose another folder."));
		}
	}

	private CompletionStage<AgentId> agent(Wanted wanted) {
		return switch (wanted.who()) {
		case Choices.Who.Known known -> CompletableFuture.completedFuture(known.id());
		case Choices.Who.Found found -> {
			AgentId before = added;
			yield before != null && found.preset().equals(addedFrom) ? CompletableFuture.completedFuture(before)
					: ok(agents.add(new Agents.Add(CommandId.random(), wanted.name(), found.preset().id(), null, List.of(), Map.of(), null, false, false)))
							.thenApply(answer -> {
								added = answer.id();
								addedFrom = found.preset();
								return answer.id();
							});
		}
		};
	}

	private CompletionStage<SessionId> session(AgentId agent, Path folder, @Nullable String parent) {
		Made before = made;
		if (before != null && before.agent().equals(agent) && before.folder().equals(folder)) {
			return CompletableFuture.completedFuture(before.session());
		}
		return ok(sessions.create(new Sessions.Create(CommandId.random(), agent.value(), folder.toString(), List.of(), "", parent))).thenApply(ref -> {
			made = new Made(agent, folder, ref.session());
			return ref.session();
		});
	}

	private static <T> CompletionStage<T> ok(CompletionStage<Outcome<T>> answer) {
		return answer.thenApply(Outcome::orThrow);
	}

	private static Failure failure(Throwable error) {
		Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
		return cause instanceof FailureException known ? known.failure() : Failure.failed("The session could not be begun: " + cause, null);
	}
}
