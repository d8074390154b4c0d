package dev.umbra.ui.internal.agents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.agents.Row.Badge;
import dev.umbra.ui.internal.agents.Row.OfAgent;
import dev.umbra.ui.internal.agents.Row.OfMore;
import dev.umbra.ui.internal.agents.Row.OfSession;
import dev.umbra.ui.internal.agents.Row.Played;
import dev.umbra.ui.internal.agents.Row.Tone;
import dev.umbra.ui.internal.live.Ages;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * What the part shows of agents and sessions at one moment, in order: agents that do something first, then by name; the
 * sessions of each likewise, then the newest first. The order depends on nothing that changes while a session streams, so
 * that rows do not jump. Sessions whose agent was removed are kept under its last name.
 */
final class AgentRows {
	/** Of one agent. */
	static final int MOST_SESSIONS = 200;
	/** What is further below is shown no further in. */
	private static final int DEEPEST = 5;
	private final Instant now;
	private final Map<String, String> presetTitles;
	private final @Nullable Map<String, String> personas;

	/**
	 * @param presetTitles by id; may be empty, then the id is shown
	 * @param personas names by slug; null while they are not known, so that none is said to be missing
	 */
	AgentRows(Instant now, Map<String, String> presetTitles, @Nullable Map<String, String> personas) {
		this.now = now;
		this.presetTitles = Map.copyOf(presetTitles);
		this.personas = personas == null ? null : Map.copyOf(personas);
	}

	/** Titles of presets by id; none while they are not known. */
	static Map<String, String> titles(Agents.@Nullable Presets presets) {
		Map<String, String> titles = new HashMap<>();
		if (presets != null) {
			presets.presets().forEach(preset -> titles.put(preset.id(), preset.title()));
		}
		return titles;
	}

	/** @param filter words that a name, its persona's too, or the title of a session, must have; null or blank shows all */
	List<OfAgent> of(List<Agents.One> agents, List<SessionSummary> sessions, @Nullable String filter) {
		Map<AgentId, List<SessionSummary>> byAgent = new LinkedHashMap<>();
		sessions.stream().filter(session -> !session.archived())
				.forEach(session -> byAgent.computeIfAbsent(session.agent(), id -> new ArrayList<>()).add(session));
		List<OfAgent> rows = new ArrayList<>();
		// what nobody looks for among all of them need not be put in words
		int most = filter == null || filter.isBlank() ? MOST_SESSIONS : Integer.MAX_VALUE;
		for (Agents.One agent : agents) {
			List<SessionSummary> own = byAgent.remove(agent.agent().id());
			add(rows, listed(agent, own == null ? List.of() : ordered(own), most), filter);
		}
		byAgent.forEach((id, own) -> add(rows, removed(id, ordered(own), most), filter));
		rows.sort(Comparator.comparing(OfAgent::listed).reversed().thenComparing(row -> !active(row.state()))
				.thenComparing(row -> row.title().toLowerCase(Locale.ROOT)).thenComparing(row -> row.agent().value()));
		return List.copyOf(rows);
	}

	private static void add(List<OfAgent> rows, OfAgent row, @Nullable String filter) {
		if (Row.matches(row.title() + " " + row.trailing(), filter)) {
			rows.add(cut(row, row.sessionCount()));
			return;
		}
		List<OfSession> found = row.sessions().stream().filter(session -> Row.matches(session.title(), filter)).toList();
		if (!found.isEmpty()) {
			rows.add(cut(with(row, found, null), found.size()));
		}
	}

	/** Of very many sessions the first: a tree of thousands of rows takes seconds to be made, and nobody reads it. */
	private static OfAgent cut(OfAgent row, int all) {
		int shown = Math.min(row.sessions().size(), MOST_SESSIONS);
		int more = shown < MOST_SESSIONS ? 0 : all - shown;
		return more <= 0 ? row : with(row, row.sessions().subList(0, shown),
				new OfMore(row.agent(), NLS.bind(Messages.sessions_more, more), Messages.sessions_more_where));
	}

	private static OfAgent with(OfAgent row, List<OfSession> sessions, @Nullable OfMore more) {
		return new OfAgent(row.agent(), row.title(), row.kind(), row.persona(), row.state(), row.tone(), row.line(), row.problem(), row.badges(), row.listed(),
				row.drifted(), row.running(), row.sessionCount(), sessions, more);
	}

	private static List<SessionSummary> ordered(List<SessionSummary> sessions) {
		return sessions.stream()
				.sorted(Comparator.comparing((SessionSummary session) -> session.status().kind() != SessionStatus.Kind.ACTIVE)
						.thenComparing(SessionSummary::created, Comparator.reverseOrder())
						.thenComparing(session -> session.id().value()))
				.toList();
	}

