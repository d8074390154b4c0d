package dev.umbra.nostr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import org.jspecify.annotations.Nullable;

/**
 * What a relay says of itself over HTTP (NIP-11), as far as we ask.
 *
 * @param nips numbers of the specifications that it keeps to
 */
public record RelayDocument(String name, String description, String software, String version, List<Integer> nips, Limits limits) {
	/** What is asked for by HTTP. */
	public static final String MEDIA_TYPE = "application/nostr+json";
	/** A document longer than that many characters is not read. */
	public static final int LONGEST = 64 * 1024;
	private static final JsonFactory FACTORY = JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(LONGEST).build()).build();

	public RelayDocument {
		nips = List.copyOf(nips);
	}

	/**
	 * Null: the relay does not say.
	 *
	 * @param messageLength of a frame, in bytes
	 * @param subscriptions at once on a connection
	 * @param filters in a subscription
	 * @param limit what a filter's limit is cut to
	 * @param eventTags in an event
	 * @param contentLength of an event, in characters
	 * @param authRequired NIP-42 before anything else
	 * @param restrictedWrites not everybody may write
	 * @param createdBefore how many seconds an event may be ahead of now
	 */
	public record Limits(@Nullable Integer messageLength, @Nullable Integer subscriptions, @Nullable Integer filters, @Nullable Integer limit,
			@Nullable Integer eventTags, @Nullable Integer contentLength, @Nullable Boolean authRequired, @Nullable Boolean restrictedWrites,
			@Nullable Long createdBefore) {
		/** Nothing is known. */
		public static final Limits UNKNOWN = new Limits(null, null, null, null, null, null, null, null, null);
	}

	public String json() {
		StringBuilder out = new StringBuilder("{");
		text(out, "name", name);
		text(out, "description", description);
		text(out, "software", software);
		text(out, "version", version);
		raw(out, "supported_nips", nips.toString().replace(" ", ""));
		StringBuilder limitation = new StringBuilder("{");
		raw(limitation, "max_message_length", limits.messageLength());
		raw(limitation, "max_subscriptions", limits.subscriptions());
		raw(limitation, "max_filters", limits.filters());
		raw(limitation, "max_limit", limits.limit());
		raw(limitation, "max_event_tags", limits.eventTags());
		raw(limitation, "max_content_length", limits.contentLength());
		raw(limitation, "auth_required", limits.authRequired());
		raw(limitation, "restricted_writes", limits.restrictedWrites());
		raw(limitation, "created_at_upper_limit", limits.createdBefore());
		return raw(out, "limitation", limitation.append('}')).append('}').toString();
	}

	private static void text(StringBuilder out, String name, String value) {
		StringBuilder text = new StringBuilder();
		Canonical.text(text, value);
		raw(out, name, text);
	}

	private static StringBuilder raw(StringBuilder out, String name, @Nullable Object value) {
		if (value != null) {
			out.append(out.length() > 1 ? ",\"" : "\"").append(name).append("\":").append(value);
		}
		return out;
	}

	/** Reads what a stranger wrote: what has another shape than it should counts as not said. @throws NostrException if it is not JSON */
	public static RelayDocument read(String json) {
		if (json.length() > LONGEST) {
			throw NostrException.unusable("The relay's description is longer than " + LONGEST + " characters.", "Ask its operator.");
		}
		try (JsonParser in = FACTORY.createParser(json)) {
			return new Fields().read(in);
		} catch (IOException e) {
			throw NostrException.unusable("The relay's description is not JSON.", "Ask its operator.");
		}
	}

	private static final class Fields {
		private final String[] texts = { "", "", "", "" };
		private final List<Integer> nips = new ArrayList<>();
		private final @Nullable Integer[] numbers = new @Nullable Integer[6];
		private final @Nullable Boolean[] words = new @Nullable Boolean[2];
		private @Nullable Long createdBefore;

		RelayDocument read(JsonParser in) throws IOException {
			in.nextToken();
			members(in, name -> {
				switch (name) {
				case "name" -> text(in, 0);
				case "description" -> text(in, 1);
				case "software" -> text(in, 2);
				case "version" -> text(in, 3);
				case "supported_nips" -> nips(in);
				case "limitation" -> members(in, limit -> limit(in, limit));
				default -> in.skipChildren();
				}
			});
			return new RelayDocument(texts[0], texts[1], texts[2], texts[3], nips, new Limits(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4],
					numbers[5], words[0], words[1], createdBefore));
		}

		private interface Member {
			void read(String name) throws IOException;
		}

		private static void members(JsonParser in, Member member) throws IOException {
			if (in.currentToken() != JsonToken.START_OBJECT) {
				in.skipChildren();
				return;
			}
			while (in.nextToken() == JsonToken.FIELD_NAME) {
				String name = in.currentName();
				in.nextToken();
				member.read(name);
			}
		}

		private void limit(JsonParser in, String name) throws IOException {
			switch (name) {
			case "max_message_length" -> number(in, 0);
			case "max_subscriptions" -> number(in, 1);
			case "max_filters" -> number(in, 2);
			case "max_limit" -> number(in, 3);
			case "max_event_tags" -> number(in, 4);
			case "max_content_length" -> number(in, 5);
			case "auth_required" -> word(in, 0);
			case "restricted_writes" -> word(in, 1);
			case "created_at_upper_limit" -> createdBefore = in.currentToken() == JsonToken.VALUE_NUMBER_INT ? Long.valueOf(in.getValueAsLong()) : null;
			default -> in.skipChildren();
			}
		}

		private void text(JsonParser in, int place) throws IOException {
			if (in.currentToken() == JsonToken.VALUE_STRING) {
				texts[place] = in.getText();
			} else {
				in.skipChildren();
			}
		}

		private void number(JsonParser in, int place) throws IOException {
			if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() == JsonParser.NumberType.INT && in.getIntValue() > 0) {
				numbers[place] = in.getIntValue();
			} else {
				in.skipChildren();
			}
		}

		private void word(JsonParser in, int place) throws IOException {
			if (in.currentToken().isBoolean()) {
				words[place] = in.getBooleanValue();
			} else {
				in.skipChildren();
			}
		}

		private void nips(JsonParser in) throws IOException {
			if (in.currentToken() != JsonToken.START_ARRAY) {
				in.skipChildren();
				return;
			}
			while (in.nextToken() != JsonToken.END_ARRAY) {
				if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() == JsonParser.NumberType.INT) {
					nips.add(in.getIntValue());
				} else {
					in.skipChildren();
				}
			}
		}
	}
}
