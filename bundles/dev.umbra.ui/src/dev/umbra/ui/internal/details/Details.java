package dev.umbra.ui.internal.details;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Freshness;
import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.core.Failure;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;
import dev.umbra.ui.internal.live.Ages;
import dev.umbra.ui.internal.session.SessionWords;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * What is told of a session, in words, as of one moment, in slices: each is what one section of the part shows. Pure.
 *
 * @param folder absolute
 * @param problem null while nothing is wrong
 */
record Details(State state, Context context, String folder, @Nullable Problem problem) {
	/** From here on the context is said to be getting full. */
	static final double AMBER = 0.6;
	/** From here on it is said to be nearly full. */
	static final double RED = 0.8;
	private static final int LONGEST_TITLE = 120;
	private static final int LONGEST_PROBLEM = 400;

	/**
	 * What the session is and does.
	 *
	 * @param live false: what is told is old, or nobody knows whether it is still so
	 * @param model empty while it is not known
	 * @param began how long ago the session was made
	 * @param lasting from its beginning to its end, or to now while it goes on
	 * @param active how long ago something was said or done in it; a new name or a look at it is neither
	 */
	record State(String title, SessionWords.Mood mood, boolean live, String status, String agent, String model, String began, String lasting,
			String active) {
	}

	/**
	 * @param fullness of the context, 0 to 1, or -1 while that is unknown
	 * @param words its use, empty while that is unknown
	 * @param tokens in and out, empty while both are unknown
	 * @param cost empty while that is unknown
	 */
	record Context(double fullness, String words, String tokens, String cost) {
		Level level() {
			return fullness >= RED ? Level.RED : fullness >= AMBER ? Level.AMBER : Level.PLENTY;
		}
	}

	/** How the context's use is painted and said. */
	enum Level {
		PLENTY, AMBER, RED
	}

	/** What can be done about a problem. */
	enum Cure {
		NOTHING,
		/** Have the agent go on. */
		RESUME,
		/** Ask whether it is still so. */
		REFRESH,
		/** Read the session again. */
		READ
	}

	record Problem(String words, Cure cure) {
	}

	/** Null while nothing is known of the session. */
	static @Nullable Details of(SessionSnapshot snapshot, Freshness freshness, Instant now) {
		SessionSummary summary = snapshot.summary();
		if (summary == null) {
			return null;
		}
		Usage usage = summary.usage();
		return new Details(state(snapshot, summary, snapshot.live() && !freshness.stale(), now), new Context(SessionWords.fullness(usage), context(usage), tokens(usage), cost(usage)), summary.cwd(),
				problem(snapshot, summary, freshness, now));
	}

	private static State state(SessionSnapshot snapshot, SessionSummary summary, boolean current, Instant now) {
		String word = SessionWords.status(summary.status());
		Instant end = summary.ended();
		return new State(summary.title().isBlank() ? Messages.untitled : ForeignText.shortened(ForeignText.shownOnOneLine(summary.title()), LONGEST_TITLE),
				SessionWords.mood(summary.status()), current, current ? word : NLS.bind(Messages.last_known, word),
				ForeignText.shortened(ForeignText.shownOnOneLine(summary.agentName()), SessionWords.LABEL), SessionWords.model(summary),
				Ages.ago(summary.created(), now), Ages.lasting(summary.created(), end == null ? now : end), Ages.ago(lastActivity(snapshot, summary), now));
	}

	/** When the newest thing that the person or the agent said or did was said or done; where there is none, the beginning. */
	static Instant lastActivity(SessionSnapshot snapshot, SessionSummary summary) {
		Entry newest = null;
		for (Entry entry : snapshot.entries()) {
			boolean activity = switch (entry.kind()) {
			case PROMPT, MESSAGE, THOUGHT, TOOL, PLAN, PERMISSION, INPUT, ERROR, UNKNOWN -> true;
			case NOTICE, LIFECYCLE -> false;
			};
			if (activity && (newest == null || entry.revision() >= newest.revision())) {
				newest = entry;
			}
		}
		if (newest == null) {
			return summary.created();
		}
		Instant ended = newest.ended();
		if (ended != null) {
			return ended;
		}
		// one that grows has no time of its last change; it is that of the session if nothing else came after it
		return newest.revision() >= summary.revision() ? summary.updated() : newest.created();
	}

