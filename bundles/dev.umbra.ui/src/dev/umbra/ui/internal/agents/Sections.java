package dev.umbra.ui.internal.agents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.CatalogSnapshot;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.api.Directory.Elsewhere;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.DirectoryEntry;
import dev.umbra.core.catalog.Persona;
import dev.umbra.ui.internal.agents.Row.Badge;
import dev.umbra.ui.internal.agents.Row.OfAgent;
import dev.umbra.ui.internal.agents.Row.OfAnnounced;
import dev.umbra.ui.internal.agents.Row.OfElsewhere;
import dev.umbra.ui.internal.agents.Row.OfGroup;
import dev.umbra.ui.internal.agents.Row.OfPersona;
import dev.umbra.ui.internal.agents.Row.OfRest;
import dev.umbra.ui.internal.agents.Row.OfSection;
import dev.umbra.ui.internal.agents.Row.OfTeam;
import dev.umbra.ui.internal.agents.Row.Played;
import dev.umbra.ui.internal.agents.Row.Section;
import dev.umbra.ui.internal.agents.Row.Tone;
import dev.umbra.ui.internal.live.Ages;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * The four sections of the part at one moment: my agents, grouped by persona as soon as one plays one; teams; personas; agents that
 * others announce. A section without rows says what to do next, but that of other agents, which then is not there. While the catalog is
 * not known, only agents are shown.
 */
final class Sections {
	/** Rows of a section. */
	static final int MOST = 200;
	/** UTF-16 code units of a second line made of a longer text. */
	private static final int LONGEST_LINE = 200;
	private final Instant now;
	private final AgentRows agentRows;
	private final Choice choice;

	/**
	 * What of it is to be shown.
	 *
	 * @param words that must occur, or blank
	 * @param hidden built-in personas too that the person put out of sight
	 */
	record Choice(String words, StatusFilter status, boolean hidden) {
		static final Choice ALL = new Choice("", StatusFilter.ALL, false);

		boolean isAll() {
			return words.isBlank() && status == StatusFilter.ALL;
		}
	}

	Sections(Instant now, AgentRows agentRows, Choice choice) {
		this.now = now;
		this.agentRows = agentRows;
		this.choice = choice;
	}

	/** Names of personas by slug, for {@link AgentRows}; null while they are not known. */
	static @Nullable Map<String, String> names(@Nullable CatalogSnapshot catalog) {
		if (catalog == null) {
			return null;
		}
		Map<String, String> names = new HashMap<>();
		catalog.personas().forEach(one -> names.put(one.persona().slug().value(), one.persona().displayName()));
		return names;
	}

	/** Whether there is nothing yet that somebody made. */
	static boolean isNew(List<OfAgent> agents, @Nullable CatalogSnapshot catalog) {
		return agents.isEmpty() && (catalog == null || catalog.teams().isEmpty() && catalog.elsewhere().isEmpty() && catalog.announced().isEmpty()
				&& catalog.personas().stream().allMatch(Personas.One::builtIn));
	}

	/** @param agents those that match the words */
	List<OfSection> of(List<OfAgent> agents, @Nullable CatalogSnapshot catalog) {
		List<OfSection> sections = new ArrayList<>();
		List<OfAgent> mine = agents.stream().filter(agent -> choice.status().takes(agent)).toList();
		List<Elsewhere> elsewhere = catalog == null || !choice.status().takesElsewhere() ? List.of()
				: found(catalog.elsewhere(), Elsewhere::name, one -> String.valueOf(one.persona()));
		List<Row> rows = new ArrayList<>(grouped(mine, elsewhere.stream().limit(MOST).map(this::elsewhere).toList()));
		rest(rows, Section.MINE, elsewhere.size());
		add(sections, new OfSection(Section.MINE, Messages.section_mine, mineLine(mine, elsewhere.size()), rows));
		if (catalog != null && choice.status() == StatusFilter.ALL) {
			catalog(sections, catalog, names(catalog) instanceof Map<String, String> known ? known : Map.of());
		}
		return List.copyOf(sections);
	}

