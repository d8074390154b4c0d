package dev.umbra.ui.internal.gallery;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** Notices, errors, what happened to the session itself, and what this version does not know. */
final class Told {
	private Told() {
	}

	static void fill(Shelf shelf) {
		shelf.begin(Messages.told);
		shelf.say("Notices");
		for (String severity : new String[] { "info", "warning", "error", "a_word_of_its_own" }) {
			shelf.put(EntryKind.NOTICE, EntryStatus.DONE, "A notice of the severity *" + severity + "*.\nIts second line.", new Detail.Notice(severity));
		}
		shelf.put(EntryKind.NOTICE, EntryStatus.DONE, "A notice without a severity, with **Markdown** and `code`.");
		for (String state : new String[] { "in_progress", "completed", "failed", "cancelled", "a_word_of_its_own" }) {
			shelf.put(EntryKind.NOTICE, state.equals("in_progress") ? EntryStatus.RUNNING : EntryStatus.DONE, state.equals("completed") ? "We talked about the **weather**." : "",
					new Detail.Compaction("c", state, state.equals("failed") ? "The model is not available." : null));
		}
		shelf.say("Errors");
		shelf.put(EntryKind.ERROR, EntryStatus.DONE, "The agent's process ended with exit code 1.",
				new Detail.Fault("exit 1", "The agent's process ended.", "Send the prompt again: the agent is started anew."));
		shelf.put(EntryKind.ERROR, EntryStatus.DONE, "", new Detail.Fault("-32603", "Internal error\n  at forecast (weather.js:41:7)\n  at main (weather.js:3:1)", null));
		shelf.put(EntryKind.ERROR, EntryStatus.DONE, "An error that has nothing but its words.");
		shelf.say("What happened to the session");
		for (String event : new String[] { "interrupted", "cancelled", "closed", "reopened", "resumed", "history" }) {
			shelf.put(EntryKind.LIFECYCLE, EntryStatus.DONE, "The session was told of: " + event + ".", new Detail.Lifecycle(event));
		}
		shelf.say("What this version does not know");
		shelf.put(EntryKind.UNKNOWN, EntryStatus.DONE, "", new Detail.Unknown("weather_report", "{\"sessionUpdate\":\"weather_report\",\"rain\":12.4}"));
	}
}
