package dev.umbra.host;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Personas;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.PersonaContent;
import dev.umbra.core.port.CatalogRecords.IdentityRecord;
import dev.umbra.core.port.RelaySync;
import dev.umbra.nostr.Bech32Entity;
import dev.umbra.wire.Methods;

/**
 * Personas that others share, looked at on demand: nothing of them is kept unless the person makes a copy. A copy is made of what the
 * relays have at that moment, and only if that is what the person has seen. Any thread.
 */
final class OthersPersonas {
	private final HostParts parts;
	private final CatalogReader reader;
	private final PersonasService personas;

	OthersPersonas(HostParts parts, CatalogReader reader, PersonasService personas) {
		this.parts = parts;
		this.reader = reader;
		this.personas = personas;
	}

	CompletionStage<Directory.Others> of(String person) {
		PublicKey author = author(person);
		return asked(author).thenApply(shared -> new Directory.Others(author, npub(author), shared.personas().stream()
				.map(one -> new Directory.Other(one.persona(), PersonaContent.hash(one.persona()), one.published(), one.relay().url())).toList(),
				shared.words()));
	}

	CompletionStage<Personas.Saved> copy(Directory.Copy p) {
		PublicKey author = author(p.person());
		return asked(author).thenCompose(shared -> {
			Persona found = shared.personas().stream().map(RelaySync.SharedPersona::persona).filter(each -> each.slug().value().equals(p.persona())).findFirst()
					.orElseThrow(() -> new FailureException(Failure.notFound(npub(author) + " shares no persona \"" + p.persona() + "\" at the relays that answer."
							+ (shared.words().isEmpty() ? "" : " " + String.join(" ", shared.words())), "See those there are with: umbra persona others " + npub(author))));
			if (!PersonaContent.hash(found).equals(p.hash())) {
				throw new FailureException(Failure.busy("The persona " + found.displayName() + " is another one by now.", "Look at it again; no copy was made."));
			}
			return personas.added(copy(found), "a copy of " + found.displayName() + " by " + npub(author), p, Methods.DIRECTORY_COPY);
		});
	}

	private static Persona copy(Persona o) {
		return new Persona(Slug.of(o.displayName()), o.displayName(), o.systemPrompt(), o.acpCommand(), o.avatarUrl(), o.runtime(), o.model(), o.provider(),
				o.namePool(), o.respondTo(), o.respondToAllowlist(), o.parallelism(), o.description(), o.unknown());
	}

	private static PublicKey author(String person) {
		return new PublicKey(Bech32Entity.publicKey(person).hex());
	}

	private static String npub(PublicKey key) {
		return new dev.umbra.nostr.PublicKey(key.value()).npub();
	}

	private CompletionStage<RelaySync.Shared> asked(PublicKey author) {
		return reader.identity().thenCompose(identity -> {
			PublicKey me = identity.map(IdentityRecord::key).orElse(null);
			if (author.equals(me)) {
				throw new FailureException(Failure.usage("This is the identity in use itself.", "See its personas with: umbra persona list"));
			}
			return parts.catalog().relays().thenCompose(relays -> {
				if (me == null || relays.stream().noneMatch(relay -> relay.owner().equals(me))) {
					throw new FailureException(Failure.refused("There is no relay to ask.", "Add one that this person uses: umbra relay add URL"));
				}
				return parts.relays().sharedBy(me, author).toCompletableFuture();
			});
		});
	}
}
