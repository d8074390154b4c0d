package dev.umbra.wire;

import static java.util.Map.entry;

import java.io.IOException;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.module.SimpleModule;

import dev.umbra.core.Cause;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitReply;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;

/**
 * What a word means that only a newer host knows, so that one new kind of entry does not hide a whole session: details and
 * contents are kept raw, a kind is <i>unknown</i>, a status is the one that promises least. Only for what is shown: a word
 * that asks for something (a mode of closing) stays an error, and so does an event, which is left out whole.
 */
final class NewerWords extends DeserializationProblemHandler {
	private static final Map<Class<?>, Object> MEANING = Map.ofEntries(entry(EntryKind.class, EntryKind.UNKNOWN),
			entry(EntryStatus.class, EntryStatus.DONE), entry(SessionStatus.class, SessionStatus.IDLE),
			entry(AgentState.class, AgentState.READY), entry(Cause.Kind.class, Cause.Kind.SYSTEM),
			entry(Detail.Permission.Origin.class, Detail.Permission.Origin.AGENT), entry(Policy.class, Policy.ASK),
			entry(Enclosure.Kind.class, Enclosure.Kind.BINARY), entry(GitState.Kind.class, GitState.Kind.UNREADABLE),
			entry(WorkTree.HeadKind.class, WorkTree.HeadKind.DETACHED), entry(WorkTree.Operation.class, WorkTree.Operation.MERGE),
			entry(FileChange.class, FileChange.MODIFIED), entry(SessionFile.Operation.class, SessionFile.Operation.MODIFIED),
			entry(GitReply.Topic.class, GitReply.Topic.OTHER),
			entry(RelayState.class, RelayState.WAITING));

	static void register(SimpleModule module) {
		module.addDeserializer(Detail.Unknown.class, new Kept<>("name", Detail.Unknown::new));
		module.addDeserializer(Detail.ToolContent.Other.class, new Kept<>("contentType", Detail.ToolContent.Other::new));
	}

	@Override
	public Object handleWeirdStringValue(DeserializationContext context, Class<?> target, String value, String failure)
			throws IOException {
		Object meaning = MEANING.get(target);
		return meaning == null ? super.handleWeirdStringValue(context, target, value, failure) : meaning;
	}

	@Override
	public @Nullable JavaType handleUnknownTypeId(DeserializationContext context, JavaType family, String type,
			TypeIdResolver resolver, String failure) throws IOException {
		if (family.hasRawClass(Detail.class)) {
			return context.constructType(Detail.Unknown.class);
		}
		if (family.hasRawClass(Detail.ToolContent.class)) {
			return context.constructType(Detail.ToolContent.Other.class);
		}
		return super.handleUnknownTypeId(context, family, type, resolver, failure);
	}

	private interface Made<T> {
		T of(String name, String raw);
	}

	/** Reads our own raw records as they are, and anything else as one of them. */
	private static final class Kept<T> extends JsonDeserializer<T> {
		private final String name;
		private final Made<T> made;

		Kept(String name, Made<T> made) {
			this.name = name;
			this.made = made;
		}

		@Override
		public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
			JsonNode tree = context.readTree(in);
			return tree.path(name).isTextual() && tree.path("raw").isTextual()
					? made.of(tree.path(name).textValue(), tree.path("raw").textValue())
					: made.of(tree.path("type").asText(""), tree.toString());
		}
	}
}
