package dev.umbra.ui.internal.editors;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.Document;
import dev.umbra.catalog.Draft;
import dev.umbra.catalog.Saving;
import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.TeamId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.Team;
import dev.umbra.core.catalog.TeamContent;
import dev.umbra.ui.internal.live.HostAnswers;

/** Teams at the host. @param service null while there is none */
record TeamSource(Supplier<@Nullable Teams> service) implements Source<Team, Teams.One> {
	private <T> CompletionStage<Outcome<T>> ask(Function<Teams, CompletionStage<Outcome<T>>> call) {
		return HostAnswers.of(service.get(), call);
	}

	@Override
	public Document<Team> document() {
		return Document.team();
	}

	@Override
	public CompletionStage<Outcome<Teams.One>> get(String id) {
		return ask(teams -> teams.get(new Teams.Get(id)));
	}

	@Override
	public Team record(Teams.One one) {
		return one.team();
	}

	@Override
	public String hash(Teams.One one) {
		return one.hash();
	}

	@Override
	public boolean isReadOnly(Teams.One one) {
		return false;
	}

	@Override
	public CompletionStage<Outcome<Saved>> save(Draft draft, CommandId command, @Nullable String id, @Nullable String expected) {
		return ask(teams -> teams.save(Saving.team(draft, command, id, expected)).thenApply(TeamSource::saved));
	}

	@Override
	public CompletionStage<Outcome<Saved>> duplicate(CommandId command, String id) {
		return ask(teams -> teams.duplicate(new Teams.Duplicate(command, id, null)).thenApply(TeamSource::saved));
	}

	private static Outcome<Saved> saved(Outcome<Teams.Saved> outcome) {
		return outcome.map(saved -> new Saved(saved.id().value(), saved.hash()));
	}

	@Override
	public CompletionStage<Outcome<List<Kept>>> history(String id) {
		return ask(teams -> teams.history(new Teams.Get(id)).thenApply(outcome -> outcome.map(Personas.Past::kept)));
	}

	@Override
	public CompletionStage<Outcome<Done>> restore(CommandId command, String id, long nr) {
		return ask(teams -> teams.restore(new Personas.Restore(command, id, nr)));
	}

	@Override
	public Team past(Kept kept) {
		return TeamContent.read(new TeamId(kept.record().d()), kept.content());
	}
}
