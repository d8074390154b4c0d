package dev.umbra.host;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.AgentRecord;

/** Sessions of agents that are being taken over: of two calls that want one at the same moment, one has it. Any thread. */
final class Takeovers {
	private record Wanted(AgentId agent, String acpSession) {
	}

	private final Set<Wanted> underWay = ConcurrentHashMap.newKeySet();

	/**
	 * Carries the work out while nobody else takes the same session over.
	 *
	 * @param acpSession the agent's id of it; null: none is taken over, and nothing is in the way
	 * @throws FailureException {@code refused}, in words, if somebody else does at this moment
	 */
	<T> CompletionStage<T> alone(AgentRecord agent, @Nullable String acpSession, Supplier<CompletionStage<T>> work) {
		if (acpSession == null) {
			return work.get();
		}
		Wanted wanted = new Wanted(agent.id(), acpSession);
		if (!underWay.add(wanted)) {
			throw new FailureException(Failure.refused("The agent's session " + acpSession + " is being taken over at this moment.",
					"Go on in that session: umbra session list"));
		}
		try {
			return work.get().whenComplete((done, error) -> underWay.remove(wanted));
		} catch (RuntimeException e) {
			underWay.remove(wanted);
			throw e;
		}
	}
}
