package dev.umbra.core.port;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;

/**
 * Mirrors the catalog through relays: it reads what other devices wrote and commits it, and sends what waits in the outbox. All
 * connections are kept, whichever identity is in use. Every method may be called by any thread and returns at once.
 */
public interface RelaySync {
	/** To be called once, before anything else. */
	void start(Sink sink);

	/** What is to be connected from now on; what is there already stays connected, what is no longer named is closed. */
	void use(Collection<RelayLink> links);

	/** Something was put into an outbox, or taken out again. */
	void outboxChanged();

	/** Reads everything again, sends what waits, and tries again what was refused or held. Unknown links are left alone. */
	void again(Collection<RelayLink> links);

	/**
	 * Asks the relays of {@code reader} for the personas that {@code author} lets others read. Answers within ten seconds, whatever the relays
	 * do: those that are not connected or do not answer are named in the words.
	 */
	CompletionStage<Shared> sharedBy(PublicKey reader, PublicKey author);

	/** One per link that is in use. The counts of what waits are those of the last look at the outbox. */
	List<RelayStatus> status();

	/** Ends every connection, within five seconds. Nothing can be used afterwards. */
	CompletionStage<Void> end();

	/** @param content canonical, members that are not known too */
	record SharedPersona(RelayAddress relay, Persona persona, String content, Instant published) {
	}

	/** @param personas of all relays the newest of each slug; {@code words}: what else to know, one sentence each */
	record Shared(List<SharedPersona> personas, List<String> words) {
		public Shared {
			personas = List.copyOf(personas);
			words = List.copyOf(words);
		}
	}

	/** Told what happened, after it was committed, on any thread; must not block. */
	interface Sink {
		/** Something that a person could see was committed: a record came in, changed or went, or what waits to be sent. */
		void catalogChanged(CatalogRecords.Changed changed, RelayAddress from);

		void stateChanged(RelayLink link, RelayState state);
	}
}
