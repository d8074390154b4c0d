package dev.umbra.core.port;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.session.Offer;

/** The catalog on disk. One call is one transaction; the stages behave as those of {@link Entries}. */
public interface Records {
	CompletionStage<List<AgentRecord>> agents();

	/** Inserts or replaces. @return the new revision of the subject {@code agents} */
	CompletionStage<Long> saveAgent(AgentRecord agent, Entries.@Nullable CommandResult command);

	/** @return the new revision of the subject {@code agents} */
	CompletionStage<Long> removeAgent(AgentId agent, Entries.@Nullable CommandResult command);

	/** What each agent offered last, for the pickers of a new session. */
	CompletionStage<Map<AgentId, Offer>> offers();

	/** Kept without a flush; goes with the agent. */
	CompletionStage<Void> saveOffer(AgentId agent, Offer offer);

	/** The present revision of a subject, 0 if it never changed. */
	CompletionStage<Long> revision(String subject);
}
