package dev.umbra.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Threads;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.ForeignSession;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.Usage;
import dev.umbra.wire.RpcException;

/**
 * The client's side of ACP v1 with one agent process: {@code initialize}, turns, choices and logins here; the wire in
 * {@link AgentConnection}; sessions in {@link SessionOpening} and {@link OpenSessions}.
 *
 * <p>Everything the agent says is handled on the reading thread {@code agent-<name>#out}, in wire order, answers to our
 * calls included: so a turn ends after its last update (specs agents.md, rule 2), and a session's first input comes after
 * its opening was told (rule 3). Only these come from other threads, through the lock of {@link Delivery}: notes, what is
 * left out of a prompt, what comes of terminals, the failure of calls when the time is up, and the end if a forked child
 * holds the pipe.
 */
final class AgentLink implements AgentRuntime.Link {
	private static final int LIST_PAGES = 100;
	private static final int LIST_SESSIONS = 5_000;

	private final Launch launch;
	private final AgentProcess process;
	private final Delivery delivery;
	private final AgentConnection connection;
	private final OpenSessions sessions;
	private final SessionOpening opening;
	private final Fields fields;
	private final Updates updates;
	private final Elicitations elicitations;
	private final Terminals terminals;
	private final Questions questions = new Questions();
	private volatile Capabilities capabilities = Capabilities.UNKNOWN;

	/** Starts nothing: {@link #begin} does. @param terminalIds the last number given to a terminal, of all agents */
	AgentLink(Launch launch, AgentProcess process, Delivery delivery, ScheduledExecutorService ticks,
			AtomicLong terminalIds) {
		this.launch = launch;
		this.process = process;
		this.delivery = delivery;
		this.fields = new Fields(delivery::note);
		this.updates = new Updates(fields);
		Calls calls = new Calls();
		this.elicitations = new Elicitations(fields, questions, calls, delivery);
		this.terminals = new Terminals(new Terminals.Surroundings(launch.name(), process.environment(), process.run(),
				terminalIds, process.log().blotter(), ticks), fields, questions, delivery);
		AgentRequests requests = new AgentRequests(fields, updates, questions, elicitations,
				terminals, delivery, Threads.virtualEach("agent-" + launch.name() + "#fs"));
		this.sessions = new OpenSessions(fields, updates, requests, questions, delivery);
		this.connection = new AgentConnection(launch, process, delivery, ticks, calls, sessions);
		this.opening = new SessionOpening(launch, connection, sessions, fields, delivery);
	}

	/** Starts reading and speaks {@code initialize}. A failure ends the process. */
	CompletionStage<AgentRuntime.Link> begin() {
		connection.start();
		CompletableFuture<AgentRuntime.Link> begun = new CompletableFuture<>();
		connection.askInTime("initialize", null, Capabilities.ours(), (answer, e) -> {
			try {
				if (e != null) {
					throw AgentFailures.refused(launch, "initialize", e);
				}
				initialized(answer);
				begun.complete(this);
			} catch (RuntimeException failure) {
				connection.end(false);
				begun.completeExceptionally(failure);
			}
		});
		return begun;
	}

	/** The agent's {@code authMethods} as they came. */
	JsonNode logins() {
		return capabilities.logins();
	}

	private void initialized(JsonNode answer) {
		JsonNode version = answer.path("protocolVersion");
		if (!version.asText("").equals("1")) {
			throw AgentFailures.of(
					AgentFailures.name(launch) + " (" + launch.program() + ") "
							+ (version.isMissingNode() ? "does not say which version of ACP it speaks"
									: "speaks version " + Visible.line(version.toString(), 40) + " of ACP; Umbra speaks version 1"),
					"Update the agent or Umbra.");
		}
		capabilities = Capabilities.of(answer, fields);
		opening.initialized(capabilities);
	}

	@Override
	public long pid() {
		return process.pid();
	}

	@Override
	public AgentRuntime.Facts facts() {
		return capabilities.facts();
	}

	// ---- sessions

	@Override
	public CompletionStage<AgentRuntime.Opened> open(AgentRuntime.Opening where, Consumer<AgentRuntime.Opened> known) {
		return opening.open(where, known);
	}

	@Override
	public CompletionStage<AgentRuntime.Opened> reopen(String acpSession, AgentRuntime.Opening where,
			Consumer<AgentRuntime.Opened> known) {
		return opening.reopen(acpSession, where, known, false);
	}

