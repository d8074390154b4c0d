package dev.umbra.ui.internal.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.internal.questions.Given;

/**
 * What a session's view asks of the host. The services come and go with the client's bundle; a call without one is answered
 * by a failure in words. Any thread; nothing blocks, stages never complete exceptionally.
 */
final class HostCalls {
	private final SessionId session;
	private final String client;
	private volatile @Nullable Sessions sessions;
	private volatile @Nullable Attention attention;
	private volatile @Nullable Drafts drafts;

	/** @param client key of this window, for example {@code product} */
	HostCalls(SessionId session, String client) {
		this.session = session;
		this.client = client;
	}

	void use(@Nullable Sessions newSessions, @Nullable Attention newAttention, @Nullable Drafts newDrafts) {
		sessions = newSessions;
		attention = newAttention;
		drafts = newDrafts;
	}

	/** @param command the same for a repeat of the same prompt, so that it cannot be sent twice */
	CompletionStage<Outcome<Sessions.Prompted>> prompt(CommandId command, String text) {
		return ask(sessions, service -> service.prompt(new Sessions.Prompt(command, session.value(), text, client)));
	}

	CompletionStage<Outcome<Done>> cancel() {
		return ask(sessions, service -> service.cancel(new Sessions.Cancel(CommandId.random(), session.value(), client)));
	}

	CompletionStage<Outcome<Done>> answer(EntryId item, Given given) {
		return ask(attention, service -> service
				.answer(new Attention.Answer(CommandId.random(), item.value(), given.option(), client, given.input(), given.rest())));
	}

	CompletionStage<Outcome<Drafts.Draft>> draft() {
		return ask(drafts, service -> service.get(new Drafts.Get(session.value())));
	}

	CompletionStage<Outcome<Done>> keepDraft(String text) {
		return ask(drafts, service -> service.put(new Drafts.Put(CommandId.random(), session.value(), text)));
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
