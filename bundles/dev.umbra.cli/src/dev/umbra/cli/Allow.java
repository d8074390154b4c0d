package dev.umbra.cli;

import java.util.List;
import java.util.Optional;

import dev.umbra.core.session.Detail;

/** What {@code --allow} answers to permissions: an option of that kind, the first one; where there is none, nothing. */
enum Allow {
	ONCE("once", List.of("allow_once")), ALWAYS("always", List.of("allow_always")),
	REJECT("reject", List.of("reject_once", "reject_always"));

	private final String word;
	private final List<String> kinds;

	Allow(String word, List<String> kinds) {
		this.word = word;
		this.kinds = kinds;
	}

	String word() {
		return word;
	}

	Optional<Detail.Option> choose(List<Detail.Option> options) {
		for (String kind : kinds) {
			for (Detail.Option option : options) {
				if (option.kind().equals(kind)) {
					return Optional.of(option);
				}
			}
		}
		return Optional.empty();
	}

	static Optional<Allow> of(String word) {
		for (Allow allow : values()) {
			if (allow.word.equals(word)) {
				return Optional.of(allow);
			}
		}
		return Optional.empty();
	}
}
