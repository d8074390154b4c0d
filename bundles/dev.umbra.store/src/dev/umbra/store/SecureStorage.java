package dev.umbra.store;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.core.AgentId;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.Secrets;

/** {@link Secrets} in Equinox secure storage. */
@Component(service = Secrets.class)
public final class SecureStorage implements Secrets {
	@Activate
	public SecureStorage(@Reference HostRole role) {
	}

	@Override
	public CompletionStage<Map<String, String>> get(AgentId agent, Collection<String> names) {
		return CompletableFuture.completedFuture(Map.of());
	}

	@Override
	public CompletionStage<Void> put(AgentId agent, Map<String, String> values) {
		return CompletableFuture.failedFuture(new IllegalStateException("not available yet"));
	}

	@Override
	public CompletionStage<Void> remove(AgentId agent, Collection<String> names) {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<Void> removeAll(AgentId agent) {
		return CompletableFuture.completedFuture(null);
	}
}
