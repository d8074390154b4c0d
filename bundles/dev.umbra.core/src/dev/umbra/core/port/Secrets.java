package dev.umbra.core.port;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.AgentId;
import dev.umbra.core.PublicKey;

/**
 * Values that only the host may open, in secure storage of their own beside the store: they are in no table, event, log or
 * answer. It protects against other users of the machine, not against programs of the same user. Failures complete the stage
 * with a {@link dev.umbra.core.FailureException} in words.
 */
public interface Secrets {
	/** The values of these names; names without a value are left out. */
	CompletionStage<Map<String, String>> get(AgentId agent, Collection<String> names);

	/** Keeps the values, durably, before it completes; others of the agent stay. */
	CompletionStage<Void> put(AgentId agent, Map<String, String> values);

	CompletionStage<Void> remove(AgentId agent, Collection<String> names);

	/** Removes all of an agent. */
	CompletionStage<Void> removeAll(AgentId agent);

	/** The private key of an identity or an agent, 64 lower-case hexadecimal digits; empty if there is none here. */
	CompletionStage<Optional<String>> key(PublicKey of);

	/** Keeps a private key, durably, before it completes. */
	CompletionStage<Void> putKey(PublicKey of, String privateKey);

	/** Done also if there is none. */
	CompletionStage<Void> removeKey(PublicKey of);
}
