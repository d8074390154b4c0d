package dev.umbra.ui.internal.agents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.CatalogSnapshot;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.api.Directory.Elsewhere;
import dev.umbra.core.api.Personas;
import dev.umbra.ui.internal.agents.Row.Badge;
import dev.umbra.ui.internal.agents.Row.OfAgent;
import dev.umbra.ui.internal.agents.Row.OfElsewhere;
import dev.umbra.ui.internal.agents.Row.OfGroup;
import dev.umbra.ui.internal.agents.Row.OfSection;
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

		/** While something is looked for, a section in which it is not is of no use. */
		boolean shows(OfSection section) {
			return isAll() || !section.below().isEmpty();
		}
	}

	Sections(Instant now, AgentRows agentRows, Choice choice) {
		this.now = now;
		this.agentRows = agentRows;
		this.choice = choice;
	}

	/** Whether there is nothing yet that somebody made. */
	static boolean isNew(List<OfAgent> agents, @Nullable CatalogSnapshot catalog) {
		return agents.isEmpty() && (catalog == null || catalog.teams().isEmpty() && catalog.elsewhere().isEmpty() && catalog.announced().isEmpty()
				&& catalog.personas().stream().allMatch(Personas.One::builtIn));
	}

	/**
	 * @param agents those that match the words
	 * @param defined what is defined, by the same choice; null while it is not known
	 */
	List<OfSection> of(List<OfAgent> agents, @Nullable CatalogSections defined) {
		List<OfAgent> mine = agents.stream().filter(agent -> choice.status().takes(agent)).toList();
		List<Elsewhere> elsewhere = defined == null || !choice.status().takesElsewhere() ? List.of()
				: CatalogSections.found(defined.catalog().elsewhere(), choice, Elsewhere::name, one -> String.valueOf(one.persona()));
		List<Row> rows = new ArrayList<>(grouped(mine, elsewhere.stream().limit(CatalogSections.MOST).map(this::elsewhere).toList()));
		CatalogSections.rest(rows, Section.MINE, elsewhere.size());
		OfSection section = new OfSection(Section.MINE, Messages.section_mine, mineLine(mine, elsewhere.size()), rows);
		List<OfSection> sections = new ArrayList<>();
		if (choice.shows(section)) {
			sections.add(section);
		}
		if (defined != null) {
			sections.addAll(defined.sections());
		}
		return List.copyOf(sections);
	}

	/** In words. */
	static String counted(int count, String none, String one, String many) {
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
}
