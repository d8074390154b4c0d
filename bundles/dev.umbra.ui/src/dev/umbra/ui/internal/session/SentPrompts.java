package dev.umbra.ui.internal.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;

/**
 * The prompts of all sessions of this window that no answer has come for, with their command ids. They outlive the view that
 * sent them: closing it does not abandon a call, a view that opens meanwhile sees that it is under way, and a repeat of one
 * that was not acknowledged has the id of the first, so that the host does it once. Any thread.
 */
final class SentPrompts {
	/** Told of answers to prompts of one session, on the answer's thread; must not block. */
	interface Listener {
		void answered(Written written, Outcome<Sessions.Prompted> outcome);
	}

	private record Pending(CommandId command, Written written, boolean underWay) {
	}

	private record Listening(SessionId session, Listener listener) {
	}

	private final Map<SessionId, Pending> pending = new HashMap<>();
	private final List<Listening> listeners = new CopyOnWriteArrayList<>();

	/** What is on its way to the host now. */
	synchronized Optional<Written> underWay(SessionId session) {
		return Optional.ofNullable(pending.get(session)).filter(Pending::underWay).map(Pending::written);
	}

	/** Tells the listener of each answer from now on. */
	Subscription listen(SessionId session, Listener listener) {
		Listening one = new Listening(session, listener);
		listeners.add(one);
		return () -> listeners.remove(one);
	}

	/**
	 * Sends a prompt, unless one of this session is under way.
	 *
	 * @param call completes on any thread
	 * @param unseen told of the answer where no listener of the session is left to tell
	 * @return false if one is under way: nothing was done
	 */
	boolean send(SessionId session, Written written, Function<CommandId, CompletionStage<Outcome<Sessions.Prompted>>> call,
			Listener unseen) {
		Pending mine;
		synchronized (this) {
			Pending before = pending.get(session);
			if (before != null && before.underWay()) {
				return false;
			}
			CommandId command = before != null && before.written().equals(written) ? before.command() : CommandId.random();
			mine = new Pending(command, written, true);
			pending.put(session, mine);
		}
		CompletionStage<Outcome<Sessions.Prompted>> answer;
		try {
			answer = call.apply(mine.command());
		} catch (RuntimeException e) {
			answer = CompletableFuture.failedFuture(e);
		}
		answer.whenComplete((outcome, error) -> answered(session, mine,
				error == null ? outcome : Outcome.notOk(Failure.failed(String.valueOf(error.getMessage()), null)), unseen));
		return true;
	}

	private void answered(SessionId session, Pending mine, Outcome<Sessions.Prompted> outcome, Listener unseen) {
		synchronized (this) {
			if (outcome instanceof Outcome.Ok<Sessions.Prompted>) {
				pending.remove(session);
			} else {
				pending.put(session, new Pending(mine.command(), mine.written(), false));
			}
		}
		List<Listening> told = listeners.stream().filter(each -> each.session().equals(session)).toList();
		if (told.isEmpty()) {
			unseen.answered(mine.written(), outcome);
		} else {
			told.forEach(each -> each.listener().answered(mine.written(), outcome));
		}
	}
}
