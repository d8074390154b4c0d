package dev.umbra.host.tests;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Sessions;

/** Calls as the tests make them, and what they are answered. */
final class Answers {
	private static final String CLIENT = "tests";

	private Answers() {
	}

	/** The value of an answer that must be one. */
	static <T> T ok(CompletionStage<Outcome<T>> answer) throws InterruptedException, ExecutionException, TimeoutException {
		return of(answer).orThrow();
	}

	static <T> T of(CompletionStage<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
		return answer.toCompletableFuture().get(2 * Heard.PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	/** The demo agent under this name. */
	static Agents.Add demo(String name) {
		return new Agents.Add(CommandId.random(), name, "demo", null, List.of(), Map.of(), null, false, false);
	}

	static Sessions.Create session(String agent, Path folder) {
		return new Sessions.Create(CommandId.random(), agent, folder.toString(), List.of(), "", null);
	}

	static Sessions.Prompt prompt(SessionId session, String text) {
		return new Sessions.Prompt(CommandId.random(), session.value(), text, CLIENT);
	}

	static Attention.Answer answer(Attention.Item item, String kind) {
		return new Attention.Answer(CommandId.random(), item.item().value(), kind, CLIENT);
	}

	static Sessions.Close close(SessionId session) {
		return new Sessions.Close(CommandId.random(), session.value(), Sessions.CloseMode.ASK, CLIENT);
	}
}
