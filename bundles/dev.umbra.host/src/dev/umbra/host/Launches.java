package dev.umbra.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.PersonaContent;

/**
 * Puts an agent's layers together: definition, device layer, and the values of its secrets, which leave secure storage here
 * and go nowhere but into the process and the servers handed to it. Any thread; nothing blocks.
 */
final class Launches {
	private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
	private final HostParts parts;
	private final HostSettings settings;
	private volatile PersonaSource personas = (agent, slug) -> CompletableFuture.completedFuture(Optional.empty());

	Launches(HostParts parts, HostSettings settings) {
		this.parts = parts;
		this.settings = settings;
	}

	/** Where the personas of the identity that an agent belongs to are found. */
	interface PersonaSource {
		CompletionStage<Optional<Persona>> find(AgentRecord agent, String slug);
	}

	/** Before the first launch. */
	void personas(PersonaSource source) {
		personas = source;
	}

	/** Fails in words if a secret has no value, or the persona is not there. */
	CompletionStage<Launch> launch(AgentRecord record) {
		return role(record).thenCompose(role -> secrets(record, record.secretNames()).thenApply(secrets -> launch(record, secrets, role)));
	}

	private CompletionStage<Launch.Role> role(AgentRecord record) {
		AgentDefinition own = record.definition();
		String slug = own.persona();
		if (slug == null) {
			return CompletableFuture.completedFuture(
					own.systemPrompt() == null && own.model() == null ? Launch.Role.NONE : new Launch.Role(text(own.systemPrompt()), own.model(), null));
		}
		return personas.find(record, slug).thenApply(found -> found.map(persona -> new Launch.Role(text(persona.systemPrompt()), persona.model(),
				PersonaContent.hash(persona))).orElseThrow(() -> new FailureException(Failure.agentFailed("The agent " + record.name()
						+ " plays the persona " + slug + ", which is not there any more.", "Give it another one, or an empty one for none: umbra agent set "
								+ record.name() + " persona=NAME"))));
	}

	private static String text(@Nullable String value) {
		return value == null ? "" : value;
	}

	private Launch launch(AgentRecord record, Map<String, String> secrets, Launch.Role role) {
		DeviceLayer device = record.device();
		Map<String, String> env = new LinkedHashMap<>(device.env());
		env.putAll(secrets);
		Path folder = device.folder() == null ? Path.of(System.getProperty("user.home")) : Path.of(device.folder());
		return new Launch(record.id(), record.name(), device.command(), device.args(), env, secrets.keySet(),
				device.envMode(), folder, parts.folder().hash() + ":" + record.id().value(),
				parts.folder().logs().resolve("agents").resolve(record.id().value() + ".log"), settings.startTimeout(), role);
	}

	/** Whether a process started with one would be the same as one started with the other. */
	static boolean same(Launch one, Launch other) {
		return one.program().equals(other.program()) && one.args().equals(other.args()) && one.env().equals(other.env())
				&& one.secrets().equals(other.secrets()) && one.envMode() == other.envMode()
				&& one.folder().equals(other.folder()) && one.role().equals(other.role());
	}

	/** @param secrets that were put into them, values by name */
	record Servers(List<McpServer> filled, Map<String, String> secrets) {
	}

	/**
	 * The servers of tools for a session, the agent's own first, secrets put in for {@code ${NAME}}. A name of the session
	 * replaces one of the agent. Fails in words if a name is no secret of the agent, or has no value.
	 */
	CompletionStage<Servers> servers(AgentRecord record, List<McpServer> session) {
		Map<String, McpServer> byName = new LinkedHashMap<>();
		record.device().mcp().forEach(server -> byName.put(server.name(), server));
		session.forEach(server -> byName.put(server.name(), server));
		Set<String> names = new TreeSet<>();
		for (McpServer server : byName.values()) {
			for (String name : references(values(server).values())) {
				if (!record.secretNames().contains(name)) {
					return CompletableFuture.failedFuture(new FailureException(Failure.usage("The server of tools \""
							+ server.name() + "\" of the agent " + record.name() + " names ${" + name
							+ "}, and the agent has no secret of that name.", setSecret(record, name))));
				}
				names.add(name);
			}
		}
		return secrets(record, names).thenApply(
				secrets -> new Servers(byName.values().stream().map(server -> filled(server, secrets)).toList(), secrets));
	}

	private CompletionStage<Map<String, String>> secrets(AgentRecord record, Collection<String> names) {
		if (names.isEmpty()) {
			return CompletableFuture.completedFuture(Map.of());
		}
		return parts.secrets().get(record.id(), names).thenApply(found -> {
			List<String> missing = new ArrayList<>(new TreeSet<>(names));
			missing.removeAll(found.keySet());
			if (!missing.isEmpty()) {
				throw new FailureException(Failure.agentFailed("The agent " + record.name() + " needs the secret "
						+ String.join(", ", missing) + ", and secure storage has no value for it.",
						setSecret(record, missing.getFirst())));
			}
			return found;
		});
	}

	private static String setSecret(AgentRecord record, String name) {
		return "Give it one: umbra agent set " + record.name() + " --env-secret " + name;
	}

	private static Map<String, String> values(McpServer server) {
		return switch (server) {
		case McpServer.Stdio stdio -> stdio.env();
		case McpServer.Http http -> http.headers();
		case McpServer.Sse sse -> sse.headers();
		};
	}

	private static Set<String> references(Collection<String> values) {
		Set<String> names = new TreeSet<>();
		for (String value : values) {
			Matcher each = REFERENCE.matcher(value);
			while (each.find()) {
				names.add(each.group(1));
			}
		}
		return names;
	}

	private static McpServer filled(McpServer server, Map<String, String> secrets) {
		Map<String, String> values = new TreeMap<>(values(server));
		values.replaceAll((name, value) -> REFERENCE.matcher(value)
				.replaceAll(found -> Matcher.quoteReplacement(secrets.getOrDefault(found.group(1), found.group()))));
		return switch (server) {
		case McpServer.Stdio stdio -> new McpServer.Stdio(stdio.name(), stdio.command(), stdio.args(), values);
		case McpServer.Http http -> new McpServer.Http(http.name(), http.url(), values);
		case McpServer.Sse sse -> new McpServer.Sse(sse.name(), sse.url(), values);
		};
	}
}