	private static String context(Usage usage) {
		Long used = usage.used();
		Long size = usage.size();
		if (used == null) {
			return "";
		}
		return size == null || size <= 0 ? NLS.bind(Messages.context_used, SessionWords.tokens(used))
				: NLS.bind(Messages.context_of, new Object[] { SessionWords.tokens(used), SessionWords.tokens(size),
						Math.round(SessionWords.fullness(usage) * 100) });
	}

	private static String tokens(Usage usage) {
		Long in = usage.inputTokens();
		Long out = usage.outputTokens();
		if (in == null) {
			return out == null ? "" : NLS.bind(Messages.tokens_out, SessionWords.tokens(out));
		}
		return out == null ? NLS.bind(Messages.tokens_in, SessionWords.tokens(in))
				: NLS.bind(Messages.tokens, SessionWords.tokens(in), SessionWords.tokens(out));
	}

	/** Two digits, four below a cent: many turns cost less than that. */
	private static String cost(Usage usage) {
		Double cost = usage.cost();
		if (cost == null) {
			return "";
		}
		String number = String.format(Locale.getDefault(Locale.Category.FORMAT), cost > 0 && cost < 0.01 ? "%.4f" : "%.2f", cost);
		String currency = usage.currency();
		return NLS.bind(Messages.cost, currency == null ? number : number + " " + ForeignText.shownOnOneLine(currency));
	}

	private static @Nullable Problem problem(SessionSnapshot snapshot, SessionSummary summary, Freshness freshness, Instant now) {
		Failure failure = snapshot.failure();
		if (!snapshot.live() || failure != null) {
			return failure == null ? null : new Problem(words(failure), Cure.READ);
		}
		Instant updated = freshness.updated();
		if (freshness.stale() && updated != null) {
			return new Problem(NLS.bind(Messages.stale, Ages.ago(updated, now)), Cure.REFRESH);
		}
		return switch (summary.status()) {
		case INTERRUPTED -> new Problem(Messages.interrupted, Cure.RESUME);
		case FAILED -> new Problem(orElse(lastError(snapshot.entries()), Messages.failed), Cure.NOTHING);
		case IDLE -> {
			String error = "error".equals(summary.stopReason()) ? lastError(snapshot.entries()) : null;
			yield error == null ? null : new Problem(error, Cure.RESUME);
		}
		case PENDING, STARTING, RUNNING, WAITING_PERMISSION, WAITING_INPUT, WAITING_KEY, COMPLETED, CANCELLED -> null;
		};
	}

	private static String orElse(@Nullable String words, String otherwise) {
		return words == null ? otherwise : words;
	}

	static String words(Failure failure) {
		return failure.hint() == null ? failure.message() : failure.message() + " " + failure.hint();
	}

	private static String said(Entry entry) {
		return entry.detail() instanceof Detail.Fault(String code, String message, String hint) ? hint == null ? message : message + " " + hint
				: entry.text().strip();
	}

	/** Of what was said last; null if it went on since. */
	private static @Nullable String lastError(List<Entry> entries) {
		for (Entry entry : entries.reversed()) {
			switch (entry.kind()) {
			case ERROR -> {
				return ForeignText.shortened(ForeignText.shownOnOneLine(said(entry)), LONGEST_PROBLEM);
			}
			case PROMPT -> {
				return null;
			}
			case LIFECYCLE -> {
				if (entry.detail() instanceof Detail.Lifecycle(String event) && event.equals("resumed")) {
					return null;
				}
			}
			case MESSAGE, THOUGHT, TOOL, PLAN, PERMISSION, INPUT, NOTICE, UNKNOWN -> {
			}
			}
		}
		return null;
	}
}
