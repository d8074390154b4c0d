package dev.umbra.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.PublicKey;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.catalog.AgentContent;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.Team;
import dev.umbra.core.catalog.TeamContent;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.host.CatalogReader.FoundTeam;
import dev.umbra.host.CatalogReader.Shown;
import dev.umbra.wire.Methods;

/** {@link Directory}, carried out here. Any thread; changes run in order. */
final class DirectoryService implements Directory {
	private final HostParts parts;
	private final AgentLives lives;
	private final CatalogReader reader;
	private final CatalogWriter writer;
	private final OthersPersonas others;

	DirectoryService(HostParts parts, AgentLives lives, CatalogReader reader, CatalogWriter writer, OthersPersonas others) {
		this.others = others;
		this.parts = parts;
		this.lives = lives;
		this.reader = reader;
		this.writer = writer;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return Stages.outcome(() -> reader.shown().thenCompose(shown -> parts.catalog().directory()
				.thenApply(announced -> new Listing(parts.epoch(), lives.revision(), elsewhere(shown), announced))));
	}

	private List<Elsewhere> elsewhere(Shown shown) {
		Set<String> here = new HashSet<>();
		lives.listed().stream().map(life -> life.record().key()).filter(key -> key != null).forEach(key -> here.add(key.value()));
		List<Elsewhere> elsewhere = new ArrayList<>();
		for (CatalogRecord record : shown.agents()) {
			if (!here.contains(record.at().d())) {
				AgentDefinition agent = AgentContent.read(record.content());
				elsewhere.add(new Elsewhere(new PublicKey(record.at().d()), agent.name(), agent.persona(), agent.model(), record.updated()));
			}
		}
		return elsewhere;
	}

	@Override
	public CompletionStage<Outcome<Orphans>> orphans(Nothing p) {
		return Stages.outcome(() -> reader.shown().thenApply(shown -> {
			List<Orphan> orphans = new ArrayList<>();
			for (AgentLife life : lives.listed()) {
				String persona = life.record().definition().persona();
				if (persona != null && shown.bySlug(persona).isEmpty()) {
					orphans.add(new Orphan("agent", life.record().id().value(), life.record().name(), persona));
				}
			}
			for (FoundTeam found : shown.teams()) {
				TeamsService.missing(shown, found.team())
						.forEach(slug -> orphans.add(new Orphan("team", found.team().id().value(), found.team().name(), slug)));
			}
			return new Orphans(orphans);
		}));
	}

	@Override
	public CompletionStage<Outcome<Done>> repair(Repair p) {
		return Stages.outcome(() -> writer.inOrder(() -> reader.shown().thenCompose(shown -> {
			String other = p.persona() == null ? null : shown.persona(p.persona()).persona().slug().value();
			CommandResult result = PersonasService.result(p, Methods.DIRECTORY_REPAIR, new Done());
			return switch (p.kind()) {
			case "agent" -> agent(p, other, result);
			case "team" -> team(shown, p, other, result);
			default -> throw new FailureException(Failure.usage("An agent or a team is repaired, not a \"" + p.kind() + "\".", null));
			};
		})));
	}

	private CompletionStage<Done> agent(Repair p, @Nullable String other, CommandResult result) {
		return lives.changes().run(() -> {
			AgentLife life = lives.find(p.id());
			AgentRecord before = life.record();
			if (!p.missing().equals(before.definition().persona())) {
				throw CatalogWriter.conflict();
			}
			AgentRecord after = before.withDefinition(before.definition().withPersona(other), writer.now());
			return parts.records().saveAgent(after, result).thenApply(revision -> {
				life.record(after);
				lives.changed(Cause.user(""));
				return new Done();
			});
		});
	}

	private CompletionStage<Done> team(Shown shown, Repair p, @Nullable String other, CommandResult result) {
		FoundTeam found = shown.team(p.id());
		Team team = found.team();
		if (!team.personas().contains(p.missing())) {
			throw CatalogWriter.conflict();
		}
		List<String> members = new ArrayList<>();
		for (String member : team.personas()) {
			String now = member.equals(p.missing()) ? other : member;
			if (now != null) {
				members.add(now);
			}
		}
		Team after = new Team(team.id(), team.name(), team.description(), team.instructions(), members, team.unknown());
		return writer.put(found.record().at(), found.record(), TeamContent.of(after, found.record().content()), false, Kept.Why.EDITED, List.of(), result,
				new Done());
	}

	@Override
	public CompletionStage<Outcome<Others>> others(OthersOf p) {
		return Stages.outcome(() -> others.of(p.person()));
	}

	@Override
	public CompletionStage<Outcome<Personas.Saved>> copy(Copy p) {
		return Stages.outcome(() -> others.copy(p));
	}
}
