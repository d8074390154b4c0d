package dev.umbra.nostr;

import java.util.List;

/** A tag of an event: a name, then values (NIP-01). Its texts have no unpaired surrogate, since those have no UTF-8. */
public record Tag(List<String> texts) {
	/** @param texts at least one, the name */
	public Tag {
		texts = List.copyOf(texts);
		if (texts.isEmpty()) {
			throw new IllegalArgumentException("a tag without a name");
		}
		texts.forEach(text -> Canonical.checked("tag", text));
	}

	public static Tag of(String name, String... values) {
		String[] texts = new String[values.length + 1];
		texts[0] = name;
		System.arraycopy(values, 0, texts, 1, values.length);
		return new Tag(List.of(texts));
	}

	public String name() {
		return texts.getFirst();
	}

	/** The first value, or the empty text. */
	public String value() {
		return texts.size() > 1 ? texts.get(1) : "";
	}

	/** Whether relays answer questions for it: a name of one letter, and a value. */
	public boolean indexed() {
		return texts.size() > 1 && Filter.letter(name());
	}
}