	static boolean active(AgentState state) {
		return switch (state) {
		case STARTING, WORKING, WAITING -> true;
		case STOPPED, READY, BACKING_OFF, FAILED -> false;
		};
	}

	private OfAgent listed(Agents.One one, List<SessionSummary> own, int most) {
		int running = (int) own.stream().filter(session -> session.status().kind() == SessionStatus.Kind.ACTIVE).count();
		return new OfAgent(one.agent().id(), ForeignText.shownOnOneLine(one.agent().name()), kind(one.agent().device()),
				played(one.agent().definition().persona()), one.state(), tone(one.state()), line(one, own), problem(one), badges(one), true,
				one.restartToApply(), running, own.size(), nested(own, most), null);
	}

	private OfAgent removed(AgentId id, List<SessionSummary> own, int most) {
		String name = own.stream().map(SessionSummary::agentName).filter(Objects::nonNull).findFirst().orElse("");
		int running = (int) own.stream().filter(session -> session.status().kind() == SessionStatus.Kind.ACTIVE).count();
		return new OfAgent(id, ForeignText.shownOnOneLine(name), "", null, AgentState.STOPPED, Tone.QUIET, Messages.agent_removed, "", List.of(), false,
				false, running, own.size(), nested(own, most), null);
	}

	/** What is not as it is with every agent at first. */
	private List<Badge> badges(Agents.One one) {
		List<Badge> badges = new ArrayList<>();
		Played persona = played(one.agent().definition().persona());
		if (persona != null && persona.missing()) {
			badges.add(new Badge(Messages.badge_orphan, Tone.WAITING));
		}
		if (one.restartToApply()) {
			badges.add(new Badge(Messages.badge_drifted, Tone.WAITING));
		}
		switch (one.agent().device().policy()) {
		case ASK -> {
		}
		case ALLOW_READS -> badges.add(new Badge(Messages.policy_reads_badge, Tone.QUIET));
		case ALLOW_EDITS -> badges.add(new Badge(Messages.policy_edits_badge, Tone.QUIET));
		case ALLOW_ALL -> badges.add(new Badge(Messages.policy_all_badge, Tone.FAILED));
		}
		if (one.agent().device().autostart()) {
			badges.add(new Badge(Messages.badge_autostart, Tone.QUIET));
		}
		return badges;
	}

	/** @param slug null for none */
	@Nullable
	Played played(@Nullable String slug) {
		if (slug == null) {
			return null;
		}
		Map<String, String> known = personas;
		String name = known == null ? slug : known.get(slug);
		return new Played(slug, ForeignText.shownOnOneLine(name == null ? slug : name), name == null);
	}

	private String kind(DeviceLayer device) {
		String preset = device.preset();
		if (preset != null) {
			return presetTitles.getOrDefault(preset, preset.equals("demo") ? Messages.kind_demo : preset);
		}
		if (device.command().equals(Preset.DEMO_PROGRAM)) {
			return Messages.kind_demo;
		}
		return ForeignText.shownOnOneLine(lastName(device.command()));
	}

	/** The last name of a path, of any system. */
	private static String lastName(String path) {
		String cut = path.replaceFirst("[/\\\\]+$", "");
		return cut.isEmpty() ? path : cut.substring(Math.max(cut.lastIndexOf('/'), cut.lastIndexOf('\\')) + 1);
	}

	private static Tone tone(AgentState state) {
		return switch (state) {
		case STOPPED -> Tone.QUIET;
		case READY -> Tone.READY;
		case STARTING, WORKING -> Tone.BUSY;
		case WAITING, BACKING_OFF -> Tone.WAITING;
		case FAILED -> Tone.FAILED;
		};
	}

	private String line(Agents.One one, List<SessionSummary> own) {
		String lasting = Ages.lasting(one.since(), now);
		return switch (one.state()) {
		case STOPPED -> withProblem(Messages.state_stopped, one);
		case STARTING -> Messages.state_starting;
		case READY -> NLS.bind(Messages.state_ready_since, lasting);
		case WORKING -> about(own, SessionStatus.RUNNING, Messages.state_working_on, NLS.bind(Messages.state_working_since, lasting),
				lasting);
		case WAITING -> waitingOn(own, lasting);
		case BACKING_OFF -> withProblem(Messages.state_backing_off, one);
		case FAILED -> withProblem(Messages.state_failed, one);
		};
	}

	private static String withProblem(String word, Agents.One one) {
		String problem = problem(one);
		return problem.isEmpty() ? word : NLS.bind(Messages.state_with_error, word, problem);
	}

