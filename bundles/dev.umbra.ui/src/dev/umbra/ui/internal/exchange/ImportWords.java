package dev.umbra.ui.internal.exchange;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.api.Personas.ImportLine;
import dev.umbra.ui.internal.text.ForeignText;

/** What a file would do to a record, in words. Any thread. */
final class ImportWords {
	private ImportWords() {
	}

	static String kind(ImportLine line) {
		return line.kind().equals("team") ? Messages.kind_team : Messages.kind_persona;
	}

	static String action(ImportLine line) {
		return switch (line.action()) {
		case "new" -> Messages.action_new;
		case "changed" -> Messages.action_changed;
		case "same" -> Messages.action_same;
		case "refused" -> Messages.action_refused;
		// of a host that is newer
		default -> ForeignText.shownOnOneLine(line.action());
		};
	}

	/** Whether importing it does anything. */
	static boolean changes(ImportLine line) {
		return line.action().equals("new") || line.action().equals("changed");
	}

	static boolean taken(ImportLine line) {
		return !line.action().equals("refused");
	}

	/** What changes, what is left out, and a command that must be confirmed before it runs. */
	static String words(ImportLine line) {
		List<String> words = new ArrayList<>();
		if (line.action().equals("changed") && !line.fields().isEmpty()) {
			words.add(NLS.bind(Messages.import_fields, String.join(", ", line.fields())));
		}
		if (!line.words().isBlank()) {
			words.add(line.words());
		}
		if (line.acpCommand() != null) {
			words.add(NLS.bind(Messages.import_command, line.acpCommand()));
		}
		return ForeignText.shownOnOneLine(String.join(" ", words));
	}
}
