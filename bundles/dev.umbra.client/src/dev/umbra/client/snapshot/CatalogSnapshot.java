package dev.umbra.client.snapshot;

import java.util.List;

import dev.umbra.core.api.Directory.Elsewhere;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.DirectoryEntry;

/**
 * The catalog of the identity in use, beside the managed agents of this device. Its lists were read one after the other: a change in
 * between may be in one and not in another, until the next pull.
 *
 * @param personas own ones and built-in ones, hidden ones too
 * @param elsewhere managed agents of this identity on other devices
 * @param announced agents that announced themselves at relays; all their texts are foreign
 */
public record CatalogSnapshot(List<Personas.One> personas, List<Teams.One> teams, List<Elsewhere> elsewhere, List<DirectoryEntry> announced) {
	public CatalogSnapshot {
		personas = List.copyOf(personas);
		teams = List.copyOf(teams);
		elsewhere = List.copyOf(elsewhere);
		announced = List.copyOf(announced);
	}
}
