package dev.umbra.nostr;

import static dev.umbra.nostr.MessageReader.expect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

/** The members of an event as they are read; unknown ones are passed over. One object reads one event. */
final class EventFields {
	private @Nullable String id;
	private @Nullable String author;
	private long createdAt = -1;
	private long kind = -1;
	private @Nullable List<Tag> tags;
	private @Nullable String content;
	private @Nullable String signature;

	/** Reads the object whose first token is the parser's present one. */
	void read(JsonParser in) throws IOException {
		expect(in.currentToken() == JsonToken.START_OBJECT, "an event is an object");
		while (in.nextToken() == JsonToken.FIELD_NAME) {
			String name = in.currentName();
			in.nextToken();
			switch (name) {
			case "id" -> id = text(in, name);
			case "pubkey" -> author = text(in, name);
			case "created_at" -> createdAt = number(in, name, UnsignedEvent.LATEST);
			case "kind" -> kind = number(in, name, Kind.HIGHEST);
			case "tags" -> tags = tags(in);
			case "content" -> content = text(in, name);
			case "sig" -> signature = text(in, name);
			default -> in.skipChildren();
			}
		}
	}

	Event event() throws IOException {
		if (id == null || author == null || tags == null || content == null || signature == null || createdAt < 0 || kind < 0) {
			throw new MessageReader.OddException("an event has id, pubkey, created_at, kind, tags, content and sig");
		}
		return new Event(new EventId(id), new PublicKey(author), createdAt, (int) kind, tags, content, signature);
	}

	/** The id that it claims, as far as it was read; null if there was none. */
	@Nullable
	EventId claimedId() {
		return id != null && Hex.is(id, 32) ? new EventId(id) : null;
	}

	private static String text(JsonParser in, String name) throws IOException {
		expect(in.currentToken() == JsonToken.VALUE_STRING, name + " is not a text");
		return in.getText();
	}

	static long number(JsonParser in, String name, long highest) throws IOException {
		expect(in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER
				&& in.getLongValue() >= 0 && in.getLongValue() <= highest, name + " is not a number from 0 to " + highest);
		return in.getLongValue();
	}

	private static List<Tag> tags(JsonParser in) throws IOException {
		expect(in.currentToken() == JsonToken.START_ARRAY, "tags are not an array");
		List<Tag> tags = new ArrayList<>();
		while (in.nextToken() != JsonToken.END_ARRAY) {
			expect(in.currentToken() == JsonToken.START_ARRAY, "a tag is not an array");
			List<String> texts = new ArrayList<>();
			while (in.nextToken() != JsonToken.END_ARRAY) {
				texts.add(text(in, "a tag's value"));
			}
			expect(!texts.isEmpty(), "a tag without a name");
			tags.add(new Tag(texts));
		}
		return tags;
	}
}
