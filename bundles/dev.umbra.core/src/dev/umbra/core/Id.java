package dev.umbra.core;

import java.util.UUID;

/**
 * An identifier that is a type of its own, so that a session id can never be passed where an agent id is wanted.
 * The value is an opaque, non-empty string of at most 200 characters without control characters.
 */
public sealed interface Id permits SessionId, AgentId, EntryId, TurnId, CommandId, RuleId, Slug, TeamId, PublicKey {
	String value();

	/** A random version 4 UUID: never time-ordered, so that short beginnings stay unique. */
	static String random() {
		return UUID.randomUUID().toString();
	}

	/** @throws IllegalArgumentException if {@code value} cannot be an id; the message names {@code what} */
	static String checked(String what, String value) {
		if (value.isEmpty() || value.length() > 200 || value.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("not a " + what + " id: " + value.length() + " characters");
		}
		return value;
	}
}
