package dev.umbra.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.PersonaContent;
import dev.umbra.host.CatalogReader.Found;
import dev.umbra.host.CatalogReader.Shown;

/** What agents take from personas: whom they play, and how they are started where nothing else is said. Any thread. */
final class AgentPersonas {
	private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S+)");
	private final HostParts parts;
	private final CatalogReader reader;
	private final IdentitiesService identities;

	AgentPersonas(HostParts parts, CatalogReader reader, IdentitiesService identities) {
		this.parts = parts;
		this.reader = reader;
		this.identities = identities;
	}

	/**
	 * @param preset id of one, or null
	 * @param program with {@code args}, or null with a preset
	 */
	record Start(String slug, @Nullable String preset, @Nullable String program, List<String> args) {
		Start {
			args = List.copyOf(args);
		}
	}

	/** Whom an agent is to play, by what names it. Fails in words if there is none, or it is inactive. */
	CompletionStage<String> slug(String reference) {
		return reader.shown().thenApply(shown -> active(shown, reference).persona().slug().value());
	}

	private static Found active(Shown shown, String reference) {
		Found found = shown.persona(reference);
		if (!shown.device(found.persona().slug()).active()) {
			throw new FailureException(Failure.refused("The persona " + found.persona().displayName() + " is inactive on this device.",
					"Make it active first."));
		}
		return found;
	}

	/** How an agent of that persona is started: its runtime, if that is a preset, else its command, if a person here confirmed it. */
	CompletionStage<Start> start(String reference) {
		return reader.shown().thenApply(shown -> start(shown, active(shown, reference)));
	}

	private Start start(Shown shown, Found found) {
		Persona persona = found.persona();
		String slug = persona.slug().value();
		String command = persona.acpCommand();
		if (command != null) {
			if (!found.mayRun(shown.device(persona.slug()))) {
				throw new FailureException(Failure.refused("The persona " + persona.displayName() + " brings a command that nobody on this device has "
						+ "confirmed: " + command, "Read it, then: umbra persona confirm " + slug + "; or say how to start it: --preset or --command"));
			}
			List<String> words = words(command);
			return new Start(slug, null, words.getFirst(), words.subList(1, words.size()));
		}
		Optional<String> preset = parts.runtime().knownPresets().stream().map(Preset::id).filter(id -> id.equals(persona.runtime())).findFirst();
		return new Start(slug, preset.orElseThrow(() -> new FailureException(Failure.usage("The persona " + persona.displayName()
				+ " does not say how it is started on this device.", "Say so: --preset PRESET or --command PROGRAM"))), null, List.of());
	}

	/** Words as a shell would part them; nothing else of a shell. */
	static List<String> words(String command) {
		List<String> words = new ArrayList<>();
		Matcher each = WORD.matcher(command);
		while (each.find()) {
			words.add(each.group(1) != null ? each.group(1).replaceAll("\\\\(.)", "$1") : each.group(2) != null ? each.group(2) : each.group(3));
		}
		return words;
	}

	/** With an owner and a key of its own, if there is an identity. */
	CompletionStage<AgentRecord> owned(AgentRecord agent) {
		return identities.owned(agent);
	}

	/** Contents of personas now, by slug, to see which processes were started with others. */
	CompletionStage<Map<String, String>> versions() {
		return reader.shown().thenApply(shown -> {
			Map<String, String> versions = new HashMap<>();
			shown.personas().forEach(found -> versions.put(found.persona().slug().value(), PersonaContent.hash(found.persona())));
			return Map.copyOf(versions);
		});
	}
}
