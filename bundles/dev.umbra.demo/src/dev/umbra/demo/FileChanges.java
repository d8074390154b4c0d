package dev.umbra.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The commands that change a file. Each shows what would change, asks, looks again whether the file is still what was
 * shown, and only then does it.
 */
final class FileChanges {
	private final Turn turn;
	private final Workspace workspace;
	private final TextFiles files;

	/**
	 * @param oldText null where the file does not exist
	 * @param newText null where the file is to be deleted
	 */
	private record Change(String typed, String verb, String done, @Nullable String oldText, @Nullable String newText) {
		String kind() {
			return newText == null ? "delete" : "edit";
		}
	}

	FileChanges(Turn turn, Workspace workspace, TextFiles files) {
		this.turn = turn;
		this.workspace = workspace;
		this.files = files;
	}

	/** False if the person said no. A text without a new line at its end gets one. */
	boolean write(String typed, String text) {
		Optional<String> old = present(typed);
		if (text.isEmpty() && old.isPresent()) {
			throw new FailureException(Failure.usage("There is a file " + typed + " already.", "Say what to write: `write " + typed + ": Hello`."));
		}
		String verb = old.isPresent() ? "Overwrite" : "Create";
		return make(new Change(typed, verb, old.isPresent() ? "overwritten" : "created", old.orElse(null), wholeLines(text)));
	}

	boolean append(String typed, String text) {
		Optional<String> old = present(typed);
		String newText = old.map(FileChanges::wholeLines).orElse("") + wholeLines(text);
		return make(new Change(typed, "Append to", "longer by what you said", old.orElse(null), newText));
	}

	boolean replace(String oldWords, String newWords, String typed) {
		String old = files.read(changeable(typed));
		if (oldWords.isEmpty() || !old.contains(oldWords)) {
			throw new FailureException(Failure.notFound("“" + oldWords + "” does not occur in " + typed + ", so I changed nothing.",
					"I look for it letter by letter, upper and lower case included."));
		}
		return make(new Change(typed, "Edit", "changed", old, old.replace(oldWords, newWords)));
	}

	boolean delete(String typed) {
		return make(new Change(typed, "Delete", "deleted", files.read(changeable(typed)), null));
	}

	private boolean make(Change change) {
		Path path = changeable(change.typed());
		String shown = workspace.shown(path);
		String newText = change.newText() == null ? "" : change.newText();
		ObjectNode input = Acp.object();
		if (change.newText() != null) {
			input.put("content", newText);
		}
		ToolCall call = ToolCall.pending(turn, change.kind(), change.verb() + " " + shown, path, input,
				Acp.diff(path, change.oldText(), newText));
		if (!call.isPermitted()) {
			turn.say("All right, I left `" + shown + "` as it is.");
			return false;
		}
		call.run(() -> {
			apply(change, path);
			return true;
		});
		turn.say("Done: `" + shown + "` is " + change.done() + ".");
		return true;
	}

	private void apply(Change change, Path shown) {
		Path path = changeable(change.typed());
		if (!path.equals(shown) || !files.readIfPresent(path).equals(Optional.ofNullable(change.oldText()))) {
			throw new FailureException(Failure.failed(workspace.shown(path) + " has changed since I asked you, so I did nothing.",
					"Say it again if you still want it."));
		}
		if (change.newText() == null) {
			files.delete(path);
		} else {
			files.write(path, change.newText());
		}
	}

	private Optional<String> present(String typed) {
		return files.readIfPresent(changeable(typed));
	}

	private Path changeable(String typed) {
		if (turn.session().record().mode().equals(Acp.MODE_READ_ONLY)) {
			throw new FailureException(Failure.refused("This session is in the mode *Read only*, so I change nothing.",
					"Switch to the mode *Ask* and say it again."));
		}
		return workspace.resolveForChange(typed);
	}

	private static String wholeLines(String text) {
		return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
	}
}
