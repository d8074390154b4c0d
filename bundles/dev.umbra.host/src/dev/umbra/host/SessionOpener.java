package dev.umbra.host;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Failures;

/**
 * Has an agent know a session: as it was, if the agent can load or resume it, else as a new one that has to be told of the
 * earlier conversation. Any thread; nothing blocks.
 */
final class SessionOpener {
	private static final System.Logger LOG = System.getLogger(SessionOpener.class.getName());
	private final Launches launches;
	private final Offers offers;

	/**
	 * @param brandNew the agent made it just now
	 * @param carry there is a conversation that the agent does not know
	 */
	record Result(AgentRuntime.Opened opened, boolean brandNew, boolean carry) {
	}

	SessionOpener(Launches launches, Offers offers) {
		this.launches = launches;
		this.offers = offers;
	}

	/** @param known see {@link AgentRuntime.Link#open(AgentRuntime.Opening, Consumer)} */
	CompletionStage<Result> open(AgentRecord record, AgentRuntime.Link link, SessionMailbox mailbox,
			Consumer<AgentRuntime.Opened> known) {
		SessionSummary summary = mailbox.state().summary();
		return opening(record, summary).thenCompose(opening -> {
			String former = summary.acpSession();
			if (former == null || !link.facts().canLoad() && !link.facts().canResume()) {
				return fresh(link, opening, known, former != null);
			}
			return link.reopen(former, opening, known).thenApply(again -> new Result(again, false, false))
					.exceptionallyCompose(error -> {
						if (cause(error) instanceof AgentRuntime.LoginWanted wanted) {
							return CompletableFuture.failedFuture(wanted);
						}
						LOG.log(System.Logger.Level.INFO, "session " + mailbox.id() + ": agent " + record.name()
								+ " cannot reopen it: " + Failures.of(error).message());
						return fresh(link, opening, known, true);
					});
		}).thenApply(result -> {
			offers.opened(record, result.opened().offer());
			return result;
		});
	}

	private static CompletionStage<Result> fresh(AgentRuntime.Link link, AgentRuntime.Opening opening,
			Consumer<AgentRuntime.Opened> known, boolean carry) {
		return link.open(opening, known).thenApply(opened -> new Result(opened, true, carry));
	}

	/** Loads a session with its history, as {@code acpSession} of the summary names it. */
	CompletionStage<AgentRuntime.Opened> adopt(AgentRecord record, AgentRuntime.Link link, SessionSummary summary,
			String acpSession, Consumer<AgentRuntime.Opened> known) {
		return opening(record, summary).thenCompose(opening -> link.adopt(acpSession, opening, known)).thenApply(opened -> {
			offers.opened(record, opened.offer());
			return opened;
		});
	}

	private CompletionStage<AgentRuntime.Opening> opening(AgentRecord record, SessionSummary summary) {
		List<Path> addDirs = summary.addDirs().stream().map(Path::of).toList();
		return launches.servers(record, summary.mcp())
				.thenApply(servers -> new AgentRuntime.Opening(Path.of(summary.cwd()), addDirs, servers.filled(),
						servers.secrets()));
	}

	/** What a stage failed with, freed of its wrapping. */
	static Throwable cause(Throwable error) {
		Throwable cause = error;
		while (cause instanceof CompletionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}
}
