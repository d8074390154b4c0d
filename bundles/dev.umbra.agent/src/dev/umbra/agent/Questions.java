package dev.umbra.agent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.wire.RpcException;
import org.jspecify.annotations.Nullable;

/**
 * Requests of the agent that wait for a person: permissions and writes. Keys are ours, since the agent's own request ids
 * may repeat. Each is answered once; whoever takes it out answers. Any thread.
 */
final class Questions {
	private sealed interface Question {
		String session();

		CompletableFuture<JsonNode> answer();
	}

	private record Permission(String session, CompletableFuture<JsonNode> answer) implements Question {
	}

	/** @param whenAllowed does it, on a thread of its own */
	private record Write(String session, CompletableFuture<JsonNode> answer, Runnable whenAllowed) implements Question {
	}

	private final AtomicLong last = new AtomicLong();
	private final Map<String, Question> open = new ConcurrentHashMap<>();
	private volatile @Nullable RpcException over;

	/** @param told is given the new key and tells the person */
	CompletionStage<JsonNode> permission(String session, Consumer<String> told) {
		return ask(told, new Permission(session, new CompletableFuture<>()));
	}

	/** @param write does the write and completes the answer */
	CompletionStage<JsonNode> write(String session, Consumer<String> told,
			Function<CompletableFuture<JsonNode>, Runnable> write) {
		CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		return ask(told, new Write(session, answer, write.apply(answer)));
	}

	private CompletionStage<JsonNode> ask(Consumer<String> told, Question question) {
		String key = "q" + last.incrementAndGet();
		open.put(key, question);
		RpcException refusal = over;
		if (refusal != null && open.remove(key) != null) {
			question.answer().completeExceptionally(refusal);
		} else {
			told.accept(key);
		}
		return question.answer();
	}

	void answerPermission(String key, @Nullable String option) {
		if (open.get(key) instanceof Permission permission && open.remove(key, permission)) {
			permission.answer().complete(outcome(option));
		}
	}

	void answerWrite(String key, boolean allowed) {
		if (open.get(key) instanceof Write write && open.remove(key, write)) {
			if (allowed) {
				write.whenAllowed().run();
			} else {
				write.answer().completeExceptionally(RpcException.internal("refused by the person"));
			}
		}
	}

	/** The turn is cancelled: nobody will answer any more. */
	void cancel(String session) {
		for (Map.Entry<String, Question> entry : List.copyOf(open.entrySet())) {
			if (entry.getValue().session().equals(session) && open.remove(entry.getKey(), entry.getValue())) {
				switch (entry.getValue()) {
				case Permission permission -> permission.answer().complete(outcome(null));
				case Write write -> write.answer().completeExceptionally(
						RpcException.internal("refused: the person cancelled the turn"));
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
