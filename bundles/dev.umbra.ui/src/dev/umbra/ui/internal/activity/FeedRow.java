package dev.umbra.ui.internal.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.CardKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * A line of the feed, in words. Pure.
 *
 * @param card null for a marker, which opens nothing
 * @param status in a word, empty where there is none to be told
 * @param part 0 for the card itself; else which line of what it stands for, of a card that is unfolded
 */
record FeedRow(@Nullable Card card, Icon icon, Tone tone, String time, String label, String status, String summary, String title, Fold fold,
		int part) {
	/** Whether what a card stands for is shown below it. */
	enum Fold {
		/** There is nothing behind it. */
		NONE, FOLDED, OPEN
	}

	/** How loud it is. */
	enum Tone {
		PLAIN, QUIET, BUSY, WAITING, FAILED
	}

	/** UTF-16 code units of a title or of a label of a newer host. */
	private static final int LONGEST = 80;
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
	private static final DateTimeFormatter DAY = DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT);

	/** @param today in that zone: a card of another day says which */
	static FeedRow of(Card card, ZoneId zone, LocalDate today) {
		String label = ForeignText.shortened(ForeignText.shownOnOneLine(card.label()), LONGEST);
		String title = card.title() == null ? "" : ForeignText.shortened(ForeignText.shownOnOneLine(card.title()), LONGEST);
		boolean untitled = title.isEmpty() && card.session() != null;
		return new FeedRow(card, icon(card), tone(card), time(card.time(), zone, today), label.isEmpty() ? word(card.kind()) : label,
				status(card), ForeignText.cleanOnOneLine(card.summary()), untitled ? Messages.session_untitled : title,
				card.session() != null && card.entry() != null ? Fold.FOLDED : Fold.NONE, 0);
	}

	FeedRow unfolded() {
		return new FeedRow(card, icon, tone, time, label, status, summary, title, Fold.OPEN, 0);
	}

	/** A line of what the card stands for. @param number from 1 */
	FeedRow line(int number, String words) {
		return new FeedRow(card, icon, Tone.QUIET, "", "", "", words, "", Fold.NONE, number);
	}

	/** What a screen reader says of its label. */
	String spokenLabel() {
		return switch (fold) {
		case NONE -> label;
		case FOLDED -> NLS.bind(Messages.row_folded, label);
		case OPEN -> NLS.bind(Messages.row_unfolded, label);
		};
	}

	/** What stands before the first card where that is not the first thing that happened. */
	static FeedRow marker(String words) {
		return new FeedRow(null, Icon.NOTICE, Tone.QUIET, "", words, "", "", "", Fold.NONE, 0);
	}

	static String time(Instant time, ZoneId zone, LocalDate today) {
		ZonedDateTime at = time.atZone(zone);
		return at.toLocalDate().equals(today) ? TIME.format(at) : DAY.format(at) + " " + TIME.format(at);
	}

	/** Whether it has this in one of its words, whatever the case. */
	boolean has(String text) {
		String wanted = text.toLowerCase(Locale.ROOT);
		return (label + "\n" + status + "\n" + summary + "\n" + title).toLowerCase(Locale.ROOT).contains(wanted);
	}

	/** For the clipboard. */
	String line() {
		StringBuilder line = new StringBuilder(time);
		for (String each : new String[] { label, status, summary, title }) {
			if (!each.isEmpty()) {
				line.append(line.isEmpty() ? "" : "\t").append(each);
			}
		}
		return line.toString();
	}

	static String word(CardKind kind) {
		return switch (kind) {
		case PROMPT -> Messages.kind_prompt;
		case MESSAGE -> Messages.kind_message;
		case THOUGHT -> Messages.kind_thought;
		case TOOL -> Messages.kind_tool;
		case PLAN -> Messages.kind_plan;
		case PERMISSION -> Messages.kind_permission;
		case INPUT -> Messages.kind_input;
		case NOTICE -> Messages.kind_notice;
		case ERROR -> Messages.kind_error;
		case SUB_SESSION -> Messages.kind_sub_session;
		case SESSION_STARTED -> Messages.kind_session_started;
		case SESSION_ENDED -> Messages.kind_session_ended;
		case AGENT_STARTED -> Messages.kind_agent_started;
		case AGENT_STOPPED -> Messages.kind_agent_stopped;
		case AGENT_CRASHED -> Messages.kind_agent_crashed;
		case DONE -> Messages.kind_done;
		case OLDER_REMOVED -> Messages.older_removed;
		case UNKNOWN -> Messages.kind_unknown;
		};
	}

	/** A tool call shows how it stands, everything else what it is. */
	private static Icon icon(Card card) {
		return switch (card.kind()) {
		case TOOL -> switch (card.status()) {
			case PENDING, RUNNING -> Icon.RUNNING;
			case DONE -> Icon.DONE;
			case FAILED, CANCELLED, EXPIRED -> Icon.FAILED;
			};
		case PROMPT -> Icon.SEND;
		case MESSAGE, SESSION_STARTED, SESSION_ENDED, SUB_SESSION -> Icon.SESSION;
		case THOUGHT -> Icon.THOUGHT;
		case PLAN -> Icon.PLAN;
		case PERMISSION, INPUT -> Icon.ATTENTION;
		case NOTICE, OLDER_REMOVED, UNKNOWN -> Icon.NOTICE;
		case ERROR, AGENT_CRASHED -> Icon.FAILED;
		case AGENT_STARTED -> Icon.START;
		case AGENT_STOPPED -> Icon.STOP;
		case DONE -> card.status() == EntryStatus.DONE ? Icon.DONE : Icon.FAILED;
		};
	}

	private static Tone tone(Card card) {
		return switch (card.kind()) {
		case ERROR, AGENT_CRASHED -> Tone.FAILED;
		case PERMISSION, INPUT -> card.status().open() ? Tone.WAITING : Tone.QUIET;
		case THOUGHT, NOTICE, SESSION_STARTED, SESSION_ENDED, AGENT_STARTED, AGENT_STOPPED, OLDER_REMOVED, UNKNOWN -> Tone.QUIET;
		case TOOL, PLAN, DONE, MESSAGE, PROMPT, SUB_SESSION -> switch (card.status()) {
			case PENDING, RUNNING -> Tone.BUSY;
			case FAILED -> Tone.FAILED;
			case DONE -> Tone.PLAIN;
			case CANCELLED, EXPIRED -> Tone.QUIET;
			};
		};
	}

	private static String status(Card card) {
		return switch (card.status()) {
		case PENDING -> Messages.status_pending;
		case RUNNING -> Messages.status_running;
		case DONE -> card.kind() == CardKind.TOOL ? Messages.status_done : "";
		case FAILED -> Messages.status_failed;
		case CANCELLED -> Messages.status_cancelled;
		case EXPIRED -> Messages.status_expired;
		};
	}
}
