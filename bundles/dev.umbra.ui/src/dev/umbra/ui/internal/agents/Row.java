package dev.umbra.ui.internal.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.Policy;

/** One row of the part, in words, as it is painted. Two equal rows look the same. */
sealed interface Row {
	/** What the dot says. */
	enum Tone {
		QUIET, READY, BUSY, WAITING, FAILED
	}

	/** The same for the same thing, whatever became of it. */
	String key();

	Tone tone();

	/** First line. */
	String title();

	/** Second line. */
	String line();

	/** The agent it belongs to. */
	AgentId agent();

	/** All of it, for tooltips and for who cannot see the painting. */
	default String spoken() {
		return line().isEmpty() ? title() : title() + "\n" + line();
	}

	/**
	 * @param kind what it runs: title of its preset, or its program; not empty unless it is not listed
	 * @param problem what went wrong last, on one line; empty if nothing did
	 * @param policy what it may do unasked
	 * @param listed false where only sessions remain of an agent that was removed
	 * @param more stands below the sessions where not all that match are among them, or null
	 * @param running its sessions that have a turn under way
	 */
	record OfAgent(AgentId agent, String title, String kind, AgentState state, Tone tone, String line, String problem, Policy policy, boolean listed, int running,
			int sessionCount, List<OfSession> sessions, @Nullable OfMore more) implements Row {
		public OfAgent {
			sessions = List.copyOf(sessions);
		}

		/** What stands below it. */
		List<Row> below() {
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

		@Override
		public String spoken() {
			String badge = AgentRows.policy(policy);
			String first = (kind.isEmpty() ? title : title + " (" + kind + ")") + (badge.isEmpty() ? "" : ", " + badge);
			return line.isEmpty() ? first : first + "\n" + line;
		}

		boolean canStart() {
			return listed && (state == AgentState.STOPPED || state == AgentState.FAILED || state == AgentState.BACKING_OFF);
		}

		boolean canStop() {
			return listed && state != AgentState.STOPPED && state != AgentState.FAILED;
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
