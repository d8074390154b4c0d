package dev.umbra.agent;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Version;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Offer;
import org.jspecify.annotations.Nullable;

/**
 * What both sides can, as told in {@code initialize}. A capability is an object in newer agents and a truth value in older
 * ones; both count. Immutable.
 *
 * @param agent the agent's {@code agentCapabilities}
 * @param logins the agent's {@code authMethods} as they came: those of the type <i>terminal</i> carry arguments and
 *        environment
 */
record Capabilities(JsonNode agent, JsonNode logins, AgentRuntime.Facts facts) {
	static final Capabilities UNKNOWN = new Capabilities(MissingNode.getInstance(), MissingNode.getInstance(),
			new AgentRuntime.Facts(null, null, false, false));

	/** The parameters of {@code initialize}: exactly what we have. */
	static ObjectNode ours() {
		ObjectNode params = JsonNodeFactory.instance.objectNode().put("protocolVersion", 1);
		ObjectNode can = params.putObject("clientCapabilities");
		can.putObject("fs").put("readTextFile", true).put("writeTextFile", true);
		can.put("terminal", true);
		ObjectNode session = can.putObject("session");
		session.putObject("configOptions").putObject("boolean");
		session.putObject("notices");
		session.putObject("compaction");
		ObjectNode elicitation = can.putObject("elicitation");
		elicitation.putObject("form");
		elicitation.putObject("url");
		can.putObject("auth").put("terminal", true);
		params.putObject("clientInfo").put("name", "umbra").put("title", "Umbra").put("version", Version.OWN.product());
		return params;
	}

	/** @param answer to {@code initialize} */
	static Capabilities of(JsonNode answer, Fields fields) {
		JsonNode can = answer.path("agentCapabilities");
		JsonNode agent = answer.path("agentInfo");
		JsonNode sessions = can.path("sessionCapabilities");
		JsonNode prompts = can.path("promptCapabilities");
		String title = fields.text(agent, "agentInfo", "title");
		AgentRuntime.Facts facts = new AgentRuntime.Facts(title != null ? title : fields.text(agent, "agentInfo", "name"),
				fields.text(agent, "agentInfo", "version"), is(can, "loadSession"), is(sessions, "resume"), is(sessions, "list"),
				is(sessions, "close"), is(sessions, "delete"), is(can.path("auth"), "logout"), is(prompts, "image"),
				is(prompts, "audio"), is(prompts, "embeddedContext"), logins(answer, fields));
		return new Capabilities(can, answer.path("authMethods"), facts);
	}

	private static List<Detail.LoginMethod> logins(JsonNode answer, Fields fields) {
		List<JsonNode> all = fields.objects(answer, "the answer to initialize", "authMethods");
		List<Detail.LoginMethod> logins = new ArrayList<>();
		for (JsonNode method : all == null ? List.<JsonNode>of() : all) {
			String id = fields.text(method, "authMethods", "id");
			String name = fields.text(method, "authMethods", "name");
			if (id != null) {
				logins.add(new Detail.LoginMethod(id, name == null ? id : name, fields.text(method, "authMethods", "description"),
						"terminal".equals(method.path("type").asText(""))));
			}
		}
		return List.copyOf(logins);
	}

	boolean takesAdditionalDirectories() {
		return is(agent.path("sessionCapabilities"), "additionalDirectories");
	}

	/** @param transport {@code http} or {@code sse} */
	boolean reachesServersBy(String transport) {
		return is(agent.path("mcpCapabilities"), transport);
	}

	/** The method of this id, or null if the agent has none. */
	Detail.@Nullable LoginMethod login(String id) {
		return facts.logins().stream().filter(method -> method.id().equals(id)).findFirst().orElse(null);
	}

	/** An offer with what prompts may carry, and nothing else yet. */
	Offer offer(List<Offer.Mode> modes, List<Offer.Option> options) {
		return new Offer(modes, options, List.of(), facts.images(), facts.audio(), facts.embedded());
	}

	private static boolean is(JsonNode in, String capability) {
		JsonNode value = in.path(capability);
		return value.isObject() || value.asBoolean(false);
	}
}
