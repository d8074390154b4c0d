package dev.umbra.nostr;

import static dev.umbra.nostr.MessageReader.expect;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

/** Reads a filter. A member that we do not know is refused: passed over, it would answer more than was asked for. */
final class FilterFields {
	private @Nullable Set<EventId> ids;
	private @Nullable Set<PublicKey> authors;
	private @Nullable Set<Integer> kinds;
	private final Map<String, Set<String>> tags = new HashMap<>();
	private @Nullable Long since;
	private @Nullable Long until;
	private @Nullable Integer limit;

	private FilterFields() {
	}

	/** Reads the object whose first token is the parser's present one. */
	static Filter read(JsonParser in) throws IOException {
		FilterFields fields = new FilterFields();
		expect(in.currentToken() == JsonToken.START_OBJECT, "a filter is an object");
		while (in.nextToken() == JsonToken.FIELD_NAME) {
			String name = in.currentName();
			in.nextToken();
			fields.member(in, name);
		}
		return new Filter(fields.ids, fields.authors, fields.kinds, fields.tags, fields.since, fields.until, fields.limit);
	}

	private void member(JsonParser in, String name) throws IOException {
		switch (name) {
		case "ids" -> ids = texts(in, name, EventId::new);
		case "authors" -> authors = texts(in, name, PublicKey::new);
		case "kinds" -> kinds = kinds(in);
		case "since" -> since = EventFields.number(in, name, UnsignedEvent.LATEST);
		case "until" -> until = EventFields.number(in, name, Long.MAX_VALUE);
		case "limit" -> limit = (int) EventFields.number(in, name, Integer.MAX_VALUE);
		default -> {
			expect(name.length() == 2 && name.charAt(0) == '#' && Filter.letter(name.substring(1)), "a filter with a member that is not known here");
			tags.put(name.substring(1), texts(in, name, text -> Canonical.checked("filter", text)));
		}
		}
	}

	private static <T> Set<T> texts(JsonParser in, String name, Function<String, T> make) throws IOException {
		expect(in.currentToken() == JsonToken.START_ARRAY, name + " is not an array");
		Set<T> values = new HashSet<>();
		while (in.nextToken() != JsonToken.END_ARRAY) {
			expect(in.currentToken() == JsonToken.VALUE_STRING, name + " has something that is not a text");
			values.add(make.apply(in.getText()));
		}
		return values;
	}

	private static Set<Integer> kinds(JsonParser in) throws IOException {
		expect(in.currentToken() == JsonToken.START_ARRAY, "kinds are not an array");
		Set<Integer> values = new HashSet<>();
		while (in.nextToken() != JsonToken.END_ARRAY) {
			values.add((int) EventFields.number(in, "a kind", Kind.HIGHEST));
		}
		return values;
	}
}
