package dev.umbra.relay;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.umbra.core.port.RelaySync;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.PublicKey;

/** A question to a relay that is open, with what it has given so far. */
sealed interface Question {
	/** One more. */
	void add(Event event);

	int size();

	/** A page of the history, looked at while it comes. */
	record Past(Batch page) implements Question {
		@Override
		public void add(Event event) {
			page.add(event);
		}

		@Override
		public int size() {
			return page.events();
		}
	}

	/** One whose events are looked at when all are there. */
	sealed interface Small extends Question {
		List<Event> events();

		@Override
		default void add(Event event) {
			events().add(event);
		}

		@Override
		default int size() {
			return events().size();
		}
	}

	/** Agents that announce themselves. */
	record Directory(List<Event> events) implements Small {
	}

	/** Whether anything came that the subscription did not bring. */
	record Probe(List<Event> events) implements Small {
	}

	/** What the flusher wants to know. */
	record Looked(List<Event> events, Asking.Look look) implements Small {
	}

	/** Somebody else's personas. */
	record Others(List<Event> events, PublicKey author, CompletableFuture<RelaySync.Shared> answer) implements Small {
	}
}
