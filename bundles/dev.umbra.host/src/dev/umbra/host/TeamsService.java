package dev.umbra.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Personas.TextFile;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.CatalogCheck;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.PersonaContent;
import dev.umbra.core.catalog.PersonaFile;
import dev.umbra.core.catalog.Team;
import dev.umbra.core.catalog.TeamContent;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.host.CatalogReader.Found;
import dev.umbra.host.CatalogReader.FoundTeam;
import dev.umbra.host.CatalogReader.Shown;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;

/** {@link Teams}, carried out here. Any thread; changes run in order. */
final class TeamsService implements Teams {
	private final HostParts parts;
	private final AgentLives lives;
	private final CatalogReader reader;
	private final CatalogWriter writer;
	private final IdentitiesService identities;
	private final TeamDeployment deployment;

	TeamsService(HostParts parts, AgentLives lives, CatalogReader reader, CatalogWriter writer, IdentitiesService identities, SessionsService sessions) {
		this.parts = parts;
		this.lives = lives;
		this.reader = reader;
		this.writer = writer;
		this.identities = identities;
		this.deployment = new TeamDeployment(parts, lives, sessions);
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return Stages.outcome(() -> reader.shown().thenApply(
				shown -> new Listing(parts.epoch(), lives.revision(), shown.teams().stream().map(found -> one(shown, found)).toList())));
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return Stages.outcome(() -> reader.shown().thenApply(shown -> one(shown, shown.team(p.team()))));
	}

	private static One one(Shown shown, FoundTeam found) {
		return new One(found.team(), TeamContent.hash(found.team()), missing(shown, found.team()), shown.pending().contains(found.record().at()),
				found.record().updated());
	}

	static List<String> missing(Shown shown, Team team) {
		return team.personas().stream().filter(slug -> shown.bySlug(slug).isEmpty()).distinct().toList();
	}

	@Override
	public CompletionStage<Outcome<Saved>> save(Save p) {
		return change(shown -> {
			FoundTeam found = p.team() == null ? null : shown.team(p.team());
			if (found != null && p.expected() != null && !p.expected().equals(TeamContent.hash(found.team()))) {
				throw CatalogWriter.conflict();
			}
			Team b = found == null ? new Team(TeamId.random(), "", null, null, List.of(), "{}") : found.team();
			Team after = new Team(b.id(), p.name() == null ? b.name() : p.name().strip(), PersonasService.text(b.description(), p.description()),
					PersonasService.text(b.instructions(), p.instructions()), p.personas() == null ? b.personas() : slugs(shown, b, p.personas()),
					b.unknown());
			return kept(after, found == null ? null : found.record(), p, Methods.TEAMS_SAVE);
		});
	}

	/** A member that is missing already may stay: only what is new must be there. */
	private static List<String> slugs(Shown shown, Team before, List<String> references) {
		return references.stream().map(each -> before.personas().contains(each) ? each : shown.persona(each).persona().slug().value()).toList();
	}

	private CompletionStage<Saved> kept(Team team, @Nullable CatalogRecord before, Changing p, Method<?, Saved> method) {
		PersonasService.refuse("team", team.name(), CatalogCheck.of(team));
		return identities.needed().thenCompose(owner -> {
			Saved saved = new Saved(team.id(), TeamContent.hash(team));
			Coordinate at = before == null ? Coordinate.of(owner, team.id()) : before.at();
			return writer.put(at, before, TeamContent.of(team, before == null ? null : before.content()), false, Kept.Why.EDITED, List.of(),
					PersonasService.result(p, method, saved), saved);
		});
	}

	@Override
	public CompletionStage<Outcome<Saved>> duplicate(Duplicate p) {
		return change(shown -> {
			Team o = shown.team(p.team()).team();
			String name = p.name() == null ? o.name() + " (copy)" : p.name().strip();
			return kept(new Team(TeamId.random(), name, o.description(), o.instructions(), o.personas(), o.unknown()), null, p, Methods.TEAMS_DUPLICATE);
		});
	}