	@Override
	public CompletionStage<AgentRuntime.Opened> adopt(String acpSession, AgentRuntime.Opening where,
			Consumer<AgentRuntime.Opened> known) {
		return opening.reopen(acpSession, where, known, true);
	}

	@Override
	public CompletionStage<Void> closeSession(String acpSession) {
		sessions.close(acpSession);
		return facts().canClose() ? told("session/close", acpSession, session(acpSession), answer -> {
		}) : CompletableFuture.completedStage(null);
	}

	@Override
	public CompletionStage<Void> deleteSession(String acpSession) {
		if (!facts().canDelete()) {
			return CompletableFuture.failedStage(AgentFailures.cannot(launch, "delete a session"));
		}
		sessions.close(acpSession);
		return told("session/delete", acpSession, session(acpSession), answer -> {
		});
	}

	@Override
	public CompletionStage<List<ForeignSession>> sessions(@Nullable String cwd) {
		if (!facts().canList()) {
			return CompletableFuture.failedStage(AgentFailures.cannot(launch, "list its sessions"));
		}
		CompletableFuture<List<ForeignSession>> all = new CompletableFuture<>();
		page(cwd, null, new HashSet<>(), new ArrayList<>(), all);
		return all;
	}

	/** @param seen cursors that were followed: an agent that repeats one would be asked for ever */
	private void page(@Nullable String cwd, @Nullable String cursor, Set<String> seen,
			List<ForeignSession> found, CompletableFuture<List<ForeignSession>> all) {
		ObjectNode params = JsonNodeFactory.instance.objectNode();
		if (cwd != null) {
			params.put("cwd", cwd);
		}
		if (cursor != null) {
			params.put("cursor", cursor);
		}
		connection.askInTime("session/list", null, params, (answer, e) -> {
			if (e != null) {
				all.completeExceptionally(AgentFailures.refused(launch, "session/list", e));
				return;
			}
			for (JsonNode each : Objects.requireNonNullElse(fields.objects(answer, "session/list", "sessions"),
					List.<JsonNode>of())) {
				String id = fields.text(each, "session/list", "sessionId");
				String folder = fields.text(each, "session/list", "cwd");
				if (id != null) {
					found.add(new ForeignSession(id, folder == null ? "" : folder,
							fields.text(each, "session/list", "title"), fields.text(each, "session/list", "updatedAt")));
				}
			}
			String next = fields.text(answer, "session/list", "nextCursor");
			if (next == null || found.size() >= LIST_SESSIONS || seen.size() >= LIST_PAGES || !seen.add(next)) {
				all.complete(List.copyOf(found.subList(0, Math.min(found.size(), LIST_SESSIONS))));
			} else {
				page(cwd, next, seen, found, all);
			}
		});
	}

	// ---- turns

	@Override
	public void prompt(String acpSession, TurnId turn, List<AgentRuntime.Content> content) {
		ObjectNode params = session(acpSession);
		params.set("prompt", PromptContent.blocks(content, facts(),
				words -> delivery.input(acpSession, new AgentInput.NoticeShown(words))));
		connection.ask("session/prompt", acpSession, params,
				(answer, e) -> delivery.outcome(acpSession, e == null ? turnEnded(turn, answer) : turnFailed(turn, e)));
	}

	private AgentInput turnEnded(TurnId turn, JsonNode answer) {
		String reason = fields.text(answer, "the answer to session/prompt", "stopReason");
		Usage usage = updates.turnUsage(answer);
		return new AgentInput.TurnEnded(turn, reason == null ? "end_turn" : reason, usage);
	}

	private static AgentInput turnFailed(TurnId turn, Throwable e) {
		String message = e instanceof RpcException error ? AgentFailures.message(error)
				: Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
		return new AgentInput.TurnFailed(turn, AgentFailures.code(e), message, e instanceof AgentFailures.Ended);
	}

	/** The agent hears that its questions are moot before it hears of the cancel (rule 6). */
	@Override
	public void cancel(String acpSession) {
		questions.cancel(acpSession);
		connection.notify("session/cancel", session(acpSession));
	}

	@Override
	public void answerPermission(String request, @Nullable String option) {
		questions.answerPermission(request, option);
	}

	@Override
	public void answerAction(String request, boolean allowed) {
		questions.answerAction(request, allowed);
	}

