package dev.umbra.ui.internal.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Offer;
import dev.umbra.ui.internal.text.ForeignText;

/** What could be meant by what stands before the cursor: a command of the agent or a file. Pure. */
final class Completing {
	/** So many are offered. */
	static final int MOST = 50;
	private static final int LONGEST_ABOUT = 160;
	private static final String OPENING = "([{<\"'`,;";

	enum Kind {
		/** After a slash at the beginning of a line. */
		COMMAND,
		/** After an at sign at the beginning of a word. */
		FILE
	}

	/** @param start of the sign, @param end of the word that is typed, offsets in the text; @param typed what follows the sign */
	record Asked(Kind kind, int start, int end, String typed) {
	}

	/**
	 * One line of the list.
	 *
	 * @param shown for people
	 * @param about what it is, or where; may be empty
	 * @param inserted what takes the place of sign and typed word
	 */
	record Offered(String shown, String about, String inserted) {
	}

	private record Ranked(int rank, String name, Offered offered) {
	}

	private Completing() {
	}

	/** What is asked for at the cursor. */
	static Optional<Asked> at(String text, int caret) {
		int start = caret;
		while (start > 0 && !Character.isWhitespace(text.charAt(start - 1)) && text.charAt(start - 1) != '@') {
			start--;
		}
		if (start > 0 && text.charAt(start - 1) == '@') {
			int sign = start - 1;
			boolean begins = sign == 0 || Character.isWhitespace(text.charAt(sign - 1)) || OPENING.indexOf(text.charAt(sign - 1)) >= 0;
			return begins ? Optional.of(new Asked(Kind.FILE, sign, caret, text.substring(start, caret))) : Optional.empty();
		}
		boolean line = start == 0 || text.charAt(start - 1) == '\n';
		if (line && start < caret && text.charAt(start) == '/') {
			return Optional.of(new Asked(Kind.COMMAND, start, caret, text.substring(start + 1, caret)));
		}
		return Optional.empty();
	}

	/** Those that fit as well as each other are in the order in which the agent offers them. */
	static List<Offered> commands(List<Offer.Command> commands, String typed) {
		List<Ranked> found = new ArrayList<>();
		for (Offer.Command command : commands) {
			int rank = rank(command.name().toLowerCase(Locale.ROOT), typed.toLowerCase(Locale.ROOT));
			if (rank >= 0) {
				String hint = command.hint() == null || command.hint().isBlank() ? "" : " ‹" + ForeignText.cleanOnOneLine(command.hint()) + "›";
				found.add(new Ranked(rank, command.name(), new Offered("/" + ForeignText.shownOnOneLine(command.name()) + hint,
						ForeignText.shortened(ForeignText.cleanOnOneLine(command.description()), LONGEST_ABOUT), "/" + command.name() + " ")));
			}
		}
		found.sort(Comparator.comparingInt(Ranked::rank));
		return found.stream().limit(MOST).map(Ranked::offered).toList();
	}

	/** @param files paths below the folder, with slashes */
	static List<Offered> files(List<String> files, String typed) {
		String wanted = typed.toLowerCase(Locale.ROOT);
		List<Ranked> found = new ArrayList<>();
		for (String path : files) {
			String lower = path.toLowerCase(Locale.ROOT);
			int slash = lower.lastIndexOf('/');
			int byName = rank(lower.substring(slash + 1), wanted);
			int rank = byName >= 0 ? byName : rank(lower, wanted);
			if (rank >= 0) {
				// a match of the name goes before one of the folders, then what is not deep
				int depth = (int) lower.chars().filter(c -> c == '/').count();
				found.add(new Ranked((byName >= 0 ? rank : rank + 4) * 64 + Math.min(depth, 63), path, new Offered(
						ForeignText.shownOnOneLine(path.substring(slash + 1)), slash < 0 ? "" : ForeignText.shownOnOneLine(path.substring(0, slash)),
						"@" + path + " ")));
			}
		}
		found.sort(Comparator.comparingInt(Ranked::rank).thenComparingInt(each -> each.name().length()).thenComparing(Ranked::name));
		return found.stream().limit(MOST).map(Ranked::offered).toList();
	}

	/** 0 equal, 1 begins so, 2 has it in it, 3 has its letters in order, -1 none of it. */
	private static int rank(String name, String wanted) {
		if (name.equals(wanted)) {
			return 0;
		}
		if (name.startsWith(wanted)) {
			return 1;
		}
		if (name.contains(wanted)) {
			return 2;
		}
		int at = 0;
		for (int i = 0; i < name.length() && at < wanted.length(); i++) {
			if (name.charAt(i) == wanted.charAt(at)) {
				at++;
			}
		}
		return at == wanted.length() ? 3 : -1;
	}

	/** Those of the accepted paths that the text still names, in order of the text. */
	static List<String> named(String text, Set<String> accepted) {
		return accepted.stream().filter(path -> place(text, path) != null)
				.sorted(Comparator.comparingInt(path -> {
					Integer place = place(text, path);
					return place == null ? 0 : place;
				})).toList();
	}

	private static @Nullable Integer place(String text, String path) {
		String sign = "@" + path;
		for (int i = text.indexOf(sign); i >= 0; i = text.indexOf(sign, i + 1)) {
			int end = i + sign.length();
			boolean begins = i == 0 || Character.isWhitespace(text.charAt(i - 1)) || OPENING.indexOf(text.charAt(i - 1)) >= 0;
			boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end)) && "/_-".indexOf(text.charAt(end)) < 0;
			if (begins && ends) {
				return i;
			}
		}
		return null;
	}
}
