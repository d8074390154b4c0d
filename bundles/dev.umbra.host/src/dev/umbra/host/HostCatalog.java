package dev.umbra.host;

import dev.umbra.nostr.Schnorr;

/** The contracts of the catalog, put together. */
final class HostCatalog {
	private final IdentitiesService identities;
	private final PersonasService personas;
	private final TeamsService teams;
	private final DirectoryService directory;

	HostCatalog(HostParts parts, AgentLives lives, SessionsService sessions, AgentsService agents, Schnorr schnorr) {
		CatalogReader reader = new CatalogReader(parts.catalog());
		CatalogWriter writer = new CatalogWriter(parts, lives);
		identities = new IdentitiesService(parts, lives, schnorr);
		personas = new PersonasService(parts, lives, reader, writer, identities);
		teams = new TeamsService(parts, lives, reader, writer, identities, sessions);
		directory = new DirectoryService(parts, lives, reader, writer, new OthersPersonas(parts, reader, personas));
		lives.personas(personas::find);
		agents.catalog(new AgentPersonas(parts, reader, identities));
	}

	IdentitiesService identities() {
		return identities;
	}

	PersonasService personas() {
		return personas;
	}

	TeamsService teams() {
		return teams;
	}

	DirectoryService directory() {
		return directory;
	}
}
