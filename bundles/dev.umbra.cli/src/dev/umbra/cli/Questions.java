package dev.umbra.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionSummary;

/**
 * What a followed session asks: permissions, input, logins. Answered by {@code --allow}, or asked on the terminal, one after
 * the other, or left to somebody elsewhere. One thread; only the reading of a typed line has another, which reads no more
 * than was asked for, since a login program may want the terminal next.
 */
final class Questions {
	/** What becomes of a question that is not asked here. */
	enum Unasked {
		SAY, PASS_OVER
	}

	private record Asked(Entry entry, Question question) {
	}

	private final Call call;
	private final RemoteHost host;
	private final @Nullable Allow allow;
	private final Unasked unasked;
	private final Consumer<Optional<String>> onTyped;
	private final Map<EntryId, Entry> open = new LinkedHashMap<>();
	/** Logins that were begun from here and are not at their end. */
	private final Map<EntryId, Entry> logins = new LinkedHashMap<>();
	private @Nullable Asked asked;
	private @Nullable SessionSummary summary;
	private boolean reading;
	private boolean nobody;

	/**
	 * @param onTyped is given each typed line, nothing at the end of the input, on a thread of its own; they come back by
	 *        {@link #typed}
	 */
	Questions(Call call, RemoteHost host, @Nullable Allow allow, Unasked unasked, Consumer<Optional<String>> onTyped) {
		this.call = call;
		this.host = host;
		this.allow = allow;
		this.unasked = unasked;
		this.onTyped = onTyped;
	}

	/** The same transcript; questions that come and go are noticed here. */
	Transcript watching(Transcript shown) {
		return new Transcript() {
			@Override
			public void appeared(Entry entry) {
				shown.appeared(entry);
				noticed(entry);
			}

			@Override
			public void grew(long revision, EntryId entry, long offset, String text) {
				shown.grew(revision, entry, offset, text);
			}

			@Override
			public void changed(Entry entry) {
				shown.changed(entry);
				open.replace(entry.id(), entry);
			}

			@Override
			public void ended(Entry entry, long length) {
				shown.ended(entry, length);
				noticed(entry);
			}

			@Override
			public void status(SessionSummary now) {
				summary = now;
				shown.status(now);
			}

			@Override
			public void finished(String stopReason) {
				shown.finished(stopReason);
			}

			@Override
			public void flush() {
				shown.flush();
			}
		};
	}

	private void noticed(Entry entry) {
		if (entry.kind() == EntryKind.NOTICE || entry.kind() == EntryKind.ERROR) {
			// a login that failed is said so, and can be tried again
			open.putAll(logins);
			logins.clear();
		} else if (entry.kind() == EntryKind.PERMISSION || entry.kind() == EntryKind.INPUT) {
			if (entry.status().open()) {
				open.put(entry.id(), entry);
			} else {
				open.remove(entry.id());
				logins.remove(entry.id());
				if (asked != null && asked.entry().id().equals(entry.id())) {
					asked = null;
				}
			}
		}
	}

	/** Answers, or asks for, what is open and was not asked yet. */
	void ask() {
		for (Entry entry : List.copyOf(open.values())) {
			Question question = Question.of(entry, summary == null ? "the agent" : summary.agentName()).orElse(null);
			if (question == null) {
				open.remove(entry.id());
			} else if (allow != null && entry.detail() instanceof Detail.Permission permission) {
				open.remove(entry.id());
				byAllow(allow, entry, permission, question);
			} else if (!mayAsk()) {
				open.remove(entry.id());
				if (unasked == Unasked.SAY) {
					call.terminal().note("umbra: " + question.waits());
				}
			} else if (asked == null) {
				asked = new Asked(entry, question);
				put(question);
			}
		}
	}

	private boolean mayAsk() {
		return !nobody && !call.json() && call.terminal().interactive() && !call.byOwnAgent();
	}

	private void byAllow(Allow by, Entry entry, Detail.Permission permission, Question question) {
		Optional<Detail.Option> option = by.choose(permission.options());
		if (option.isPresent()) {
			answer(entry, new Question.Reply.Answer(option.get().id(), null));
		} else {
			call.terminal().note("umbra: no option is of the kind that --allow " + by.word() + " means; " + question.waits());
		}
	}

	private void put(Question question) {
		question.put(call.terminal());
		call.terminal().flush();
		if (!reading) {
			reading = true;
			Threads.platformDaemon("terminal-in", this::read);
		}
	}

	private void read() {
		Optional<String> line;
		try {
			line = Optional.ofNullable(call.terminal().typed());
		} catch (IOException e) {
			line = Optional.empty();
		}
		onTyped.accept(line);
	}

	/** A line that was typed: it belongs to the question that was asked last, if it is still one. */
	void typed(Optional<String> line) {
		reading = false;
		Asked now = asked;
		if (line.isEmpty()) {
			nobody = true;
			asked = null;
			ask();
			return;
		}
		if (now == null) {
			return;
		}
		switch (now.question().typed(line.get())) {
		case Question.Reply.Again(String words) -> {
			if (words != null) {
				call.line("  " + words);
			}
			put(now.question());
		}
		case Question.Reply.Answer answer -> {
			leave(now);
			if (!answer(now.entry(), answer)) {
				open.put(now.entry().id(), now.entry());
			} else if (now.entry().detail() instanceof Detail.Login) {
				logins.put(now.entry().id(), now.entry());
			}
			ask();
		}
		case Question.Reply.OnTerminal(String method) -> {
			leave(now);
			if (!login(method)) {
				open.put(now.entry().id(), now.entry());
			}
			ask();
		}
		}
	}

	private void leave(Asked now) {
		asked = null;
		open.remove(now.entry().id());
	}

	/**
	 * Whoever answers first wins; if that was somebody else, the entry will say so.
	 *
	 * @return false if the answer was not a possible one, so that it can be asked again
	 */
	private boolean answer(Entry entry, Question.Reply.Answer answer) {
		Outcome<Done> outcome = host.attention().answer(new Attention.Answer(CommandId.random(), entry.id().value(), answer.option(),
				Call.CLIENT, answer.input(), false)).toCompletableFuture().join();
		if (outcome instanceof Outcome.NotOk<Done>(Failure failure)) {
			call.terminal().note("umbra: " + TerminalSafe.stripped(failure.message()));
			return failure.code() != Failure.Code.USAGE || answer.input() == null;
		}
		return true;
	}

	private boolean login(String method) {
		SessionSummary session = summary;
		if (session == null) {
			return false;
		}
		try {
			AgentLogins.login(call, host, session.agent().value(), method);
			return true;
		} catch (FailureException e) {
			call.terminal().note("umbra: " + TerminalSafe.stripped(e.failure().message()));
			return false;
		}
	}
}
