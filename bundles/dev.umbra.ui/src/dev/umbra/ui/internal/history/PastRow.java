package dev.umbra.ui.internal.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.PastQuestion;
import dev.umbra.client.snapshot.PastSnapshot;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.History;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.live.Ages;
import dev.umbra.ui.internal.live.FolderName;
import dev.umbra.ui.internal.session.SessionWords;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * A session, or a place in one where the words are that were looked for: two lines. Pure.
 *
 * @param entry of the place, or null for the session as a whole
 * @param closed whether it is archived
 * @param status null where only that it is closed is known
 * @param when how long ago, in words
 * @param folder whole, or empty where only the place is told of
 * @param line the second line, in pieces
 */
record PastRow(SessionId session, @Nullable EntryId entry, boolean closed, @Nullable SessionStatus status, String title,
		String agent, String when, String folder, List<Piece> line) {
	/** @param found whether it is one of the words that were looked for */
	record Piece(String text, boolean found) {
	}

	/** UTF-16 code units of what is painted on one line. */
	private static final int LONGEST = 400;

	PastRow {
		line = List.copyOf(line);
	}

	/** What was found, with what is known by now of the sessions that are not closed. */
	static List<PastRow> of(PastSnapshot found, List<SessionSummary> open, Instant now) {
		Map<SessionId, SessionSummary> live = open.stream().collect(Collectors.toMap(SessionSummary::id, one -> one, (a, b) -> a, HashMap::new));
		if (!found.hits().isEmpty()) {
			return found.hits().stream().filter(hit -> counts(found.question().state(), live.get(hit.session())))
					.map(hit -> of(hit, live.get(hit.session()), now)).toList();
		}
		return found.sessions().stream().map(past -> of(past, live.get(past.session()), now)).toList();
	}

	/** A hit does not say what its session is doing; it may be another thing by now, too. */
	private static boolean counts(PastQuestion.State state, @Nullable SessionSummary summary) {
		return summary == null ? !state.ofStatuses() : state.counts(summary.status());
	}

	private static PastRow of(History.Past past, @Nullable SessionSummary live, Instant now) {
		boolean newer = live != null && !live.updated().isBefore(past.updated());
		SessionStatus status = newer ? live.status() : past.status();
		String title = newer ? live.title() : past.title();
		String agent = one(past.agentName());
		List<String> words = new ArrayList<>();
		words.add(SessionWords.status(status));
		words.add(agent);
		words.add(FolderName.of(past.cwd()));
		words.add(past.entries() == 1 ? Messages.row_entry : NLS.bind(Messages.row_entries, past.entries()));
		return new PastRow(past.session(), null, newer ? live.archived() : past.archived(), status, titled(title), agent,
				Ages.ago(newer ? live.updated() : past.updated(), now), ForeignText.shownOnOneLine(past.cwd()), List.of(new Piece(String.join(" · ", words), false)));
	}

	private static PastRow of(History.Hit hit, @Nullable SessionSummary live, Instant now) {
		List<Piece> line = new ArrayList<>();
		line.add(new Piece(kind(hit.kind()) + ": ", false));
		line.addAll(pieces(hit.snippet(), hit.marks()));
		return new PastRow(hit.session(), hit.entry(), live == null ? hit.archived() : live.archived(), live == null ? null : live.status(),
				titled(live == null ? hit.title() : live.title()), one(hit.agentName()), Ages.ago(hit.time(), now), "", line);
	}

	/** The snippet cut at its marks, each piece made harmless by itself; marks that are nowhere in it are left out. */
	static List<Piece> pieces(String snippet, List<History.Mark> marks) {
		List<Piece> pieces = new ArrayList<>();
		int at = 0;
		for (History.Mark mark : marks.stream().sorted(Comparator.comparingInt(History.Mark::start)).toList()) {
			int end = mark.start() + mark.length();
			if (mark.start() < at || mark.length() <= 0 || end > snippet.length()) {
				continue;
			}
			add(pieces, snippet.substring(at, mark.start()), false);
			add(pieces, snippet.substring(mark.start(), end), true);
			at = end;
		}
		add(pieces, snippet.substring(at), false);
		return pieces;
	}

	private static void add(List<Piece> pieces, String text, boolean found) {
		String shown = ForeignText.clean(ForeignText.shortened(text, LONGEST)).replaceAll("\\s+", " ");
		if (!shown.isEmpty()) {
			pieces.add(new Piece(shown, found));
		}
	}

	private static String one(String foreign) {
		return ForeignText.shortened(ForeignText.shownOnOneLine(foreign), 80);
	}

	private static String titled(String title) {
		return title.isBlank() ? Messages.row_untitled : ForeignText.shortened(ForeignText.shownOnOneLine(title), LONGEST);
	}

	static String kind(EntryKind kind) {
		return switch (kind) {
		case PROMPT -> Messages.kind_prompt;
		case MESSAGE -> Messages.kind_message;
		case THOUGHT -> Messages.kind_thought;
		case TOOL -> Messages.kind_tool;
		case PLAN -> Messages.kind_plan;
		case PERMISSION, INPUT -> Messages.kind_question;
		case NOTICE, LIFECYCLE -> Messages.kind_notice;
		case ERROR -> Messages.kind_error;
		case UNKNOWN -> Messages.kind_unknown;
		};
	}

	/** Whether a turn runs in it, or waits for the person. */
	boolean working() {
		return status != null && status.kind() == SessionStatus.Kind.ACTIVE;
	}

	boolean canReopen() {
		return closed;
	}

	/** One that is open is closed for that; what works is not ended by the way. */
	boolean canDelete() {
		return !working();
	}

	/** Which copies of the store still hold what is deleted, in words. */
	static String backups(List<String> files) {
		if (files.isEmpty()) {
			return Messages.delete_no_backups;
		}
		return Messages.delete_backups + files.stream().map(file -> "\n• " + ForeignText.shownOnOneLine(file)).collect(Collectors.joining());
	}

	String secondLine() {
		return line.stream().map(Piece::text).collect(Collectors.joining());
	}

	/** For who hears it; tests read it too. */
	String spoken() {
		String state = status == null ? closed ? Messages.row_closed : "" : SessionWords.status(status);
		String second = secondLine();
		return String.join(", ", List.of(title, agent, when)) + (state.isEmpty() || second.startsWith(state) ? "" : ", " + state) + ", " + second
				+ (folder.isEmpty() ? "" : ", " + folder);
	}
}
