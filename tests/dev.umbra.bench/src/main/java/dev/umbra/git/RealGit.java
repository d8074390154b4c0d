package dev.umbra.git;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Clocks;
import dev.umbra.core.port.Repositories;

/** The repositories of the product, by the git command of this machine. */
public final class RealGit {
	private RealGit() {
	}

	public static Repositories of(Path worktrees, Path program) {
		return new GitRepositories(worktrees, Clocks.SYSTEM, () -> program, () -> System.getenv("PATH"));
	}

	/**
	 * The same, but each call is over when it returns, so that a clock that is moved stands still meanwhile; nothing is watched, for
	 * watches know the real clock alone.
	 */
	public static Repositories blocking(Path worktrees, Path program) {
		Repositories real = of(worktrees, program);
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
