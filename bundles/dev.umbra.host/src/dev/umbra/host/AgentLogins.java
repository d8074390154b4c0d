package dev.umbra.host;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Agents.Login;
import dev.umbra.core.api.Agents.LoginStep;
import dev.umbra.core.api.Agents.Logout;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Done;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.Detail.LoginMethod;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;

/** Logging in to agents and out of them: which method, and who carries it out. Any thread; stages as the agent answers. */
final class AgentLogins {
	private final HostParts parts;
	private final AgentLives lives;

	AgentLogins(HostParts parts, AgentLives lives) {
		this.parts = parts;
		this.lives = lives;
	}

	CompletionStage<LoginStep> login(Login p) {
		AgentLife life = lives.find(p.agent());
		return life.logins().thenCompose(methods -> login(p, life, method(life.record().name(), p.method(), methods)));
	}

	private CompletionStage<LoginStep> login(Login p, AgentLife life, LoginMethod method) {
		String name = life.record().name();
		LoginStep done = new LoginStep(name, method.id(), true, null, List.of(), Map.of(), null);
		if (p.finished()) {
			// stored first: a repeat must not connect the agent anew once more
			return remember(p, Methods.AGENTS_LOGIN, done).thenCompose(stored -> life.loggedIn(method.id())).thenApply(again -> done);
		}
		if (method.inTerminal()) {
			return life.loginProgram(method.id()).thenCompose(program -> {
				LoginStep step = new LoginStep(name, method.id(), false, program.program(), program.args(), program.env(),
						program.folder());
				return remember(p, Methods.AGENTS_LOGIN, step).thenApply(stored -> step);
			});
		}
		return life.login(method.id()).thenCompose(in -> remember(p, Methods.AGENTS_LOGIN, done)).thenApply(stored -> done);
	}

	private static LoginMethod method(String agent, @Nullable String wanted, List<LoginMethod> methods) {
		String known = methods.stream().map(method -> method.id() + " (" + method.name() + ")").collect(Collectors.joining(", "));
		if (methods.isEmpty()) {
			throw new FailureException(Failure.refused("The agent " + agent + " names no way to log in.",
					"If it needs a key, give it one: umbra agent set " + agent + " --env-secret KEY"));
		}
		if (wanted == null && methods.size() == 1) {
			return methods.getFirst();
		}
		if (wanted == null) {
			throw new FailureException(Failure.usage("The agent " + agent + " has several ways to log in.", "Name one: " + known));
		}
		return methods.stream().filter(method -> method.id().equals(wanted)).findFirst()
				.orElseThrow(() -> new FailureException(Failure.usage(
						"The agent " + agent + " has no way \"" + wanted + "\" to log in.", "It has: " + known)));
	}

	CompletionStage<Done> logout(Logout p) {
		return lives.find(p.agent()).logout().thenCompose(out -> remember(p, Methods.AGENTS_LOGOUT, new Done()))
				.thenApply(stored -> new Done());
	}

	private <R> CompletionStage<Void> remember(Changing p, Method<?, R> method, R result) {
		return parts.entries().remember(new Entries.CommandResult(p.command(), method.name(), Codec.json(result)));
	}
}