	private void catalog(List<OfSection> sections, CatalogSnapshot catalog, Map<String, String> names) {
		List<Teams.One> teams = found(catalog.teams(), one -> one.team().name(), one -> one.team().description());
		add(sections, new OfSection(Section.TEAMS, Messages.section_teams, counted(teams.size(), Messages.teams_none, Messages.teams_one, Messages.teams_many),
				rows(Section.TEAMS, teams, one -> team(one, names))));
		List<Personas.One> personas = found(catalog.personas().stream().filter(one -> choice.hidden() || !one.hidden()).toList(),
				one -> one.persona().displayName(), one -> one.persona().slug() + " " + one.persona().description());
		add(sections, new OfSection(Section.PERSONAS, Messages.section_personas, personasLine(catalog.personas()),
				rows(Section.PERSONAS, personas, Sections::persona)));
		List<DirectoryEntry> others = found(catalog.announced(), Sections::name, DirectoryEntry::agentType);
		if (!others.isEmpty()) {
			add(sections, new OfSection(Section.OTHERS, Messages.section_others, counted(others.size(), "", Messages.others_one, Messages.others_many),
					rows(Section.OTHERS, others, Sections::announced)));
		}
	}

	/** Those that match, by name. @param more what else is looked into */
	private <T> List<T> found(List<T> all, Function<T, String> name, Function<T, @Nullable String> more) {
		return all.stream().filter(each -> Row.matches(name.apply(each) + " " + more.apply(each), choice.words()))
				.sorted(Comparator.comparing((T each) -> name.apply(each).toLowerCase(Locale.ROOT))).toList();
	}

	/** Of very many the first: a tree of thousands of rows takes seconds to be made, and nobody reads it. */
	private static <T> List<Row> rows(Section section, List<T> all, Function<T, Row> row) {
		List<Row> rows = new ArrayList<>(all.stream().limit(MOST).map(row).toList());
		rest(rows, section, all.size());
		return rows;
	}

	private static void rest(List<Row> rows, Section section, int all) {
		if (all > MOST) {
			rows.add(new OfRest(section, NLS.bind(Messages.sessions_more, all - MOST), Messages.rest_where));
		}
	}

	/** While something is looked for, a section in which it is not is of no use. */
	private void add(List<OfSection> sections, OfSection section) {
		if (choice.isAll() || !section.below().isEmpty()) {
			sections.add(section);
		}
	}

	private static String counted(int count, String none, String one, String many) {
		return switch (count) {
		case 0 -> none;
		case 1 -> one;
		default -> NLS.bind(many, count);
		};
	}

	private static String mineLine(List<OfAgent> mine, int elsewhere) {
		List<OfAgent> listed = mine.stream().filter(OfAgent::listed).toList();
		List<String> words = new ArrayList<>();
		words.add(counted(listed.size(), elsewhere == 0 ? Messages.mine_none : Messages.mine_none_here, Messages.mine_one, Messages.mine_many));
		long busy = listed.stream().filter(agent -> AgentRows.active(agent.state())).count();
		if (busy > 0) {
			words.add(NLS.bind(Messages.mine_busy, busy));
		}
		if (elsewhere > 0) {
			words.add(counted(elsewhere, "", Messages.mine_elsewhere_one, Messages.mine_elsewhere_many));
		}
		return String.join(" · ", words);
	}

	private static String personasLine(List<Personas.One> personas) {
		int own = (int) personas.stream().filter(one -> !one.builtIn()).count();
		return counted(own, Messages.personas_none, Messages.personas_one, Messages.personas_many);
	}

	// my agents

	/** Groups in which something is done come first, then by the persona's name; those that play none are the last. */
	private static List<Row> grouped(List<OfAgent> agents, List<OfElsewhere> elsewhere) {
		Map<String, List<Row>> groups = new LinkedHashMap<>();
		Map<String, String> names = new HashMap<>();
		for (OfAgent agent : agents) {
			put(groups, names, agent.persona(), agent);
		}
		elsewhere.forEach(each -> put(groups, names, each.persona(), each));
		List<Row> rows = new ArrayList<>();
		if (names.isEmpty()) {
			groups.values().forEach(rows::addAll);
			return rows;
		}
		groups.forEach((slug, members) -> rows.add(group(slug, names.getOrDefault(slug, Messages.group_none), members)));
		rows.sort(Comparator.comparing((Row row) -> row.key().equals("group ")).thenComparing(row -> row.tone() != Tone.BUSY && row.tone() != Tone.WAITING)
				.thenComparing(row -> row.title().toLowerCase(Locale.ROOT)).thenComparing(Row::key));
		return rows;
	}

	private static void put(Map<String, List<Row>> groups, Map<String, String> names, @Nullable Played persona, Row row) {
		String slug = persona == null ? "" : persona.slug();
		if (persona != null) {
			names.put(slug, persona.name());
		}
		groups.computeIfAbsent(slug, each -> new ArrayList<>()).add(row);
	}

