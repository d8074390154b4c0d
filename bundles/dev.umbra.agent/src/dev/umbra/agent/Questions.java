package dev.umbra.agent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.wire.RpcException;
import org.jspecify.annotations.Nullable;

/**
 * Requests of the agent that wait for a person: permissions, actions of ours on its behalf (writes and commands), input.
 * Keys are ours, since the agent's own request ids may repeat. Each is answered once; whoever takes it out answers. Any
 * thread.
 */
final class Questions {
	private sealed interface Question {
		String session();

		CompletableFuture<JsonNode> answer();
	}

	private record Permission(String session, CompletableFuture<JsonNode> answer) implements Question {
	}

	/** @param whenAllowed does it and completes the answer, on a thread of its own */
	private record Action(String session, CompletableFuture<JsonNode> answer, Runnable whenAllowed) implements Question {
	}

	private record Input(String session, CompletableFuture<JsonNode> answer) implements Question {
	}

	private final AtomicLong last = new AtomicLong();
	private final Map<String, Question> open = new ConcurrentHashMap<>();
	private volatile @Nullable RpcException over;

	/** @param told is given the new key and tells the person; so in the others */
	void permission(String session, CompletableFuture<JsonNode> answer, Consumer<String> told) {
		ask(new Permission(session, answer), told);
	}

	/** @param whenAllowed does it and completes the answer; must not block */
	void action(String session, CompletableFuture<JsonNode> answer, Runnable whenAllowed, Consumer<String> told) {
		ask(new Action(session, answer, whenAllowed), told);
	}

	void input(String session, CompletableFuture<JsonNode> answer, Consumer<String> told) {
		ask(new Input(session, answer), told);
	}

	private void ask(Question question, Consumer<String> told) {
		String key = "q" + last.incrementAndGet();
		open.put(key, question);
		RpcException refusal = over;
		if (refusal != null && open.remove(key) != null) {
			question.answer().completeExceptionally(refusal);
		} else {
			told.accept(key);
		}
	}

	void answerPermission(String key, @Nullable String option) {
		if (open.get(key) instanceof Permission permission && open.remove(key, permission)) {
			permission.answer().complete(outcome(option));
		}
	}

	void answerAction(String key, boolean allowed) {
		if (open.get(key) instanceof Action action && open.remove(key, action)) {
			if (allowed) {
				action.whenAllowed().run();
			} else {
				action.answer().completeExceptionally(RpcException.internal("refused by the person or a rule of theirs"));
			}
		}
	}

	/** @param content what was filled in, or null */
	void answerInput(String key, String action, @Nullable ObjectNode content) {
		if (open.get(key) instanceof Input input && open.remove(key, input)) {
			input.answer().complete(inputAction(action, content));
		}
	}

	/** The answer to {@code elicitation/create}. @param action {@code accept, decline, cancel} */
	static ObjectNode inputAction(String action, @Nullable ObjectNode content) {
		ObjectNode result = JsonNodeFactory.instance.objectNode().put("action", action);
		if (content != null && action.equals("accept")) {
			result.set("content", content);
		}
		return result;
	}

	/**
	 * The agent does not want the answer any more.
	 *
	 * @param withdrawn is given session and key, if it is one of these questions
	 */
	void withdraw(CompletableFuture<JsonNode> answer, BiConsumer<String, String> withdrawn) {
		for (Map.Entry<String, Question> entry : List.copyOf(open.entrySet())) {
			if (entry.getValue().answer() == answer && open.remove(entry.getKey(), entry.getValue())) {
				withdrawn.accept(entry.getValue().session(), entry.getKey());
			}
		}
	}

	/** Answers all of this session as the protocol wants it before a cancel, and when it closes. */
	void cancel(String session) {
		for (Map.Entry<String, Question> entry : List.copyOf(open.entrySet())) {
			if (entry.getValue().session().equals(session) && open.remove(entry.getKey(), entry.getValue())) {
				switch (entry.getValue()) {
				case Permission permission -> permission.answer().complete(outcome(null));
				case Action action -> action.answer().completeExceptionally(
						RpcException.internal("refused: the person cancelled the turn"));
				case Input input -> input.answer().complete(inputAction("cancel", null));
				}
			}
		}
	}

	/** Nobody is there to be answered; later ones are refused at once. */
	void close() {
		RpcException refusal = RpcException.internal("the connection has ended");
		over = refusal;
		for (String key : List.copyOf(open.keySet())) {
			Question question = open.remove(key);
			if (question != null) {
				question.answer().completeExceptionally(refusal);
			}
		}
	}

	private static ObjectNode outcome(@Nullable String option) {
		ObjectNode answer = JsonNodeFactory.instance.objectNode();
		ObjectNode outcome = answer.putObject("outcome").put("outcome", option == null ? "cancelled" : "selected");
		if (option != null) {
			outcome.put("optionId", option);
		}
		return answer;
	}
}
