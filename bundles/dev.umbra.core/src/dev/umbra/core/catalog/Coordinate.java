package dev.umbra.core.catalog;

import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;

/**
 * Which record: whose, of which kind, and its name in there.
 *
 * @param owner the identity it belongs to
 * @param d slug of a persona, id of a team, public key of an agent; at a relay in private mode another, random one stands for it
 */
public record Coordinate(PublicKey owner, RecordKind kind, String d) {
	public Coordinate {
		if (d.isEmpty() || d.length() > 200 || d.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("not the name of a record: " + d.length() + " characters");
		}
	}

	public static Coordinate of(PublicKey owner, Slug persona) {
		return new Coordinate(owner, RecordKind.PERSONA, persona.value());
	}

	public static Coordinate of(PublicKey owner, TeamId team) {
		return new Coordinate(owner, RecordKind.TEAM, team.value());
	}

	/** @param agent the agent's own key */
	public static Coordinate ofAgent(PublicKey owner, PublicKey agent) {
		return new Coordinate(owner, RecordKind.AGENT, agent.value());
	}

	/** As in an {@code a} tag: {@code <kind>:<owner>:<d>}. */
	@Override
	public String toString() {
		return kind.nostr() + ":" + owner.value() + ":" + d;
	}
}
