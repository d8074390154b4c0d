package dev.umbra.agent;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.core.port.AgentInput;
import dev.umbra.wire.JsonTree;
import dev.umbra.wire.RpcException;
import org.jspecify.annotations.Nullable;

/**
 * What the agent says on its own account finds its session here, or waits until there is one. On the reading thread, in
 * wire order; {@link #find}, {@link #begin} and {@link #close} on any.
 */
final class OpenSessions implements AgentConnection.Inbound {
	/** A request of the agent without an answer yet. @param session null while it has none */
	private record Waiting(@Nullable String session, CompletableFuture<JsonNode> answer) {
	}

	private static final int CANCELLED = -32800;
	/** How things stand now, not what happened: of use even while a conversation is replayed that is known. */
	private static final Set<String> STANDING = Set.of("available_commands_update", "current_mode_update",
			"config_option_update", "session_info_update", "usage_update");

	private static final Set<String> CHOICES = Set.of("current_mode_update", "config_option_update");

	private final Fields fields;
	private final Updates updates;
	private final AgentRequests requests;
	private final Questions questions;
	private final Delivery delivery;
	private final Map<String, OpenSession> sessions = new ConcurrentHashMap<>();
	private final Map<JsonNode, Waiting> unanswered = new ConcurrentHashMap<>();
	private final AtomicInteger opening = new AtomicInteger();
	// of the reading thread
	private final EarlyInput early = new EarlyInput();
	private boolean toldStranger;

	OpenSessions(Fields fields, Updates updates, AgentRequests requests, Questions questions, Delivery delivery) {
		this.fields = fields;
		this.updates = updates;
		this.requests = requests;
		this.questions = questions;
		this.delivery = delivery;
	}

	@Nullable
	OpenSession find(String id) {
		return sessions.get(id);
	}

	/** A session is about to get its id from the agent: what comes for unknown ones meanwhile may be for it. */
	void expectNew() {
		opening.incrementAndGet();
	}

	/** After {@link #expectNew}: what was asked for a session that nobody waits for any more has waited in vain. */
	void expectNoMore() {
		if (opening.decrementAndGet() == 0) {
			refuse(name -> !sessions.containsKey(name));
		}
	}

	/** After {@link #expectNew}: the session is there; what came early follows with {@link #opened}. On the reading thread. */
	void add(OpenSession session) {
		sessions.put(session.id, session);
	}

	/** What waited for a new session comes now. On the reading thread. */
	void opened(OpenSession session) {
		expectNoMore();
		early.take(session.id).forEach(Runnable::run);
		noteDropped(early);
	}

	/** A session whose id is known is opened again. */
	void begin(OpenSession session) {
		sessions.put(session.id, session);
	}

	/** It is open now; what waited comes. On the reading thread. */
	void reopened(OpenSession session) {
		session.held.take(session.id).forEach(Runnable::run);
		noteDropped(session.held);
		session.phase = OpenSession.Phase.OPEN;
	}

	/** It could not be opened again; what the agent asked meanwhile has waited in vain. */
	void failed(OpenSession session) {
		if (sessions.remove(session.id, session)) {
			requests.close(session.id);
			refuse(session.id::equals);
		}
	}

	private void refuse(Predicate<String> those) {
		for (Waiting waiting : List.copyOf(unanswered.values())) {
			String session = waiting.session();
			if (session != null && those.test(session)) {
				waiting.answer().completeExceptionally(noSuch(session));
			}
		}
	}

	private static RpcException noSuch(String session) {
		return RpcException.invalidParams("no such session: " + Visible.line(session, 100));
	}

	/** Nothing of it is wanted any more. */
	void close(String id) {
		sessions.remove(id);
		requests.close(id);
	}

	private void noteDropped(EarlyInput from) {
		String dropped = from.takeDropped();
		if (dropped != null) {
			delivery.note(dropped);
		}
	}

	// ---- requests

	@Override
	public CompletionStage<JsonNode> request(JsonNode id, String method, JsonNode params, int bytes) {
		CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		if (!AgentRequests.METHODS.contains(method)) {
			answer.completeExceptionally(RpcException.methodNotFound(method));
			return answer;
		}
		String name = requests.session(method, params, answer);
		Waiting waiting = new Waiting(name, answer);
		unanswered.put(id, waiting);
		answer.whenComplete((result, e) -> unanswered.remove(id, waiting));
		if (name != null) {
			route(name, method, params, bytes, answer);
		}
		return answer;
	}

