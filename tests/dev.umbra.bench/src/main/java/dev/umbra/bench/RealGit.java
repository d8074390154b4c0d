package dev.umbra.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.Repositories;
import dev.umbra.git.GitRepositories;

/** The repositories of the product, by the git command of this machine, without a host around them. */
final class RealGit {
	private RealGit() {
	}

	/** A data folder and nothing else. */
	private record Role(Path home) implements HostRole {
		@Override
		public Path socket() {
			return home.resolve("host.sock");
		}

		@Override
		public String epoch() {
			return "bench";
		}

		@Override
		public Instant since() {
			return Instant.EPOCH;
		}

		@Override
		public void startFailed(Failure failure) {
			throw new IllegalStateException(failure.message());
		}

		@Override
		public void ready() {
			// nobody waits
		}

		@Override
		public void end(String reason) {
			// nothing runs
		}
	}

	/**
	 * Each call is over when it returns, so that a clock that is moved stands still meanwhile; nothing is watched, for watches know
	 * the real clock alone.
	 */
	static Repositories blocking(Path data, Path program) {
		AgentRuntime runtime = (AgentRuntime) Proxy.newProxyInstance(RealGit.class.getClassLoader(), new Class<?>[] { AgentRuntime.class },
				(proxy, method, given) -> switch (method.getName()) {
				case "find" -> program;
				case "tools" -> CompletableFuture.completedFuture(new AgentRuntime.Tools(System.getenv("PATH"), List.of()));
				default -> throw new IllegalStateException("git asks for " + method.getName());
				});
		Repositories real = new GitRepositories(new Role(data), Clocks.SYSTEM, runtime);
		return (Repositories) Proxy.newProxyInstance(RealGit.class.getClassLoader(), new Class<?>[] { Repositories.class }, (proxy, method, given) -> {
			if (method.getName().equals("watch")) {
				return (Repositories.Watching) () -> {
				};
			}
			try {
				Object answer = method.invoke(real, given);
				return answer instanceof CompletionStage<?> stage ? CompletableFuture.completedFuture(stage.toCompletableFuture().join()) : answer;
			} catch (InvocationTargetException e) {
				throw e.getCause();
			}
		});
	}
}