	private static OfGroup group(String slug, String name, List<Row> members) {
		List<OfAgent> agents = members.stream().filter(OfAgent.class::isInstance).map(OfAgent.class::cast).toList();
		Tone tone = agents.stream().anyMatch(agent -> agent.state() == AgentState.WAITING) ? Tone.WAITING
				: agents.stream().anyMatch(agent -> AgentRows.active(agent.state())) ? Tone.BUSY
						: agents.stream().anyMatch(agent -> agent.state() == AgentState.FAILED) ? Tone.FAILED
								: agents.stream().anyMatch(agent -> agent.state() == AgentState.READY) ? Tone.READY : Tone.QUIET;
		return new OfGroup(slug, name, tone, counted(members.size(), "", Messages.mine_one, Messages.mine_many), members);
	}

	private OfElsewhere elsewhere(Elsewhere one) {
		Played persona = agentRows.played(one.persona());
		List<Badge> badges = new ArrayList<>();
		badges.add(new Badge(Messages.badge_elsewhere, Tone.QUIET));
		if (persona != null && persona.missing()) {
			badges.add(new Badge(Messages.badge_orphan, Tone.WAITING));
		}
		return new OfElsewhere(one.agent(), ForeignText.shownOnOneLine(one.name()), persona, NLS.bind(Messages.elsewhere_line, Ages.ago(one.updated(), now)),
				badges, persona != null && !persona.missing() ? persona.name() : one.model() == null ? "" : ForeignText.shownOnOneLine(one.model()));
	}

	// the catalog

	private static Row team(Teams.One one, Map<String, String> names) {
		List<Badge> badges = one.pending() ? List.of(new Badge(Messages.badge_pending, Tone.QUIET)) : List.of();
		List<String> members = one.team().personas().stream().map(slug -> ForeignText.shownOnOneLine(names.getOrDefault(slug, slug))).toList();
		String line = !one.missing().isEmpty() ? NLS.bind(Messages.team_misses, ForeignText.shownOnOneLine(String.join(", ", one.missing())))
				: members.isEmpty() ? Messages.team_empty : String.join(", ", members);
		return new OfTeam(one, ForeignText.shownOnOneLine(one.team().name()), one.missing().isEmpty() ? Tone.QUIET : Tone.WAITING, line, badges);
	}

	private static Row persona(Personas.One one) {
		Persona persona = one.persona();
		List<Badge> badges = new ArrayList<>();
		badge(badges, !one.commandConfirmed(), Messages.badge_unconfirmed, Tone.WAITING);
		badge(badges, one.builtIn(), Messages.badge_builtin, Tone.QUIET);
		badge(badges, one.shared(), Messages.badge_shared, Tone.READY);
		badge(badges, !one.active(), Messages.badge_inactive, Tone.QUIET);
		badge(badges, one.hidden(), Messages.badge_hidden, Tone.QUIET);
		badge(badges, one.pending(), Messages.badge_pending, Tone.QUIET);
		return new OfPersona(one, ForeignText.shownOnOneLine(persona.displayName()), one.commandConfirmed() ? Tone.QUIET : Tone.WAITING, about(persona), badges,
				Stream.of(persona.runtime(), persona.model()).filter(each -> each != null && !each.isBlank()).map(ForeignText::shownOnOneLine)
						.reduce((a, b) -> a + " · " + b).orElse(""));
	}

	private static void badge(List<Badge> badges, boolean so, String words, Tone tone) {
		if (so) {
			badges.add(new Badge(words, tone));
		}
	}

	/** What it is for, else how its instructions begin. */
	private static String about(Persona persona) {
		return Stream.of(persona.description(), persona.systemPrompt()).filter(each -> each != null && !each.isBlank()).findFirst()
				.map(each -> ForeignText.shownOnOneLine(ForeignText.shortened(each.strip(), LONGEST_LINE).replaceAll("\\s+", " ")))
				.orElse(Messages.persona_blank);
	}

	/** All of its texts are foreign. */
	private static Row announced(DirectoryEntry entry) {
		String line = Stream.of(entry.agentType(), entry.status(), entry.relay()).filter(each -> each != null && !each.isBlank())
				.map(each -> ForeignText.shownOnOneLine(ForeignText.shortened(each, LONGEST_LINE))).reduce((a, b) -> a + " · " + b).orElse("");
		return new OfAnnounced(entry.agent(), ForeignText.shownOnOneLine(ForeignText.shortened(name(entry), LONGEST_LINE)), line);
	}

	/** Who says none is called by the beginning of its public key. */
	private static String name(DirectoryEntry entry) {
		String name = entry.name();
		return name == null || name.isBlank() ? entry.agent().value().substring(0, 16) : name;
	}
}