	private void route(String name, String method, JsonNode params, int bytes, CompletableFuture<JsonNode> answer) {
		OpenSession session = sessions.get(name);
		if (session == null && opening.get() == 0) {
			answer.completeExceptionally(noSuch(name));
		} else if (session == null) {
			early.add(name, bytes, () -> answer(name, method, params, answer), () -> noRoom(answer));
		} else if (session.phase != OpenSession.Phase.OPEN && !method.equals(AgentRequests.READ)) {
			session.held.add(name, bytes, () -> answer(name, method, params, answer), () -> noRoom(answer));
		} else {
			answer(name, method, params, answer);
		}
	}

	/** An agent that waits for an answer must not wait for ever. */
	private static void noRoom(CompletableFuture<JsonNode> answer) {
		answer.completeExceptionally(RpcException.internal("too much was said of this session before it was open"));
	}

	private void answer(String name, String method, JsonNode params, CompletableFuture<JsonNode> answer) {
		OpenSession session = sessions.get(name);
		if (session == null) {
			answer.completeExceptionally(noSuch(name));
		} else if (!answer.isDone()) {
			requests.handle(session, method, params, answer);
		}
	}

	private void withdraw(JsonNode id) {
		Waiting waiting = unanswered.get(id);
		if (waiting != null && waiting.answer().completeExceptionally(new RpcException(CANCELLED, "cancelled, as you asked"))) {
			questions.withdraw(waiting.answer(), (session, key) -> delivery.input(session, new AgentInput.QuestionWithdrawn(key)));
		}
	}

	// ---- notifications

	@Override
	public void notification(String method, JsonNode params, int bytes) {
		switch (method) {
		case "session/update" -> update(params, bytes);
		case "elicitation/complete" -> requests.inputCompleted(params);
		case "$/cancel_request" -> withdraw(params.path("requestId"));
		default -> {
			if (!method.startsWith("$/") && !method.startsWith("_")) {
				fields.leftOut("the agent's notifications", "unknown method " + Visible.line(method, 100));
			}
		}
		}
	}

	private void update(JsonNode params, int bytes) {
		String id = fields.text(params, "session/update", "sessionId");
		JsonNode update = params.path("update");
		if (id == null || !update.isObject()) {
			fields.leftOut("session/update", "an update without a session or without content");
			return;
		}
		OpenSession session = sessions.get(id);
		if (session == null) {
			stranger(id, update, bytes);
			return;
		}
		String kind = update.path("sessionUpdate").asText("");
		switch (session.phase) {
		case OPEN -> deliver(session, update);
		case RESUMING -> session.held.add(id, bytes, () -> deliver(session, update));
		case LOADING -> {
			if (STANDING.contains(kind)) {
				session.held.add(id, bytes, () -> deliverStanding(session, kind, update));
			}
		}
		case ADOPTING -> {
			// as text: of a whole conversation the trees would take many times the room
			String text = update.toString();
			session.held.add(session.id, bytes, () -> replay(session, kind, JsonTree.parse(text)));
		}
		}
	}

	private void replay(OpenSession session, String kind, JsonNode update) {
		if (STANDING.contains(kind)) {
			deliverStanding(session, kind, update);
		} else {
			updates.replayed(update).forEach(input -> delivery.input(session.id, new AgentInput.Replayed(input)));
		}
	}

	/** A mode of back then is no news beside the answer to the load, which says how things stand after it. */
	private void deliverStanding(OpenSession session, String kind, JsonNode update) {
		if (!session.choicesTold || !CHOICES.contains(kind)) {
			deliver(session, update);
		}
	}

	private void stranger(String id, JsonNode update, int bytes) {
		if (opening.get() > 0) {
			early.add(id, bytes, () -> {
				OpenSession session = sessions.get(id);
				if (session != null) {
					deliver(session, update);
				}
			});
			return;
		}
		int left = early.clear();
		if (!toldStranger || left > 0) {
			toldStranger = true;
			delivery.note("updates of a session that is not open here are left out: " + Visible.line(id, 100));
		}
	}

	private void deliver(OpenSession session, JsonNode update) {
		for (AgentInput input : updates.of(update)) {
			if (input instanceof AgentInput.OptionsOffered offered) {
				session.options = offered.options();
			}
			delivery.input(session.id, input);
		}
	}

	@Override
	public void over() {
		requests.over();
	}
}