	@Override
	public CompletionStage<Outcome<Personas.Deleted>> delete(Delete p) {
		return change(shown -> {
			FoundTeam found = shown.team(p.team());
			Instant until = p.undoable() ? writer.now().plus(CatalogWriter.GRACE) : null;
			Personas.Deleted deleted = new Personas.Deleted(found.team().id().value(), found.team().name(), until, List.of());
			return writer.delete(found.record(), until, PersonasService.result(p, Methods.TEAMS_DELETE, deleted), deleted);
		});
	}

	@Override
	public CompletionStage<Outcome<Done>> undo(Personas.Undo p) {
		return inOwn(p.id(), at -> writer.undo(at, "team", done(p, Methods.TEAMS_UNDO), new Done()));
	}

	@Override
	public CompletionStage<Outcome<Done>> restore(Personas.Restore p) {
		return inOwn(p.id(), at -> writer.restore(at, p.nr(), "team", done(p, Methods.TEAMS_RESTORE), new Done()));
	}

	@Override
	public CompletionStage<Outcome<Personas.Past>> history(Get p) {
		return inOwn(p.team(), at -> parts.catalog().history(at).thenApply(Personas.Past::new));
	}

	private static CommandResult done(Changing p, Method<?, Done> method) {
		return PersonasService.result(p, method, new Done());
	}

	private interface Located<R> {
		CompletionStage<R> run(Coordinate at);
	}

	/** By a whole id, also of one that was deleted; else as everywhere. */
	private <R> CompletionStage<Outcome<R>> inOwn(String id, Located<R> work) {
		return change(shown -> {
			PublicKey owner = shown.owner();
			boolean there = shown.teams().stream().anyMatch(found -> found.team().id().value().equals(id));
			if (!there && owner != null) {
				Coordinate at = Coordinate.of(owner, new TeamId(id));
				return parts.catalog().history(at).thenCompose(kept -> work.run(kept.isEmpty() ? shown.team(id).record().at() : at));
			}
			return work.run(shown.team(id).record().at());
		});
	}

	@Override
	public CompletionStage<Outcome<Personas.Exported>> export(Personas.Export p) {
		return Stages.outcome(() -> reader.shown().thenApply(shown -> {
			List<FoundTeam> chosen = p.ids().isEmpty() ? shown.teams() : p.ids().stream().map(shown::team).toList();
			List<TextFile> files = new ArrayList<>();
			for (FoundTeam found : chosen) {
				Team team = found.team();
				whole(shown, team);
				Map<Slug, String> members = new LinkedHashMap<>();
				for (String slug : team.personas()) {
					Found member = shown.persona(slug);
					CatalogRecord record = member.record();
					members.put(member.persona().slug(), record == null ? PersonaContent.of(member.persona(), null) : record.content());
				}
				files.add(new TextFile(Slug.of(team.name(), ending(team.id())) + PersonaFile.TEAM,
						PersonaFile.team(team.id(), found.record().content(), members)));
			}
			return new Personas.Exported(files);
		}));
	}

	/** What tells the files of two teams with one name apart. */
	private static String ending(TeamId team) {
		String plain = team.value().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "") + "team";
		return plain.substring(0, Math.min(6, plain.length()));
	}

	/** @throws FailureException in words, while a member is missing */
	private static void whole(Shown shown, Team team) {
		List<String> missing = missing(shown, team);
		if (!missing.isEmpty()) {
			throw new FailureException(Failure.refused("The team " + team.name() + " has members that are not there: " + String.join(", ", missing) + ".",
					"Repair it first: give it other personas, or take these out."));
		}
	}

	@Override
	public CompletionStage<Outcome<Deployed>> deploy(Deploy p) {
		return Stages.outcome(() -> reader.shown().thenCompose(shown -> {
			Team team = shown.team(p.team()).team();
			whole(shown, team);
			return deployment.run(p, team, team.personas().stream().map(slug -> shown.persona(slug).persona()).toList());
		}));
	}

	private interface InCatalog<R> {
		CompletionStage<R> run(Shown shown);
	}

	private <R> CompletionStage<Outcome<R>> change(InCatalog<R> work) {
		return Stages.outcome(() -> writer.inOrder(() -> reader.shown().thenCompose(work::run)));
	}
}
