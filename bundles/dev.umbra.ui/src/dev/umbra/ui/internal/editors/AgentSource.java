package dev.umbra.ui.internal.editors;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.Document;
import dev.umbra.catalog.Draft;
import dev.umbra.catalog.Saving;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Done;
import dev.umbra.core.catalog.AgentContent;
import dev.umbra.core.catalog.Kept;
import dev.umbra.ui.internal.live.HostAnswers;

/** Definitions of managed agents at the host; agents are added elsewhere, and have no history. @param service null while there is none */
record AgentSource(Supplier<@Nullable Agents> service) implements Source<AgentDefinition, Agents.One> {
	private <T> CompletionStage<Outcome<T>> ask(Function<Agents, CompletionStage<Outcome<T>>> call) {
		return HostAnswers.of(service.get(), call);
	}

	@Override
	public Document<AgentDefinition> document() {
		return Document.agent();
	}

	@Override
	public CompletionStage<Outcome<Agents.One>> get(String id) {
		return ask(agents -> agents.get(new Agents.Get(id)));
	}

	@Override
	public AgentDefinition record(Agents.One one) {
		return one.agent().definition();
	}

	@Override
	public String hash(Agents.One one) {
		return AgentContent.hash(record(one));
	}

	@Override
	public boolean isReadOnly(Agents.One one) {
		return false;
	}

	@Override
	public CompletionStage<Outcome<Saved>> save(Draft draft, CommandId command, @Nullable String id, @Nullable String expected) {
		return id == null ? refused() : ask(agents -> agents.set(Saving.agent(draft, command, id, expected))
				.thenApply(outcome -> outcome.map(changed -> new Saved(changed.id().value(), changed.hash()))));
	}

	@Override
	public CompletionStage<Outcome<Saved>> duplicate(CommandId command, String id) {
		return refused();
	}

	private static <T> CompletionStage<Outcome<T>> refused() {
		return CompletableFuture.completedFuture(Outcome.notOk(Failure.refused(Messages.agent_add_elsewhere, Messages.agent_add_elsewhere_hint)));
	}

	@Override
	public CompletionStage<Outcome<List<Kept>>> history(String id) {
		return CompletableFuture.completedFuture(Outcome.ok(List.of()));
	}

	@Override
	public CompletionStage<Outcome<Done>> restore(CommandId command, String id, long nr) {
		return refused();
	}

	@Override
	public AgentDefinition past(Kept kept) {
		return AgentContent.read(kept.content());
	}

	@Override
	public boolean hasPast() {
		return false;
	}
}
