package dev.umbra.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.LinkState;
import dev.umbra.client.RemoteHost;
import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Id;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

/**
 * Follows a session until it is closed, or one prompt until its turn ends. Changes, the connection's state and typed
 * answers come through one queue and are handled by one thread, the caller's. Without a host it waits 30 s for one that
 * somebody else starts.
 */
final class Follower {
	private static final Duration HOST_GONE = Duration.ofSeconds(30);
	private static final int NEWEST = 192;

	private sealed interface News {
		record Changed(Sessions.Changes changes) implements News {
		}

		record Linked(LinkState state) implements News {
		}

		/** @param line nothing at the end of the input */
		record Typed(Optional<String> line) implements News {
		}
	}

	private final Call call;
	private final RemoteHost host;
	private final String session;
	private final Transcript transcript;
	private final WholeText texts;
	private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
	private long goneSince;
	private boolean gone;

	Follower(Call call, RemoteHost host, String session) {
		this.call = call;
		this.host = host;
		this.session = session;
		this.transcript = call.json() ? new JsonTranscript(call.terminal()) : new PrintedTranscript(call.terminal());
		this.texts = new WholeText(host.sessions(), session);
		host.onLink(state -> news.add(new News.Linked(state)));
	}

	/** Until the session is closed. @param after {@code EPOCH:REV}, a bare number, or null for the newest page */
	int follow(@Nullable String after) {
		Questions questions = questions(null, Questions.Unasked.PASS_OVER);
		Seen seen = new Seen(questions.watching(transcript), texts, entry -> true);
		String from = after == null ? null : pages(seen, after);
		Sessions.Attached attached = attach(from, NEWEST);
		while (from != null && attached.reset()) {
			// too far behind by now: read on, then attach after that
			from = pages(seen, from);
			attached = attach(from, NEWEST);
		}
		attached.open().forEach(seen::upsert);
		attached.entries().forEach(seen::upsert);
		SessionSummary summary = attached.summary();
		seen.summary(summary);
		transcript.flush();
		questions.ask();
		while (summary.status().kind() != SessionStatus.Kind.TERMINAL) {
			Sessions.Changes changes = changed(questions);
			seen.changes(changes);
			transcript.flush();
			questions.ask();
			summary = changes.summary() == null ? summary : changes.summary();
		}
		return 0;
	}

	/** Shows everything after a position. @return the position reached */
	private String pages(Seen seen, String after) {
		String position = after;
		while (true) {
			Sessions.Page page = Call.get(host.sessions().entries(new Sessions.Read(session, position, 0, 0, false)));
			page.entries().forEach(seen::upsert);
			transcript.flush();
			position = page.next();
			if (!page.more()) {
				return position;
			}
		}
	}

	private Questions questions(@Nullable Allow allow, Questions.Unasked unasked) {
		return new Questions(call, host, allow, unasked, line -> news.add(new News.Typed(line)));
	}

	/** Sends a prompt and shows its turn. @return 0 exactly if it ended by itself */
	int prompt(String text, List<Sessions.NewEnclosure> enclosures, @Nullable Allow allow) {
		attach(null, 1);
		Sessions.Prompted prompted = Call.get(host.sessions()
				.prompt(new Sessions.Prompt(CommandId.random(), session, text, Call.CLIENT, enclosures)));
		if (prompted.state().equals("queued")) {
			call.terminal().note("umbra: queued, another turn runs in this session");
		}
		TurnId turn = prompted.turn();
		Questions questions = questions(allow, Questions.Unasked.SAY);
		Seen seen = new Seen(questions.watching(transcript), texts,
				entry -> turn.equals(entry.turn()) || entry.turn() == null && entry.kind() != EntryKind.PROMPT);
		TurnEnd end = new TurnEnd(turn);
		while (true) {
			Sessions.Changes changes = changed(questions);
			seen.changes(changes);
			transcript.flush();
			questions.ask();
			String stopReason = end.after(changes);
			if (stopReason != null) {
				transcript.finished(stopReason);
				transcript.flush();
				return stopReason.equals("end_turn") ? 0 : Failure.Code.FAILED.exit();
			}
		}
	}

	private Sessions.Attached attach(@Nullable String after, int newest) {
		return Call.get(host.sessions().attach(new Sessions.Attach(Id.random(), session, after, newest),
				changes -> news.add(new News.Changed(changes))));
	}

	/** The next change; typed answers and the connection's state are dealt with on the way. */
	private Sessions.Changes changed(Questions questions) {
		while (true) {
			switch (next()) {
			case News.Changed(Sessions.Changes changes) -> {
				if (changes.lost()) {
					throw new FailureException(Failure.notFound("The session " + session + " is gone.",
							"See: umbra session list --all"));
				}
				return changes;
			}
			case News.Linked(LinkState state) -> linked(state);
			case News.Typed(Optional<String> line) -> questions.typed(line);
			}
		}
	}

	private void linked(LinkState state) {
		if (state == LinkState.LOST && !gone) {
			goneSince = Clocks.SYSTEM.nanos();
			call.terminal().note("umbra: the host is gone; waiting " + HOST_GONE.toSeconds() + " s for another one");
		}
		gone = state == LinkState.LOST;
	}

	private News next() {
		try {
			if (!gone) {
				return news.take();
			}
			long left = HOST_GONE.toNanos() - (Clocks.SYSTEM.nanos() - goneSince);
			News next = left <= 0 ? null : news.poll(left, TimeUnit.NANOSECONDS);
			if (next != null) {
				return next;
			}
			throw new FailureException(new Failure(Failure.Code.HOST_UNREACHABLE,
					"The host is gone since " + HOST_GONE.toSeconds() + " s.",
					"What it had is kept. Go on with: umbra follow " + session));
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new FailureException(Failure.failed("Interrupted.", null), e);
		}
	}

	/** Notices when a turn has ended, also if it ran and ended within one batch of changes. */
	static final class TurnEnd {
		private final TurnId turn;
		private boolean begun;
		private boolean ran;

		TurnEnd(TurnId turn) {
			this.turn = turn;
		}

		/** Why it has ended, or null. */
		@Nullable String after(Sessions.Changes changes) {
			begun |= changes.items().stream().anyMatch(
					item -> item instanceof Sessions.Item.Upsert(Entry entry) && turn.equals(entry.turn()));
			SessionSummary summary = changes.summary();
			if (summary == null) {
				return null;
			}
			ran |= turn.equals(summary.turn());
			boolean other = summary.turn() != null && !turn.equals(summary.turn());
			boolean none = summary.turn() == null;
			boolean ended = ran && (other || none) || begun && none && summary.queued() == 0
					|| none && summary.status().kind() == SessionStatus.Kind.TERMINAL;
			if (!ended) {
				return null;
			}
			// a following turn that has begun already has wiped the reason
			return summary.stopReason() != null ? summary.stopReason() : other ? "end_turn" : "unknown";
		}
	}
}
