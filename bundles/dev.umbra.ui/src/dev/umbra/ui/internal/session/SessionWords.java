package dev.umbra.ui.internal.session;

import java.nio.file.Path;
import java.util.Locale;

import org.eclipse.swt.graphics.Color;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.text.ForeignText;

/** Words and icons for the state of a session. Pure. */
public final class SessionWords {
	/** Of a tab's label, UTF-16 code units. */
	public static final int LABEL = 40;
	private static final int FOLDER = 44;
	/** Before what stands below something else. */
	private static final String BELOW = "↳ ";

	/** What the state means for the person. */
	public enum Mood {
		WORKING, WAITING, REST, BAD, OVER;

		/** Of the dot that stands for it. */
		public Color colour(Palette palette) {
			return switch (this) {
			case WORKING -> palette.busy();
			case WAITING -> palette.warning();
			case REST -> palette.ok();
			case BAD -> palette.error();
			case OVER -> palette.dim();
			};
		}
	}

	private SessionWords() {
	}

	public static Mood mood(SessionStatus status) {
		return switch (status) {
		case PENDING, STARTING, RUNNING -> Mood.WORKING;
		case WAITING_PERMISSION, WAITING_INPUT, WAITING_KEY -> Mood.WAITING;
		case IDLE -> Mood.REST;
		case INTERRUPTED, FAILED -> Mood.BAD;
		case COMPLETED, CANCELLED -> Mood.OVER;
		};
	}

	public static Icon icon(SessionStatus status) {
		return switch (mood(status)) {
		case WORKING -> Icon.RUNNING;
		case WAITING -> Icon.ATTENTION;
		case BAD -> Icon.FAILED;
		case REST, OVER -> Icon.SESSION;
		};
	}

	public static String status(SessionStatus status) {
		return switch (status) {
		case PENDING -> Messages.status_pending;
		case STARTING -> Messages.status_starting;
		case RUNNING -> Messages.status_running;
		case WAITING_PERMISSION -> Messages.status_waiting_permission;
		case WAITING_INPUT -> Messages.status_waiting_input;
		case WAITING_KEY -> Messages.status_waiting_key;
		case IDLE -> Messages.status_idle;
		case INTERRUPTED -> Messages.status_interrupted;
		case COMPLETED -> Messages.status_completed;
		case CANCELLED -> Messages.status_cancelled;
		case FAILED -> Messages.status_failed;
		};
	}

	/** A title as a tab shows it; a session that has none yet is called by {@code otherwise}. */
	public static String label(String title, String otherwise) {
		String words = ForeignText.shownOnOneLine(title);
		return words.isEmpty() ? otherwise : ForeignText.shortened(words, LABEL);
	}

	/** What stands in a session's tab; a sub-session shows that it is one. */
	public static String tab(SessionSummary summary) {
		String title = label(summary.title(), Messages.title_new);
		return summary.parent() == null ? title : BELOW + title;
	}

	/** What the agent calls the model it uses; empty while that is not known. */
	public static String model(SessionSummary summary) {
		String name = Pickers.modelName(summary);
		return name == null ? "" : ForeignText.shortened(ForeignText.shownOnOneLine(name), LABEL);
	}

	/** A folder, shortened in the middle: where it begins and what it is called count. */
	public static String folder(String cwd, @Nullable String home) {
		String words = ForeignText.shownOnOneLine(cwd);
		if (home != null && home.length() > 1 && (words.equals(home) || words.startsWith(home + "/") || words.startsWith(home + "\\"))) {
			words = "~" + words.substring(home.length());
		}
		if (words.length() <= FOLDER) {
			return words;
		}
		Path path = Path.of(words);
		String name = path.getFileName() == null ? words : path.getFileName().toString();
		String parent = path.getParent() == null || path.getParent().getFileName() == null ? "" : path.getParent().getFileName() + "/";
		String end = parent.length() + name.length() + 4 <= FOLDER ? parent + name : name;
		return "…/" + ForeignText.shortened(end, FOLDER - 2);
	}

	/** Tokens as people read them: 940, 12.4k, 1.2M. */
	public static String tokens(long count) {
		if (count < 1_000) {
			return Long.toString(count);
		}
		if (count < 999_950) {
			return decimal(count / 1_000.0) + "k";
		}
		return decimal(count / 1_000_000.0) + "M";
	}

	private static String decimal(double value) {
		String words = String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
		return words.endsWith(".0") ? words.substring(0, words.length() - 2) : words;
	}

	/** How full the context is, 0 to 1, or -1 while that is unknown. */
	public static double fullness(Usage usage) {
		Long used = usage.used();
		Long size = usage.size();
		return used == null || size == null || size <= 0 ? -1 : Math.min(1, (double) used / size);
	}
}
