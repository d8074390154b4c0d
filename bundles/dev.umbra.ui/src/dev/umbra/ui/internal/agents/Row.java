package dev.umbra.ui.internal.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.PublicKey;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;

/** One row of the part, in words, as it is painted. Two equal rows look the same, and so does what is below them. */
sealed interface Row {
	/** What the dot says. */
	enum Tone {
		QUIET, READY, BUSY, WAITING, FAILED
	}

	/** What is said behind a title, in a word or two. */
	record Badge(String words, Tone tone) {
	}

	/** The parts of the part, in their order. */
	enum Section {
		MINE, TEAMS, PERSONAS, OTHERS
	}

	/** Whom an agent plays. @param missing there is no such persona, and {@code name} is its slug */
	record Played(String slug, String name, boolean missing) {
	}

	/** The same for the same thing, whatever became of it. */
	String key();

	Tone tone();

	/** First line. */
	String title();

	/** Second line. */
	String line();

	/** Behind the title. */
	default List<Badge> badges() {
		return List.of();
	}

	/** At the end of the first line, where there is room. */
	default String trailing() {
		return "";
	}

	/** What stands below it. */
	default List<Row> below() {
		return List.of();
	}

	/** All of it, for tooltips and for who cannot see the painting. */
	default String spoken() {
		String first = title() + (trailing().isEmpty() ? "" : " (" + trailing() + ")")
				+ badges().stream().map(badge -> ", " + badge.words()).collect(Collectors.joining());
		return line().isEmpty() ? first : first + "\n" + line();
	}

	/** @param line what is in it, or what to do while nothing is */
	record OfSection(Section section, String title, String line, List<Row> below) implements Row {
		public OfSection {
			below = List.copyOf(below);
		}

		@Override
		public String key() {
			return "section " + section;
		}

		@Override
		public Tone tone() {
			return Tone.QUIET;
		}
	}

	/** Agents that play one persona. @param persona its slug; empty for those that play none */
	record OfGroup(String persona, String title, Tone tone, String line, List<Row> below) implements Row {
		public OfGroup {
			below = List.copyOf(below);
		}

		@Override
		public String key() {
			return "group " + persona;
		}
	}

	/**
	 * @param kind what it runs: title of its preset, or its program; not empty unless it is not listed
	 * @param persona whom it plays, or null
	 * @param problem what went wrong last, on one line; empty if nothing did
	 * @param listed false where only sessions remain of an agent that was removed
	 * @param drifted whether its process was started with another content of its persona than there is now
	 * @param more stands below the sessions where not all that match are among them, or null
	 * @param running its sessions that have a turn under way
	 */
	record OfAgent(AgentId agent, String title, String kind, @Nullable Played persona, AgentState state, Tone tone, String line, String problem,
			List<Badge> badges, boolean listed, boolean drifted, int running, int sessionCount, List<OfSession> sessions, @Nullable OfMore more)
			implements Row {
		public OfAgent {
			badges = List.copyOf(badges);
			sessions = List.copyOf(sessions);
		}

		@Override
		public List<Row> below() {
			List<Row> rows = new ArrayList<>(sessions);
			if (more != null) {
				rows.add(more);
			}
			return rows;
		}

		@Override
		public String key() {
			return "agent " + agent;
		}

		/** With the name of its persona, which may be two things that one looks for. */
		@Override
		public String trailing() {
			return persona == null || persona.missing() ? kind : persona.name() + " · " + kind;
		}

		boolean canStart() {
			return listed && (state == AgentState.STOPPED || state == AgentState.FAILED || state == AgentState.BACKING_OFF);
		}

		boolean canStop() {
			return listed && state != AgentState.STOPPED && state != AgentState.FAILED;
		}

		/** Its persona is gone. */
		boolean isOrphan() {
			return persona != null && persona.missing();
		}
	}

	/** @param depth 0, or how far below another session of the agent it stands */
	record OfSession(SessionId session, AgentId agent, String title, Tone tone, String line, String folder, int depth) implements Row {
		@Override
		public String key() {
			return "session " + session;
		}

		@Override
		public String spoken() {
			return title + "\n" + line + "\n" + folder;
		}
	}

	/** In place of the sessions of an agent that are not listed, because they are very many. @param title how many they are */
	record OfMore(AgentId agent, String title, String line) implements Row {
		@Override
		public String key() {
			return "more " + agent;
		}

		@Override
		public Tone tone() {
			return Tone.QUIET;
		}
	}

	/** An agent of this identity that runs elsewhere only. @param persona whom it plays, or null */
	record OfElsewhere(PublicKey agent, String title, @Nullable Played persona, String line, List<Badge> badges, String trailing) implements Row {
		public OfElsewhere {
			badges = List.copyOf(badges);
		}

		@Override
		public String key() {
			return "elsewhere " + agent;
		}

		@Override
		public Tone tone() {
			return Tone.QUIET;
		}
	}

	/** @param tone waiting where a member is missing */
	record OfTeam(Teams.One team, String title, Tone tone, String line, List<Badge> badges) implements Row {
		public OfTeam {
			badges = List.copyOf(badges);
		}

		@Override
		public String key() {
			return "team " + team.team().id();
		}
	}

	record OfPersona(Personas.One persona, String title, Tone tone, String line, List<Badge> badges, String trailing) implements Row {
		public OfPersona {
			badges = List.copyOf(badges);
		}

		@Override
		public String key() {
			return "persona " + slug();
		}

		String slug() {
			return persona.persona().slug().value();
		}
	}

	/** An agent that announced itself at a relay; it is somebody else's. */
	record OfAnnounced(PublicKey agent, String title, String line) implements Row {
		@Override
		public String key() {
			return "announced " + agent;
		}

		@Override
		public Tone tone() {
			return Tone.QUIET;
		}
	}

	/** In place of what is not listed of a section, because it is very much. @param title how much that is */
	record OfRest(Section section, String title, String line) implements Row {
		@Override
		public String key() {
			return "rest " + section;
		}

		@Override
		public Tone tone() {
			return Tone.QUIET;
		}
	}

	/** This row and all below it, in order. */
	static Stream<Row> all(Row row) {
		return Stream.concat(Stream.of(row), row.below().stream().flatMap(Row::all));
	}

	/** Whether all words occur in the text, regardless of case. */
	static boolean matches(String text, @Nullable String filter) {
		if (filter == null || filter.isBlank()) {
			return true;
		}
		String folded = text.toLowerCase(Locale.ROOT);
		for (String word : filter.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
			if (!folded.contains(word)) {
				return false;
			}
		}
		return true;
	}
}
