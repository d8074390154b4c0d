package dev.umbra.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Id;
import dev.umbra.core.PublicKey;
import dev.umbra.core.RuleId;
import dev.umbra.core.SessionId;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;

import dev.umbra.core.TurnId;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.git.GitReply;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.session.Detail;

/**
 * Records of {@code core} as JSON and back. Ids are strings, times ISO-8601 in UTC, durations ISO-8601, enums their
 * lower-case words, members of sealed families objects with a {@code type}; null parts are left out; unknown members are
 * ignored and unknown words of what is shown have a meaning ({@link NewerWords}), so an older reader understands a newer
 * writer. Any thread.
 */
public final class Codec {
	/** A line may have 32 MiB; a text inside it no more than that. */
	static final int MAX_TEXT = 33 * 1024 * 1024;
	private static final JsonMapper MAPPER = mapper();
	private static final ObjectWriter ASCII = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

	private Codec() {
	}

	/** @throws IllegalArgumentException if the value is none of ours */
	public static String json(Object value) {
		try {
			return MAPPER.writeValueAsString(value);
		} catch (JsonProcessingException e) {
			throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass().getName(), e);
		}
	}

	/** @throws IllegalArgumentException in words, if the text is not JSON of that shape */
	public static <T> T read(String json, Class<T> type) {
		try {
			return checked(MAPPER.readValue(json, type), type);
		} catch (JsonProcessingException e) {
			throw notThatShape(type, e);
		}
	}

	public static <T> JsonNode tree(T value) {
		return MAPPER.valueToTree(value);
	}

	/**
	 * As {@link #tree}, for long values that are only sent: one node that cannot be looked into, at a fraction of the cost.
	 *
	 * @throws IllegalArgumentException if the value is none of ours
	 */
	public static JsonNode written(Object value) {
		try {
			// what is put into a line as it is must not have half a character; where all is escaped there is none
			return JsonNodeFactory.instance.rawValueNode(new RawValue(new Written(ASCII.writeValueAsBytes(value))));
		} catch (JsonProcessingException e) {
			throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass().getName(), e);
		}
	}

	/** A value in JSON that goes into a line as it is, not character by character. */
	private static final class Written extends JsonSerializable.Base {
		private final byte[] ascii;

		Written(byte[] ascii) {
			this.ascii = ascii;
		}

		@Override
		public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
			if (out.getOutputTarget() instanceof OutputStream bytes) {
				// what belongs between the values
				out.writeRawValue("");
				out.flush();
				bytes.write(ascii);
			} else {
				out.writeRawValue(toString());
			}
		}

		@Override
		public void serializeWithType(JsonGenerator out, SerializerProvider provider, TypeSerializer type) throws IOException {
			serialize(out, provider);
		}

		@Override
		public String toString() {
			return new String(ascii, StandardCharsets.US_ASCII);
		}
	}

	/** @throws IllegalArgumentException in words, if the tree has not that shape */
	public static <T> T fromTree(JsonNode tree, Class<T> type) {
		try {
			return checked(MAPPER.treeToValue(tree, type), type);
		} catch (JsonProcessingException e) {
			throw notThatShape(type, e);
		}
	}

	/** @throws IllegalArgumentException in words, if the text is not JSON */
	public static JsonNode parse(String json) {
		try {
			return MAPPER.readTree(json);
		} catch (JsonProcessingException e) {
			throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
		}
	}

	public static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	/** The mapper itself, for the peer. */
	static JsonMapper shared() {
		return MAPPER;
	}

	private static <T> T checked(T value, Class<T> type) {
		if (value == null) {
			throw new IllegalArgumentException("null is not a " + type.getSimpleName());
		}
		return value;
	}

	private static IllegalArgumentException notThatShape(Class<?> type, JsonProcessingException e) {
		String words = switch (e.getCause()) {
		case IllegalArgumentException refused -> refused.getMessage();
		case NullPointerException missing -> "a required member is missing" + named(missing);
		case null, default -> e.getOriginalMessage();
		};
		return new IllegalArgumentException("not a " + type.getSimpleName() + ": " + words, e);
	}

	/** Records name the member they miss by {@code Objects.requireNonNull(member, "member")}. */
	private static String named(NullPointerException missing) {
		String name = missing.getMessage();
		return name != null && name.matches("[a-zA-Z]+") ? ": " + name : "";
	}

	private static JsonMapper mapper() {
		JsonFactory factory = JsonFactory.builder()
				.streamReadConstraints(StreamReadConstraints.builder().maxStringLength(MAX_TEXT).maxNestingDepth(500)
						.maxNumberLength(1000).build())
				.enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();
		SimpleModule module = new SimpleModule("umbra");
		id(module, SessionId.class, SessionId::new);
		id(module, AgentId.class, AgentId::new);
		id(module, EntryId.class, EntryId::new);
		id(module, TurnId.class, TurnId::new);
		id(module, CommandId.class, CommandId::new);
		id(module, RuleId.class, RuleId::new);
		id(module, Slug.class, Slug::new);
		id(module, TeamId.class, TeamId::new);
		id(module, PublicKey.class, PublicKey::new);
		text(module, RelayAddress.class, RelayAddress::new, RelayAddress::url);
		text(module, Instant.class, Instant::parse, Instant::toString);
		text(module, Duration.class, Duration::parse, Duration::toString);
		module.setSerializerModifier(new LowerCaseEnums());
		NewerWords.register(module);
		JsonMapper.Builder builder = JsonMapper.builder(factory).addModule(module)
				.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
				.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
				.enable(com.fasterxml.jackson.databind.MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
				.defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL,
						JsonInclude.Include.NON_NULL));
		builder.addMixIn(Detail.Tool.class, LaterWhole.class);
		family(builder, Detail.class);
		family(builder, Detail.ToolContent.class);
		family(builder, McpServer.class);
		family(builder, HostEvent.class);
		family(builder, Sessions.Item.class);
		family(builder, GitReply.class);
		return builder.addHandler(new NewerWords()).build();
	}

	/** Tool calls of older hosts, and of older stores, do not say how long their whole output is: they keep all of it. */
	private interface LaterWhole {
		@JsonSetter(nulls = Nulls.AS_EMPTY)
		long whole();
	}

	private static void family(JsonMapper.Builder builder, Class<?> sealed) {
		builder.addMixIn(sealed, Typed.class);
		for (Class<?> member : sealed.getPermittedSubclasses()) {
			builder.registerSubtypes(new NamedType(member, typeName(member)));
		}
	}

	/** {@code SessionOpened} → {@code sessionOpened}. */
	static String typeName(Class<?> member) {
		String name = member.getSimpleName();
		return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
	}

	private static <T extends Id> void id(SimpleModule module, Class<T> type, Function<String, T> make) {
		text(module, type, make, Id::value);
	}

	private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> read,
			Function<? super T, String> write) {
		module.addSerializer(type, new JsonSerializer<T>() {
			@Override
			public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
				out.writeString(write.apply(value));
			}
		});
		module.addDeserializer(type, new JsonDeserializer<T>() {
			@Override
			public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
				String text = in.getValueAsString();
				if (text == null) {
					throw context.wrongTokenException(in, type, com.fasterxml.jackson.core.JsonToken.VALUE_STRING, null);
				}
				try {
					return read.apply(text);
				} catch (RuntimeException e) {
					throw context.weirdStringException(text, type, e.getMessage());
				}
			}
		});
	}

	/** The type stays visible, so that one we do not know can be kept by its name. */
	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", visible = true)
	private interface Typed {
	}
}
