package dev.umbra.ui.internal.agents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.CatalogSnapshot;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.DirectoryEntry;
import dev.umbra.core.catalog.Persona;
import dev.umbra.ui.internal.agents.Row.Badge;
import dev.umbra.ui.internal.agents.Row.OfAnnounced;
import dev.umbra.ui.internal.agents.Row.OfPersona;
import dev.umbra.ui.internal.agents.Row.OfRest;
import dev.umbra.ui.internal.agents.Row.OfSection;
import dev.umbra.ui.internal.agents.Row.OfTeam;
import dev.umbra.ui.internal.agents.Row.Section;
import dev.umbra.ui.internal.agents.Row.Tone;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * The sections of what is defined: teams, personas, and agents that others announce. Immutable; made once for a catalog, since a catalog
 * may have very many records, and what agents do changes much oftener.
 */
final class CatalogSections {
	/** Rows of a section. */
	static final int MOST = 200;
	/** UTF-16 code units of a second line made of a longer text. */
	private static final int LONGEST_LINE = 200;
	private final CatalogSnapshot catalog;
	private final Sections.Choice choice;
	private final Map<String, String> names = new HashMap<>();
	private final List<OfSection> sections = new ArrayList<>();

	private CatalogSections(CatalogSnapshot catalog, Sections.Choice choice) {
		this.catalog = catalog;
		this.choice = choice;
		catalog.personas().forEach(one -> names.put(one.persona().slug().value(), one.persona().displayName()));
		if (choice.status() == StatusFilter.ALL) {
			fill();
		}
	}

	/** @param before what was shown last, or null; given back where it is still so @return null while the catalog is not known */
	static @Nullable CatalogSections of(@Nullable CatalogSnapshot catalog, Sections.Choice choice, @Nullable CatalogSections before) {
		return catalog == null ? null : before != null && before.catalog == catalog && before.choice.equals(choice) ? before : new CatalogSections(catalog, choice);
	}

	CatalogSnapshot catalog() {
		return catalog;
	}

	/** Names of personas by slug. */
	Map<String, String> names() {
		return names;
	}

	/** None where only agents of one status are shown. */
	List<OfSection> sections() {
		return sections;
	}

	private void fill() {
		List<Teams.One> teams = found(catalog.teams(), one -> one.team().name(), one -> one.team().description());
		add(new OfSection(Section.TEAMS, Messages.section_teams, Sections.counted(teams.size(), Messages.teams_none, Messages.teams_one, Messages.teams_many),
				rows(Section.TEAMS, teams, this::team)));
		List<Personas.One> personas = found(catalog.personas().stream().filter(one -> choice.hidden() || !one.hidden()).toList(),
				one -> one.persona().displayName(), one -> one.persona().slug() + " " + one.persona().description());
		add(new OfSection(Section.PERSONAS, Messages.section_personas, personasLine(catalog.personas()), rows(Section.PERSONAS, personas, CatalogSections::persona)));
		List<DirectoryEntry> others = found(catalog.announced(), CatalogSections::name, DirectoryEntry::agentType);
		if (!others.isEmpty()) {
			add(new OfSection(Section.OTHERS, Messages.section_others, Sections.counted(others.size(), "", Messages.others_one, Messages.others_many),
					rows(Section.OTHERS, others, CatalogSections::announced)));
		}
	}

	private void add(OfSection section) {
		if (choice.shows(section)) {
			sections.add(section);
		}
	}

	private <T> List<T> found(List<T> all, Function<T, String> name, Function<T, @Nullable String> more) {
		return found(all, choice, name, more);
	}

	/** Those that match, by name. @param more what else is looked into */
	static <T> List<T> found(List<T> all, Sections.Choice choice, Function<T, String> name, Function<T, @Nullable String> more) {
		record Keyed<T>(String key, T value) {
		}
		return all.stream().filter(each -> choice.words().isBlank() || Row.matches(name.apply(each) + " " + more.apply(each), choice.words()))
				.map(each -> new Keyed<>(name.apply(each).toLowerCase(Locale.ROOT), each)).sorted(Comparator.comparing(Keyed::key)).map(Keyed::value).toList();
	}

	/** Of very many the first: a tree of thousands of rows takes seconds to be made, and nobody reads it. */
	private static <T> List<Row> rows(Section section, List<T> all, Function<T, Row> row) {
		List<Row> rows = new ArrayList<>(all.stream().limit(MOST).map(row).toList());
		rest(rows, section, all.size());
		return rows;
	}

	static void rest(List<Row> rows, Section section, int all) {
		if (all > MOST) {
			rows.add(new OfRest(section, NLS.bind(Messages.sessions_more, all - MOST), Messages.rest_where));
		}
	}

	private static String personasLine(List<Personas.One> personas) {
		int own = (int) personas.stream().filter(one -> !one.builtIn()).count();
		return Sections.counted(own, Messages.personas_none, Messages.personas_one, Messages.personas_many);
	}

	private Row team(Teams.One one) {
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
