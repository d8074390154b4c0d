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
import dev.umbra.core.Slug;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Personas;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.PersonaContent;
import dev.umbra.ui.internal.live.HostAnswers;

/** Personas at the host. @param service null while there is none */
record PersonaSource(Supplier<@Nullable Personas> service) implements Source<Persona, Personas.One> {
	private <T> CompletionStage<Outcome<T>> ask(Function<Personas, CompletionStage<Outcome<T>>> call) {
		return HostAnswers.of(service.get(), call);
	}

	@Override
	public Document<Persona> document() {
		return Document.persona();
	}

	@Override
	public CompletionStage<Outcome<Personas.One>> get(String id) {
		return ask(personas -> personas.get(new Personas.Get(id)));
	}

	@Override
	public Persona record(Personas.One one) {
		return one.persona();
	}

	@Override
	public String hash(Personas.One one) {
		return one.hash();
	}

	@Override
	public boolean isReadOnly(Personas.One one) {
		return one.builtIn();
	}

	@Override
	public CompletionStage<Outcome<Saved>> save(Draft draft, CommandId command, @Nullable String id, @Nullable String expected) {
		return ask(personas -> personas.save(Saving.persona(draft, command, id, expected)).thenApply(PersonaSource::saved));
	}

	@Override
	public CompletionStage<Outcome<Saved>> duplicate(CommandId command, String id) {
		return ask(personas -> personas.duplicate(new Personas.Duplicate(command, id, null)).thenApply(PersonaSource::saved));
	}

	private static Outcome<Saved> saved(Outcome<Personas.Saved> outcome) {
		return outcome.map(saved -> new Saved(saved.slug().value(), saved.hash()));
	}

	@Override
	public CompletionStage<Outcome<List<Kept>>> history(String id) {
		return ask(personas -> personas.history(new Personas.Get(id)).thenApply(outcome -> outcome.map(Personas.Past::kept)));
	}

	@Override
	public CompletionStage<Outcome<Done>> restore(CommandId command, String id, long nr) {
		return ask(personas -> personas.restore(new Personas.Restore(command, id, nr)));
	}

	@Override
	public Persona past(Kept kept) {
		return PersonaContent.read(new Slug(kept.record().d()), kept.content());
	}
}