	/** On one line, without the agent's name in front: it stands in the row above. What came before it went on again is over. */
	private static String problem(Agents.One one) {
		String error = switch (one.state()) {
		case STOPPED, BACKING_OFF, FAILED -> one.lastError();
		case STARTING, READY, WORKING, WAITING -> null;
		};
		if (error == null || error.isBlank()) {
			return "";
		}
		String words = error.strip().replaceAll("\\s*\\R\\s*", " ");
		String name = "agent \"" + one.agent().name() + "\": ";
		return ForeignText.shownOnOneLine(words.startsWith(name) ? words.substring(name.length()) : words);
	}

	private static String about(List<SessionSummary> own, SessionStatus status, String withTitle, String without, String lasting) {
		return own.stream().filter(session -> session.status() == status).findFirst()
				.map(session -> NLS.bind(withTitle, title(session), lasting)).orElse(without);
	}

	private static String waitingOn(List<SessionSummary> own, String lasting) {
		return own.stream().filter(session -> waits(session.status())).findFirst()
				.map(session -> NLS.bind(Messages.state_waiting_on, title(session), lasting))
				.orElse(NLS.bind(Messages.state_waiting_since, lasting));
	}

	static boolean waits(SessionStatus status) {
		return switch (status) {
		case WAITING_PERMISSION, WAITING_INPUT, WAITING_KEY -> true;
		case PENDING, STARTING, RUNNING, IDLE, INTERRUPTED, COMPLETED, CANCELLED, FAILED -> false;
		};
	}

	/** Sessions in order, each followed by those below it. */
	private List<OfSession> nested(List<SessionSummary> own, int most) {
		Map<SessionId, List<SessionSummary>> below = new LinkedHashMap<>();
		Set<SessionId> here = own.stream().map(SessionSummary::id).collect(Collectors.toSet());
		List<SessionSummary> roots = new ArrayList<>();
		for (SessionSummary session : own) {
			SessionId parent = session.parent();
			if (parent == null || !here.contains(parent) || parent.equals(session.id())) {
				roots.add(session);
			} else {
				below.computeIfAbsent(parent, id -> new ArrayList<>()).add(session);
			}
		}
		List<OfSession> rows = new ArrayList<>();
		for (SessionSummary root : roots) {
			if (rows.size() >= most) {
				break;
			}
			addNested(rows, root, 0, below);
		}
		return List.copyOf(rows);
	}

	private void addNested(List<OfSession> rows, SessionSummary session, int depth, Map<SessionId, List<SessionSummary>> below) {
		rows.add(row(session, Math.min(depth, DEEPEST)));
		List<SessionSummary> children = below.remove(session.id());
		if (children != null) {
			children.forEach(child -> addNested(rows, child, depth + 1, below));
		}
	}

	private OfSession row(SessionSummary session, int depth) {
		return new OfSession(session.id(), session.agent(), title(session), tone(session.status()), line(session),
				ForeignText.shownOnOneLine(session.cwd()), depth);
	}

	private String line(SessionSummary session) {
		String word = word(session.status());
		String folder = ForeignText.shownOnOneLine(lastName(session.cwd()));
		return session.status().kind() == SessionStatus.Kind.ACTIVE ? NLS.bind(Messages.session_active, word, folder)
				: NLS.bind(Messages.session_resting, new Object[] { word, Ages.ago(session.updated(), now), folder });
	}

	static String title(SessionSummary session) {
		return session.title().isBlank() ? Messages.session_untitled : ForeignText.shownOnOneLine(session.title());
	}

	private static String word(SessionStatus status) {
		return switch (status) {
		case PENDING -> Messages.session_pending;
		case STARTING -> Messages.session_starting;
		case RUNNING -> Messages.session_running;
		case WAITING_PERMISSION, WAITING_INPUT, WAITING_KEY -> Messages.session_waiting;
		case IDLE -> Messages.session_idle;
		case INTERRUPTED -> Messages.session_interrupted;
		case COMPLETED -> Messages.session_completed;
		case CANCELLED -> Messages.session_cancelled;
		case FAILED -> Messages.session_failed;
		};
	}

	private static Tone tone(SessionStatus status) {
		return switch (status) {
		case PENDING, STARTING, RUNNING -> Tone.BUSY;
		case WAITING_PERMISSION, WAITING_INPUT, WAITING_KEY, INTERRUPTED -> Tone.WAITING;
		case IDLE, COMPLETED, CANCELLED -> Tone.QUIET;
		case FAILED -> Tone.FAILED;
		};
	}
}
