package dev.umbra.ui.internal.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.umbra.core.api.Drafts;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;

/**
 * The prompts of a session, to be gone through from the newest. What was typed before going back is the last one of all and
 * comes back. Pure; not shared between threads.
 */
final class PromptHistory {
	private List<String> prompts = List.of();
	/** Index of the prompt that is shown; the size while none is. */
	private int at;
	private String typed = "";

	/** Takes what is known now. The place in it is given up if something changed. */
	void of(List<Entry> entries) {
		List<String> now = new ArrayList<>();
		for (Entry entry : entries) {
			if (entry.kind() == EntryKind.PROMPT && !entry.text().isBlank()
					&& (now.isEmpty() || !now.getLast().equals(entry.text()))) {
				now.add(entry.text());
			}
		}
		if (!now.equals(prompts)) {
			prompts = now;
			leave();
		}
	}

	/**
	 * Whether a draft was sent already, by a window that did not live to hear of it: the same text became a prompt after it was
	 * written.
	 */
	static boolean sent(Drafts.Draft draft, List<Entry> entries) {
		Instant written = draft.updated();
		return written != null && entries.stream().anyMatch(entry -> entry.kind() == EntryKind.PROMPT
				&& !entry.created().isBefore(written) && entry.text().strip().equals(draft.text().strip()));
	}

	/** The person typed: what is in the box is theirs again. */
	void leave() {
		at = prompts.size();
	}

	/** @param current what is in the box */
	Optional<String> earlier(String current) {
		if (at == 0) {
			return Optional.empty();
		}
		if (at == prompts.size()) {
			typed = current;
		}
		at--;
		return Optional.of(prompts.get(at));
	}

	Optional<String> later() {
		if (at == prompts.size()) {
			return Optional.empty();
		}
		at++;
		return Optional.of(at == prompts.size() ? typed : prompts.get(at));
	}
}
