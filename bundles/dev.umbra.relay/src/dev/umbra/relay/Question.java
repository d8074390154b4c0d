package dev.umbra.relay;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.umbra.core.port.RelaySync;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.PublicKey;

/** A question to a relay that is open, with what it has given so far. */
sealed interface Question {
	List<Event> events();

	/** A page of the history. */
	record Past(List<Event> events) implements Question {
	}

	/** Agents that announce themselves. */
	record Directory(List<Event> events) implements Question {
	}

	/** Whether anything came that the subscription did not bring. */
	record Probe(List<Event> events) implements Question {
	}

	/** What the flusher wants to know. */
	record Looked(List<Event> events, Asking.Look look) implements Question {
	}

	/** Somebody else's personas. */
	record Others(List<Event> events, PublicKey author, CompletableFuture<RelaySync.Shared> answer) implements Question {
	}
}