	@Override
	public void answerInput(String request, String action, @Nullable String content) {
		elicitations.answer(request, action, content);
	}

	@Override
	public void killTerminal(String terminal) {
		terminals.kill(terminal);
	}

	@Override
	public void endTerminals(String acpSession) {
		terminals.closeSession(acpSession);
	}

	// ---- choices

	@Override
	public CompletionStage<Void> setMode(String acpSession, String mode) {
		return told("session/set_mode", acpSession, session(acpSession).put("modeId", mode),
				answer -> delivery.input(acpSession, new AgentInput.ModeChanged(mode)));
	}

	@Override
	public CompletionStage<Void> setOption(String acpSession, String option, String value) {
		OpenSession session = sessions.find(acpSession);
		String form = session == null ? "select" : session.options.stream().filter(each -> each.id().equals(option))
				.map(Offer.Option::form).findFirst().orElse("select");
		ObjectNode params = session(acpSession).put("configId", option);
		switch (form) {
		case "select" -> params.put("value", value);
		case "boolean" -> {
			if (!value.equals("true") && !value.equals("false")) {
				return CompletableFuture.failedStage(new FailureException(
						Failure.usage("the option " + option + " is true or false, not " + Visible.line(value, 100), null)));
			}
			params.put("type", "boolean").put("value", value.equals("true"));
		}
		default -> {
			return CompletableFuture.failedStage(AgentFailures.of("the option " + option + " of " + AgentFailures.name(launch)
					+ " is of a kind that this Umbra does not know: " + Visible.line(form, 100), "Change it in the agent itself."));
		}
		}
		return told("session/set_config_option", acpSession, params, answer -> {
			for (AgentInput input : updates.options(answer)) {
				if (session != null && input instanceof AgentInput.OptionsOffered offered) {
					session.options = offered.options();
				}
				delivery.input(acpSession, input);
			}
		});
	}

	// ---- logins

	@Override
	public CompletionStage<Void> authenticate(String method) {
		Detail.LoginMethod login = capabilities.login(method);
		if (login == null) {
			return CompletableFuture.failedStage(AgentFailures.of(AgentFailures.name(launch) + " has no login "
					+ Visible.line(method, 100) + "; it offers: "
					+ (facts().logins().isEmpty() ? "none" : String.join(", ", facts().logins().stream().map(Detail.LoginMethod::id).toList())),
					null));
		}
		if (login.inTerminal()) {
			return CompletableFuture.failedStage(AgentFailures.of(AgentFailures.name(launch) + ": the login " + method
					+ " runs in a terminal", "Run: umbra agent login " + ShellWords.line(List.of(launch.name(), method))));
		}
		ObjectNode params = JsonNodeFactory.instance.objectNode().put("methodId", method);
		return outcome("authenticate", answer -> {
		}, then -> connection.ask("authenticate", null, params, then));
	}

	@Override
	public CompletionStage<Void> logout() {
		return facts().canLogout() ? told("logout", null, JsonNodeFactory.instance.objectNode(), answer -> {
		}) : CompletableFuture.failedStage(AgentFailures.cannot(launch, "log out"));
	}

	@Override
	public CompletionStage<Void> end() {
		return connection.end(true);
	}

	// ---- requests whose answer says little

	private static ObjectNode session(String acpSession) {
		return JsonNodeFactory.instance.objectNode().put("sessionId", acpSession);
	}

	/** A request with the time limit of the start. */
	private CompletionStage<Void> told(String method, @Nullable String acpSession, ObjectNode params,
			Consumer<JsonNode> then) {
		return outcome(method, then, handler -> connection.askInTime(method, acpSession, params, handler));
	}

	/** Cancelling the stage's future gives the request up. */
	private CompletionStage<Void> outcome(String method, Consumer<JsonNode> then,
			Function<BiConsumer<JsonNode, Throwable>, Calls.Asked> ask) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		Calls.Asked asked = ask.apply((answer, e) -> {
			if (e == null) {
				then.accept(answer);
				done.complete(null);
			} else {
				done.completeExceptionally(AgentFailures.refused(launch, method, e));
			}
		});
		done.whenComplete((value, e) -> {
			if (done.isCancelled()) {
				connection.giveUp(asked, AgentFailures.of(AgentFailures.name(launch) + ": " + method + " was given up", null));
			}
		});
		return done;
	}
}
