package dev.umbra.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Offer;
import dev.umbra.wire.RpcException;
import org.jspecify.annotations.Nullable;

/**
 * Makes sessions and opens them again: session/new, load and resume. Each answer is handled on the reading thread, so that
 * the caller knows the session before anything the agent says of it is delivered (specs agents.md, rule 3). Cancelling the
 * future of a stage gives the request up. Any thread.
 */
final class SessionOpening {
	private static final String NEW = "session/new";
	private static final String LOAD = "session/load";
	private static final String RESUME = "session/resume";

	private final Launch launch;
	private final AgentConnection connection;
	private final OpenSessions sessions;
	private final Fields fields;
	private final Offers offers;
	private final Delivery delivery;
	private volatile Capabilities capabilities = Capabilities.UNKNOWN;

	SessionOpening(Launch launch, AgentConnection connection, OpenSessions sessions, Fields fields, Delivery delivery) {
		this.launch = launch;
		this.connection = connection;
		this.sessions = sessions;
		this.fields = fields;
		this.offers = new Offers(fields);
		this.delivery = delivery;
	}

	/** What the agent said in {@code initialize}; before any session. */
	void initialized(Capabilities now) {
		capabilities = now;
	}

	CompletionStage<AgentRuntime.Opened> open(AgentRuntime.Opening where, Consumer<AgentRuntime.Opened> known) {
		CompletableFuture<AgentRuntime.Opened> opened = new CompletableFuture<>();
		connection.alsoSecret(where.secrets());
		sessions.expectNew();
		Calls.Asked asked = connection.askInTime(NEW, null, place(where), (answer, e) -> {
			try {
				if (e != null) {
					throw failure(NEW, e);
				}
				String id = fields.text(answer, NEW, "sessionId");
				if (id == null) {
					throw AgentFailures.of(AgentFailures.name(launch) + " answered session/new without a session id", null);
				}
				OpenSession session = new OpenSession(id, where, OpenSession.Phase.OPEN);
				sessions.add(session);
				AgentRuntime.Opened now = opened(session, answer);
				known.accept(now);
				opened.complete(now);
				sessions.opened(session);
			} catch (RuntimeException failure) {
				sessions.expectNoMore();
				opened.completeExceptionally(failure);
			}
		});
		asked.late = this::closeLate;
		giveUpIfCancelled(opened, asked);
		return opened;
	}

	/** A session that nobody waits for any more costs the agent memory. */
	private void closeLate(JsonNode answer) {
		String id = fields.text(answer, NEW, "sessionId");
		if (id != null && capabilities.facts().canClose()) {
			connection.askInTime("session/close", null, JsonNodeFactory.instance.objectNode().put("sessionId", id), (done, e) -> {
			});
		}
	}

	/** @param adopting true if only the agent knows the session: what it replays is delivered */
	CompletionStage<AgentRuntime.Opened> reopen(String id, AgentRuntime.Opening where, Consumer<AgentRuntime.Opened> known,
			boolean adopting) {
		List<String> methods = new ArrayList<>();
		if (capabilities.facts().canResume() && !adopting) {
			methods.add(RESUME);
		}
		if (capabilities.facts().canLoad()) {
			methods.add(LOAD);
		}
		if (methods.isEmpty()) {
			return CompletableFuture.failedStage(AgentFailures.of(AgentFailures.name(launch)
					+ (adopting ? " cannot load a session" : " can neither resume nor load a session"), "Begin a new session."));
		}
		connection.alsoSecret(where.secrets());
		CompletableFuture<AgentRuntime.Opened> opened = new CompletableFuture<>();
		reopen(id, where, methods, adopting, known, opened);
		return opened;
	}

