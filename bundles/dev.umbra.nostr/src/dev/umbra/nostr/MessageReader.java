package dev.umbra.nostr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import org.jspecify.annotations.Nullable;

/**
 * Reads frames that a stranger sent. Strict: one JSON value of the right shape and nothing behind it, no member twice, no
 * broken UTF-8, bounded in size and depth before anything is built. What is wrong becomes an {@code Unreadable}, never an
 * exception; its words tell nothing of what was sent. Any thread.
 */
public final class MessageReader {
	/** Deeper than any message of ours; unknown members of an event may be nested a little. */
	private static final int DEEPEST = 24;
	private static final int LONGEST_SUBSCRIPTION = 64;
	private final JsonFactory factory;
	private final int longest;

	/** @param longest of a frame, in bytes of UTF-8 */
	public MessageReader(int longest) {
		this.longest = longest;
		this.factory = JsonFactory.builder()
				.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxStringLength(longest)
						.maxNameLength(1000).maxNumberLength(40).build())
				.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
				.disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();
	}

	/** What a client said. */
	public ClientMessage client(CharSequence frame) {
		ClientFrame message = new ClientFrame();
		String wrong = read(frame, message::read);
		return wrong == null ? message.message() : message.unreadable(wrong);
	}

	/** What a relay said. */
	public RelayMessage relay(CharSequence frame) {
		RelayMessage[] message = { new RelayMessage.Unreadable("not read") };
		String wrong = read(frame, in -> message[0] = relay(in));
		return wrong == null ? message[0] : new RelayMessage.Unreadable(wrong);
	}

	/** One event by itself, from a file for example. @throws NostrException in words, if it is none */
	public Event event(CharSequence json) {
		List<Event> event = new ArrayList<>();
		String wrong = read(json, in -> {
			EventFields fields = new EventFields();
			fields.read(in);
			event.add(fields.event());
		});
		if (wrong != null) {
			throw NostrException.unusable("This is no event: " + wrong + ".", "Copy it again, whole.");
		}
		return event.getFirst();
	}

	/** The text of bytes that must be UTF-8, as the messages of a socket are. @throws NostrException if they are not, or are too many */
	public String text(ByteBuffer bytes) {
		if (bytes.remaining() > longest) {
			throw NostrException.unusable(tooLong(), "Send less at once.");
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
		} catch (CharacterCodingException e) {
			throw NostrException.unusable("The bytes are not UTF-8.", "Send text as UTF-8.");
		}
	}

	private interface Body {
		void read(JsonParser in) throws IOException;
	}

	/** @return what is wrong, or null */
	private @Nullable String read(CharSequence frame, Body body) {
		if (isTooLong(frame)) {
			return tooLong();
		}
		try (JsonParser in = factory.createParser(frame.toString())) {
			in.nextToken();
			body.read(in);
			return in.nextToken() == null ? null : "something follows the message";
		} catch (NostrException e) {
			return e.failure().message();
		} catch (OddException e) {
			return e.words;
		} catch (JsonProcessingException e) {
			return "not JSON, nested too deep, or a member twice";
		} catch (IOException e) {
			return "unreadable";
		}
	}

	private String tooLong() {
		return "longer than " + longest + " bytes";
	}

	private boolean isTooLong(CharSequence frame) {
		// most are so short that no character need be looked at
		return frame.length() * 3L > longest && utf8Length(frame) > longest;
	}

	private static long utf8Length(CharSequence text) {
		long bytes = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
		}
		return bytes;
	}

	/** Reads one client message, and remembers whose it is in case it turns out to be wrong. */
	private static final class ClientFrame {
		private @Nullable ClientMessage message;
		private @Nullable String subscription;
		private final EventFields fields = new EventFields();

		void read(JsonParser in) throws IOException {
			expect(in.currentToken() == JsonToken.START_ARRAY, "not an array");
			String type = textOf(in, "the message's type");
			switch (type) {
			case "EVENT", "AUTH" -> {
				in.nextToken();
				fields.read(in);
				Event event = fields.event();
				message = type.equals("EVENT") ? new ClientMessage.Publish(event) : new ClientMessage.Authenticate(event);
			}
			case "REQ", "COUNT" -> {
				subscription = subscription(in);
				expect(type.equals("REQ"), "COUNT is not known here");
				message = new ClientMessage.Request(subscription, filters(in));
				return;
			}
			case "CLOSE" -> message = new ClientMessage.Close(subscription(in));
			default -> throw new OddException("a message of a type that is not known here");
			}
			expect(in.nextToken() == JsonToken.END_ARRAY, "too many parts");
		}

		private static List<Filter> filters(JsonParser in) throws IOException {
			List<Filter> filters = new ArrayList<>();
			while (in.nextToken() != JsonToken.END_ARRAY) {
				filters.add(FilterFields.read(in));
			}
			expect(!filters.isEmpty(), "a REQ without a filter");
			return filters;
		}

		ClientMessage message() {
			return java.util.Objects.requireNonNull(message);
		}

		ClientMessage.Unreadable unreadable(String reason) {
			return new ClientMessage.Unreadable(fields.claimedId(), subscription, reason);
		}
	}

	private static RelayMessage relay(JsonParser in) throws IOException {
		expect(in.currentToken() == JsonToken.START_ARRAY, "not an array");
		String type = textOf(in, "the message's type");
		if (type.equals("OK")) {
			return ok(in);
		}
		RelayMessage message = switch (type) {
		case "EVENT" -> {
			String subscription = subscription(in);
			in.nextToken();
			EventFields fields = new EventFields();
			fields.read(in);
			yield new RelayMessage.Found(subscription, fields.event());
		}
		case "EOSE" -> new RelayMessage.StoredEnd(subscription(in));
		case "CLOSED" -> new RelayMessage.Closed(subscription(in), textOf(in, "the reason"));
		case "NOTICE" -> new RelayMessage.Notice(textOf(in, "the notice"));
		case "AUTH" -> new RelayMessage.Challenge(textOf(in, "the challenge"));
		default -> throw new OddException("a message of a type that is not known here");
		};
		expect(in.nextToken() == JsonToken.END_ARRAY, "too many parts");
		return message;
	}

	/** Some relays leave the words out. */
	private static RelayMessage ok(JsonParser in) throws IOException {
		EventId id = new EventId(textOf(in, "the event's id"));
		JsonToken accepted = in.nextToken();
		expect(accepted == JsonToken.VALUE_TRUE || accepted == JsonToken.VALUE_FALSE, "OK without true or false");
		if (in.nextToken() == JsonToken.END_ARRAY) {
			return new RelayMessage.Ok(id, accepted == JsonToken.VALUE_TRUE, "");
		}
		expect(in.currentToken() == JsonToken.VALUE_STRING, "the words are not a text");
		String words = in.getText();
		expect(in.nextToken() == JsonToken.END_ARRAY, "too many parts");
		return new RelayMessage.Ok(id, accepted == JsonToken.VALUE_TRUE, words);
	}

	private static String subscription(JsonParser in) throws IOException {
		String name = textOf(in, "the subscription's name");
		expect(!name.isEmpty() && name.length() <= LONGEST_SUBSCRIPTION, "a subscription's name has 1 to " + LONGEST_SUBSCRIPTION + " characters");
		return Canonical.checked("subscription's name", name);
	}

	private static String textOf(JsonParser in, String what) throws IOException {
		expect(in.nextToken() == JsonToken.VALUE_STRING, what + " is not a text");
		return in.getText();
	}

	static void expect(boolean as, String words) throws OddException {
		if (!as) {
			throw new OddException(words);
		}
	}

	/** The shape is wrong; ends the reading of this frame only. Without a stack trace, since strangers can ask for many. */
	static final class OddException extends IOException {
		private static final long serialVersionUID = 1L;
		private final String words;

		OddException(String words) {
			super(words);
			this.words = words;
		}

		@Override
		public synchronized Throwable fillInStackTrace() {
			return this;
		}
	}
}
