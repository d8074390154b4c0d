package dev.umbra.core.catalog;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Json;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;

/** A content that came from a relay, made ours: checked, in canonical form, put over what is stored. */
public final class Incoming {
	/** UTF-8 bytes of a content. */
	public static final int MOST_BYTES = 65_535;

	private Incoming() {
	}

	/**
	 * The content of the record from now on. Absent members stay as they are stored; null ones are cleared. Where the result is not the
	 * canonical form of what came, it should be published again, so that every device has the same.
	 *
	 * @param stored the record's content, or null if it is not known yet
	 * @throws IllegalArgumentException in words, if it cannot be a record of that kind, or is too long
	 */
	public static String merged(Coordinate at, @Nullable String stored, String content) {
		checkLength(content);
		List<String> known = known(at.kind());
		Members members = Members.read(known, content).over(stored == null ? null : Members.read(known, stored));
		String merged = (at.kind() == RecordKind.AGENT ? AgentContent.alone(members) : members).json();
		checkLength(merged);
		check(at, members);
		return merged;
	}

	/** In the form in which contents are compared and signed. @throws IllegalArgumentException in words, if it is not a JSON object */
	public static String canonical(RecordKind kind, String content) {
		Members members = Members.read(known(kind), content);
		return (kind == RecordKind.AGENT ? AgentContent.alone(members) : members).json();
	}

	/** Checked, and in the form in which contents are compared and signed. @throws IllegalArgumentException as {@link #check} does */
	public static String accepted(Coordinate at, String content) {
		checkLength(content);
		return acceptedTree(at, Json.read(content));
	}

	/** As {@link #accepted}, of what was read from JSON already. @param content as {@link Json} reads it */
	public static String acceptedTree(Coordinate at, Object content) {
		Members members = Members.of(known(at.kind()), content);
		String canonical = check(at, at.kind() == RecordKind.AGENT ? AgentContent.alone(members) : members).json();
		checkLength(canonical);
		return canonical;
	}

	/** @throws IllegalArgumentException in words, if the content cannot be that of a record of that kind and name */
	public static void check(Coordinate at, String content) {
		accepted(at, content);
	}

	private static Members check(Coordinate at, Members members) {
		List<FieldProblem> problems = switch (at.kind()) {
		case PERSONA -> CatalogCheck.of(PersonaContent.read(new Slug(at.d()), members));
		case TEAM -> CatalogCheck.of(TeamContent.read(new TeamId(at.d()), members));
		case AGENT -> {
			new PublicKey(at.d());
			yield CatalogCheck.of(AgentContent.read(members));
		}
		};
		if (!problems.isEmpty()) {
			throw new IllegalArgumentException(problems.getFirst().field() + ": " + problems.getFirst().words());
		}
		return members;
	}

	private static void checkLength(String content) {
		if (content.length() > MOST_BYTES || content.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
			throw new IllegalArgumentException("the content is longer than " + MOST_BYTES + " bytes");
		}
	}

	private static List<String> known(RecordKind kind) {
		return switch (kind) {
		case PERSONA -> PersonaContent.KNOWN;
		case TEAM -> TeamContent.KNOWN;
		case AGENT -> AgentContent.KNOWN;
		};
	}
}
