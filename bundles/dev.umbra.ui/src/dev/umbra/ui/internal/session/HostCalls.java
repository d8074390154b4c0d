package dev.umbra.ui.internal.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Queue;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.internal.enclosures.BlobReading;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.output.OutputReading;
import dev.umbra.ui.internal.questions.Given;

/**
 * What a session's view asks of the host. The services come and go with the client's bundle; a call without one is answered
 * by a failure in words. Any thread; nothing blocks, stages never complete exceptionally.
 */
final class HostCalls {
	private final SessionId session;
	private final String client;
	private volatile HostServices services = HostServices.NONE;

	/** @param client key of this window, for example {@code product} */
	HostCalls(SessionId session, String client) {
		this.session = session;
		this.client = client;
	}

	void use(HostServices present) {
		services = present;
	}

	/** @param command the same for a repeat of the same prompt, so that it cannot be sent twice */
	CompletionStage<Outcome<Sessions.Prompted>> prompt(CommandId command, Written written) {
		return ask(services.sessions(), service -> service
				.prompt(new Sessions.Prompt(command, session.value(), written.text(), client, written.enclosures())));
	}

	CompletionStage<Outcome<Done>> cancel() {
		return ask(services.sessions(), service -> service.cancel(new Sessions.Cancel(CommandId.random(), session.value(), client)));
	}

	/** Goes on after an interruption. */
	CompletionStage<Outcome<Done>> resume() {
		return ask(services.sessions(), service -> service.resume(new Sessions.Resume(CommandId.random(), session.value(), client)));
	}

	/** Brings it back after it was closed. */
	CompletionStage<Outcome<Done>> reopen() {
		return ask(services.sessions(), service -> service.reopen(new Sessions.Reopen(CommandId.random(), session.value(), client)));
	}

	/** @param key {@code mode} or {@code option:ID} */
	CompletionStage<Outcome<Done>> choose(String key, String value) {
		return ask(services.sessions(), service -> service.settings(new Sessions.Choose(CommandId.random(), session.value(), key, value, client)));
	}

	CompletionStage<Outcome<Queue.Listing>> queue() {
		return ask(services.queue(), service -> service.list(new Queue.ListFor(session.value())));
	}

	CompletionStage<Outcome<Done>> editQueued(TurnId turn, String text) {
		return ask(services.queue(), service -> service.edit(new Queue.Edit(CommandId.random(), session.value(), turn, text)));
	}

	/** @param index the place it has afterwards, from 0 */
	CompletionStage<Outcome<Done>> moveQueued(TurnId turn, int index) {
		return ask(services.queue(), service -> service.move(new Queue.Move(CommandId.random(), session.value(), turn, index)));
	}

	CompletionStage<Outcome<Done>> removeQueued(TurnId turn) {
		return ask(services.queue(), service -> service.remove(new Queue.Remove(CommandId.random(), session.value(), turn)));
	}

	/** Ends the turn that runs and sends this prompt next. */
	CompletionStage<Outcome<Done>> sendQueuedNow(TurnId turn) {
		return ask(services.queue(), service -> service.sendNow(new Queue.SendNow(CommandId.random(), session.value(), turn, client)));
	}

	CompletionStage<Outcome<Done>> answer(EntryId item, Given given) {
		return ask(services.attention(), service -> service
				.answer(new Attention.Answer(CommandId.random(), item.value(), given.option(), client, given.input(), given.rest())));
	}

	/** Where a text stands in the whole session. */
	CompletionStage<Outcome<History.Places>> find(String text) {
		return ask(services.history(), service -> service.find(new History.Find(session.value(), text, 0)));
	}

	/** A range of what goes with a prompt or an answer. */
	CompletionStage<Outcome<Sessions.BlobRange>> blob(String blob, long offset) {
		return ask(services.sessions(), service -> service.blob(new Sessions.ReadBlob(session.value(), blob, offset, BlobReading.STEP)));
	}

	/** A range of all that a tool call says. @param offset UTF-16 code units */
	CompletionStage<Outcome<Sessions.TextRange>> output(EntryId entry, long offset) {
		return ask(services.sessions(), service -> service.output(new Sessions.ReadOutput(session.value(), entry, offset, OutputReading.STEP)));
	}

	CompletionStage<Outcome<Done>> killTerminal(String terminal) {
		return ask(services.sessions(), service -> service.killTerminal(new Sessions.KillTerminal(CommandId.random(), session.value(), terminal)));
	}

	CompletionStage<Outcome<Drafts.Draft>> draft() {
		return ask(services.drafts(), service -> service.get(new Drafts.Get(session.value())));
	}

	CompletionStage<Outcome<Done>> keepDraft(String text) {
		return ask(services.drafts(), service -> service.put(new Drafts.Put(CommandId.random(), session.value(), text)));
	}

	/** What is to go with the prompt that is being written. */
	CompletionStage<Outcome<Done>> keepEnclosures(List<Sessions.NewEnclosure> enclosures) {
		return ask(services.drafts(), service -> service.put(new Drafts.Put(CommandId.random(), session.value(), null, enclosures)));
	}

	private static <S, T> CompletionStage<Outcome<T>> ask(@Nullable S service,
			Function<S, CompletionStage<Outcome<T>>> call) {
		if (service == null) {
			return CompletableFuture.completedFuture(Outcome.notOk(
					new Failure(Failure.Code.HOST_UNREACHABLE, Messages.no_host, Messages.no_host_hint)));
		}
		try {
			return call.apply(service).exceptionally(HostCalls::failed);
		} catch (RuntimeException e) {
			return CompletableFuture.completedFuture(failed(e));
		}
	}

	private static <T> Outcome<T> failed(Throwable e) {
		return Outcome.notOk(Failure.failed(String.valueOf(e.getMessage()), null));
	}
}
