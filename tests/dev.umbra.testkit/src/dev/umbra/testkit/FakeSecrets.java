package dev.umbra.testkit;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import dev.umbra.core.AgentId;
import dev.umbra.core.PublicKey;
import dev.umbra.core.port.Secrets;

/** {@link Secrets} in memory. Any thread. */
public final class FakeSecrets implements Secrets {
	private final Map<AgentId, Map<String, String>> kept = new HashMap<>();
	private final Map<PublicKey, String> keys = new HashMap<>();

	@Override
	public synchronized CompletionStage<Map<String, String>> get(AgentId agent, Collection<String> names) {
		return CompletableFuture.completedFuture(kept.getOrDefault(agent, Map.of()).entrySet().stream()
				.filter(secret -> names.contains(secret.getKey()))
				.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
	}

	@Override
	public synchronized CompletionStage<Void> put(AgentId agent, Map<String, String> values) {
		kept.computeIfAbsent(agent, id -> new HashMap<>()).putAll(values);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public synchronized CompletionStage<Void> remove(AgentId agent, Collection<String> names) {
		kept.getOrDefault(agent, new HashMap<>()).keySet().removeAll(names);
		return CompletableFuture.completedFuture(null);
	}

	/** All values of an agent. */
	public synchronized Map<String, String> of(AgentId agent) {
		return Map.copyOf(kept.getOrDefault(agent, Map.of()));
	}

	@Override
	public synchronized CompletionStage<Void> removeAll(AgentId agent) {
		kept.remove(agent);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public synchronized CompletionStage<Optional<String>> key(PublicKey of) {
		return CompletableFuture.completedFuture(Optional.ofNullable(keys.get(of)));
	}

	@Override
	public synchronized CompletionStage<Void> putKey(PublicKey of, String privateKey) {
		keys.put(of, privateKey);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public synchronized CompletionStage<Void> removeKey(PublicKey of) {
		keys.remove(of);
		return CompletableFuture.completedFuture(null);
	}
}