	private void reopen(String id, AgentRuntime.Opening where, List<String> methods, boolean adopting,
			Consumer<AgentRuntime.Opened> known, CompletableFuture<AgentRuntime.Opened> opened) {
		String method = methods.getFirst();
		OpenSession session = new OpenSession(id, where, adopting ? OpenSession.Phase.ADOPTING
				: method.equals(RESUME) ? OpenSession.Phase.RESUMING : OpenSession.Phase.LOADING);
		sessions.begin(session);
		Calls.Asked asked = connection.askInTime(method, null, place(where).put("sessionId", id), (answer, e) -> {
			boolean another = e instanceof RpcException error && error.code() != AgentFailures.AUTH_REQUIRED && methods.size() > 1;
			try {
				if (another) {
					sessions.failed(session);
					reopen(id, where, methods.subList(1, methods.size()), adopting, known, opened);
				} else if (e != null) {
					throw failure(method, e);
				} else {
					AgentRuntime.Opened again = opened(session, answer);
					known.accept(again);
					reopened(session, again, adopting, opened);
				}
			} catch (RuntimeException failure) {
				sessions.failed(session);
				opened.completeExceptionally(failure);
			}
		});
		giveUpIfCancelled(opened, asked);
	}

	/** Of an adopted session the history comes first, of others the news that it is open. */
	private void reopened(OpenSession session, AgentRuntime.Opened again, boolean adopting,
			CompletableFuture<AgentRuntime.Opened> opened) {
		if (adopting) {
			sessions.reopened(session);
			opened.complete(again);
		} else {
			opened.complete(again);
			sessions.reopened(session);
		}
	}

	private void giveUpIfCancelled(CompletableFuture<?> stage, Calls.Asked asked) {
		stage.whenComplete((value, e) -> {
			if (stage.isCancelled()) {
				connection.giveUp(asked, AgentFailures.of(AgentFailures.name(launch) + ": " + asked.method + " was given up", null));
			}
		});
	}

	private AgentRuntime.Opened opened(OpenSession session, JsonNode answer) {
		List<Offer.Option> options = offers.options(answer);
		session.options = options == null ? List.of() : options;
		session.choicesTold = options != null || answer.path("modes").isObject();
		String mode = fields.text(answer.path("modes"), "modes", "currentModeId");
		String model = Offers.present(session.options, "model");
		return new AgentRuntime.Opened(session.id, mode != null ? mode : Offers.present(session.options, "mode"),
				model != null ? model : fields.text(answer.path("models"), "models", "currentModelId"),
				Offers.present(session.options, "thought_level"), capabilities.offer(offers.modes(answer), session.options));
	}

	private RuntimeException failure(String method, Throwable e) {
		return e instanceof RpcException error && error.code() == AgentFailures.AUTH_REQUIRED
				? AgentFailures.loginWanted(launch, error, capabilities.facts().logins()) : AgentFailures.refused(launch, method, e);
	}

	// ---- where and with what

	private ObjectNode place(AgentRuntime.Opening where) {
		ObjectNode params = JsonNodeFactory.instance.objectNode().put("cwd", where.cwd().toString());
		if (!where.addDirs().isEmpty() && capabilities.takesAdditionalDirectories()) {
			ArrayNode folders = params.putArray("additionalDirectories");
			where.addDirs().forEach(folder -> folders.add(folder.toString()));
		}
		ArrayNode servers = params.putArray("mcpServers");
		for (McpServer server : where.mcp()) {
			switch (server) {
			case McpServer.Stdio stdio -> {
				ObjectNode to = servers.addObject().put("name", stdio.name()).put("command", stdio.command());
				ArrayNode args = to.putArray("args");
				stdio.args().forEach(args::add);
				pairs(to.putArray("env"), stdio.env());
			}
			case McpServer.Http http -> reached("http", http.name(), http.url(), http.headers(), servers);
			case McpServer.Sse sse -> reached("sse", sse.name(), sse.url(), sse.headers(), servers);
			}
		}
		return params;
	}

	private void reached(String transport, String name, String url, Map<String, String> headers, ArrayNode servers) {
		if (!capabilities.reachesServersBy(transport)) {
			delivery.note("the server of tools \"" + name + "\" is left out: the agent does not reach servers by " + transport);
			return;
		}
		pairs(servers.addObject().put("type", transport).put("name", name).put("url", url).putArray("headers"), headers);
	}

	private static void pairs(ArrayNode to, Map<String, String> values) {
		new TreeMap<>(values).forEach((name, value) -> to.addObject().put("name", name).put("value", value));
	}
}
