package dev.umbra.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.core.AgentId;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Threads;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.Secrets;

/**
 * {@link Secrets} in Equinox secure storage, in files of this data folder's own; the storage of the user is never touched.
 * Opens nothing until it is asked. The stages complete on threads of their own, {@code secrets-<n>}.
 */
@Component(service = Secrets.class)
public final class SecureStorage implements Secrets {
	private static final String PRIVATE = "private";
	private final SecretFile file;
	private final Executor workers = Threads.virtualEach("secrets");

	@Activate
	public SecureStorage(@Reference HostRole role) {
		file = new SecretFile(role.home());
	}

	@Activate
	void open() {
		file.clean();
	}

	@Override
	public CompletionStage<Map<String, String>> get(AgentId agent, Collection<String> names) {
		if (names.isEmpty()) {
			return CompletableFuture.completedFuture(Map.of());
		}
		Set<String> wanted = Set.copyOf(names);
		return CompletableFuture.supplyAsync(() -> file.get(SecretFile.path(agent), wanted), workers);
	}

	@Override
	public CompletionStage<Void> put(AgentId agent, Map<String, String> values) {
		if (values.isEmpty()) {
			return CompletableFuture.completedFuture(null);
		}
		Map<String, String> copy = Map.copyOf(values);
		return CompletableFuture.runAsync(() -> file.put(SecretFile.path(agent), copy), workers);
	}

	@Override
	public CompletionStage<Void> remove(AgentId agent, Collection<String> names) {
		if (names.isEmpty()) {
			return CompletableFuture.completedFuture(null);
		}
		List<String> copy = List.copyOf(names);
		return CompletableFuture.runAsync(() -> file.remove(SecretFile.path(agent), copy), workers);
	}

	@Override
	public CompletionStage<Void> removeAll(AgentId agent) {
		return CompletableFuture.runAsync(() -> file.removeAll(SecretFile.path(agent)), workers);
	}

	@Override
	public CompletionStage<Optional<String>> key(PublicKey of) {
		return CompletableFuture.supplyAsync(() -> Optional.ofNullable(file.get(SecretFile.path(of), Set.of(PRIVATE)).get(PRIVATE)), workers);
	}

	@Override
	public CompletionStage<Void> putKey(PublicKey of, String privateKey) {
		return CompletableFuture.runAsync(() -> file.put(SecretFile.path(of), Map.of(PRIVATE, privateKey)), workers);
	}

	@Override
	public CompletionStage<Void> removeKey(PublicKey of) {
		return CompletableFuture.runAsync(() -> file.removeAll(SecretFile.path(of)), workers);
	}
}
