package dev.umbra.core.catalog;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Slug;

/**
 * What this device knows of a persona; never synced, never touched by sync.
 *
 * @param active whether it is offered where agents are made
 * @param hidden a built-in one that the person does not want to see
 * @param confirmed hash of the command that a person on this device allowed to run ({@link ContentHash#of}), or null
 * @param source where it came from, in words, or null if it was made here
 */
public record PersonaDevice(Slug persona, boolean active, boolean hidden, @Nullable String confirmed, @Nullable String source) {
	public static PersonaDevice fresh(Slug persona) {
		return new PersonaDevice(persona, true, false, null, null);
	}
}
