package dev.umbra.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;
import dev.umbra.core.catalog.BuiltInPersonas;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.ContentHash;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.PersonaContent;
import dev.umbra.core.catalog.PersonaDevice;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.core.catalog.Team;
import dev.umbra.core.catalog.TeamContent;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.CatalogRecords.IdentityRecord;
import dev.umbra.core.port.CatalogRecords.Queued;
import dev.umbra.core.port.CatalogRecords.RelayRecord;

/** What is in the catalog of the identity in use, read from the store at each call; and who is meant by a name. Any thread. */
final class CatalogReader {
	private static final System.Logger LOG = System.getLogger(CatalogReader.class.getName());
	private static final int SHORTEST = 4;
	private final CatalogRecords records;

	CatalogReader(CatalogRecords records) {
		this.records = records;
	}

	/** A persona with its record; a built-in one has none. */
	record Found(Persona persona, @Nullable CatalogRecord record) {
		boolean builtIn() {
			return record == null;
		}

		/** Whether its command may run here; true without one. */
		boolean mayRun(PersonaDevice device) {
			String command = persona.acpCommand();
			return command == null || ContentHash.of(command).equals(device.confirmed());
		}
	}

	record FoundTeam(Team team, CatalogRecord record) {
	}

	/**
	 * @param owner the identity in use, or null while there is none
	 * @param personas own ones by name, then the built-in ones
	 * @param teams by name
	 * @param agents records of managed agents, of all devices
	 * @param pending what a relay has not been told yet
	 */
	record Shown(@Nullable PublicKey owner, List<Found> personas, List<FoundTeam> teams, List<CatalogRecord> agents,
			Map<Slug, PersonaDevice> devices, Set<Coordinate> pending) {
		PersonaDevice device(Slug slug) {
			return devices.getOrDefault(slug, PersonaDevice.fresh(slug));
		}

		/** @throws FailureException not found, or ambiguous with the candidates named */
		Found persona(String reference) {
			return one("persona", "umbra persona list", reference, personas, found -> found.persona().slug().value(),
					found -> found.persona().displayName());
		}

		/** @throws FailureException not found, or ambiguous with the candidates named */
		FoundTeam team(String reference) {
			return one("team", "umbra team list", reference, teams, found -> found.team().id().value(), found -> found.team().name());
		}

		Optional<Persona> bySlug(String slug) {
			return personas.stream().map(Found::persona).filter(persona -> persona.slug().value().equals(slug)).findFirst();
		}
	}

	private interface Word<T> {
		String of(T value);
	}

	private static <T> T one(String what, String list, String reference, List<T> all, Word<T> id, Word<T> name) {
		List<T> found = all.stream().filter(each -> id.of(each).equals(reference)).toList();
		if (found.isEmpty()) {
			found = all.stream().filter(each -> name.of(each).equals(reference)).toList();
		}
		if (found.isEmpty() && reference.length() >= SHORTEST) {
			String beginning = reference.toLowerCase(Locale.ROOT);
			found = all.stream().filter(each -> id.of(each).startsWith(beginning)).toList();
		}
		if (found.size() == 1) {
			return found.getFirst();
		}
		if (found.isEmpty()) {
			throw new FailureException(Failure.notFound("There is no " + what + " \"" + reference + "\".", "See those there are with: " + list));
		}
		throw new FailureException(Failure.usage("Several " + what + "s are called \"" + reference + "\": "
				+ String.join(", ", found.stream().map(id::of).toList()), "Name one by its id."));
	}

	CompletionStage<Optional<IdentityRecord>> identity() {
		return records.identities().thenApply(all -> all.stream().filter(IdentityRecord::current).findFirst());
	}

	CompletionStage<Shown> shown() {
		return identity().thenCompose(identity -> identity.map(each -> of(each.key()))
				.orElseGet(() -> CompletableFuture.completedFuture(new Shown(null, builtIn(List.of()), List.of(), List.of(), Map.of(), Set.of()))));
	}

	private CompletionStage<Shown> of(PublicKey owner) {
		return records.records(owner).thenCompose(all -> records.personaDevices(owner)
				.thenCompose(devices -> pending(owner).thenApply(pending -> shown(owner, all, devices, pending))));
	}

	private static Shown shown(PublicKey owner, List<CatalogRecord> all, Map<Slug, PersonaDevice> devices, Set<Coordinate> pending) {
		List<Found> personas = new ArrayList<>();
		List<FoundTeam> teams = new ArrayList<>();
		for (CatalogRecord record : all) {
			try {
				switch (record.at().kind()) {
				case PERSONA -> personas.add(new Found(PersonaContent.read(new Slug(record.at().d()), record.content()), record));
				case TEAM -> teams.add(new FoundTeam(TeamContent.read(new TeamId(record.at().d()), record.content()), record));
				case AGENT -> {
				}
				}
			} catch (IllegalArgumentException e) {
				LOG.log(System.Logger.Level.ERROR, "the record " + record.at() + " cannot be read and is left out; it stays in the store", e);
			}
		}
		personas.sort((a, b) -> a.persona().displayName().compareToIgnoreCase(b.persona().displayName()));
		teams.sort((a, b) -> a.team().name().compareToIgnoreCase(b.team().name()));
		return new Shown(owner, builtIn(personas), List.copyOf(teams), all.stream().filter(each -> each.at().kind() == RecordKind.AGENT).toList(), devices,
				pending);
	}

	private static List<Found> builtIn(List<Found> own) {
		List<Found> all = new ArrayList<>(own);
		BuiltInPersonas.ALL.forEach(persona -> all.add(new Found(persona, null)));
		return List.copyOf(all);
	}

	private CompletionStage<Set<Coordinate>> pending(PublicKey owner) {
		return records.relays().thenCompose(relays -> {
			CompletionStage<Set<Coordinate>> all = CompletableFuture.completedFuture(new HashSet<>());
			for (RelayRecord relay : relays) {
				if (relay.owner().equals(owner)) {
					all = all.thenCombine(records.outbox(owner, relay.url()), (so, rows) -> {
						rows.stream().map(Queued::at).forEach(so::add);
						return so;
					});
				}
			}
			return all;
		});
	}
}
