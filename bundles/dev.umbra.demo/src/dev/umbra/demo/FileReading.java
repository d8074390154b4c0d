package dev.umbra.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The commands that only look: list, read, search. They need no permission. */
final class FileReading {
	private static final int MAX_ENTRIES = 200;
	private static final int MAX_SHOWN = 16_000;

	private final Turn turn;
	private final Workspace workspace;
	private final TextFiles files;

	FileReading(Turn turn, Workspace workspace, TextFiles files) {
		this.turn = turn;
		this.workspace = workspace;
		this.files = files;
	}

	/** Says what is in the folder; returns the number of entries. */
	int list(String typed) {
		Path folder = workspace.resolve(typed);
		String shown = workspace.shown(folder);
		ToolCall call = ToolCall.pending(turn, "read", "List " + (shown.equals(".") ? "the folder" : shown), folder, Acp.object());
		List<String> names = call.run(() -> {
			List<String> found = entries(folder);
			call.show(Acp.toolText(found.isEmpty() ? "(empty)" : String.join("\n", found)));
			return found;
		});
		String where = shown.equals(".") ? "This folder" : "`" + shown + "`";
		if (names.isEmpty()) {
			turn.say(where + " is empty.");
		} else {
			turn.say(where + " has " + (names.size() == 1 ? "one entry" : names.size() + " entries") + ":\n\n"
					+ fenced(String.join("\n", names.subList(0, Math.min(names.size(), MAX_ENTRIES)))
							+ (names.size() > MAX_ENTRIES ? "\n… and " + (names.size() - MAX_ENTRIES) + " more" : "")));
		}
		return names.size();
	}

	void read(String typed) {
		Path file = workspace.resolve(typed);
		String shown = workspace.shown(file);
		ToolCall call = ToolCall.pending(turn, "read", "Read " + shown, file, Acp.object());
		String text = call.run(() -> {
			String whole = files.read(file);
			call.show(Acp.toolText(whole));
			return whole;
		});
		if (text.isEmpty()) {
			turn.say("`" + shown + "` is empty.");
			return;
		}
		long lines = text.lines().count();
		turn.say("`" + shown + "`, " + lines + (lines == 1 ? " line" : " lines") + ":\n\n" + fenced(cut(text)));
	}

	void search(String text) {
		Path folder = workspace.folder();
		ObjectNode input = Acp.object().put("query", text);
		ToolCall call = ToolCall.pending(turn, "search", "Search “" + text + "”", folder, input);
		TextSearch.Result result = call.run(() -> {
			TextSearch.Result found = new TextSearch(turn, workspace, text).run();
			ArrayNode locations = Acp.array();
			found.hits().forEach(hit -> locations.addObject().put("path", hit.file().toString()).put("line", hit.line()));
			call.show(Acp.array().add(Acp.toolText(found.isEmpty() ? "(nothing found)" : found.lines(workspace))), locations);
			return found;
		});
		String searched = result.files() + (result.files() == 1 ? " text file" : " text files");
		if (result.isEmpty()) {
			turn.say("I found no “" + text + "” in " + searched + "." + (result.cutShort() ? " I did not look at everything." : ""));
		} else {
			turn.say("I found “" + text + "” in " + result.hits().size() + (result.hits().size() == 1 ? " line" : " lines") + " of "
					+ searched + (result.cutShort() ? ", and stopped there" : "") + ":\n\n" + fenced(result.lines(workspace)));
		}
	}

	/** A block that no text inside can end. */
	static String fenced(String text) {
		String fence = "```";
		while (text.contains(fence)) {
			fence += "`";
		}
		return fence + "\n" + text + (text.endsWith("\n") ? "" : "\n") + fence;
	}

	private List<String> entries(Path folder) {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.sorted(Comparator.<Path, Boolean>comparing(entry -> !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
					.thenComparing(entry -> entry.getFileName().toString())).map(FileReading::described).toList();
		} catch (NoSuchFileException e) {
			throw new FailureException(Failure.notFound("There is no folder " + workspace.shown(folder) + " here.",
					"`list` shows what there is."));
		} catch (NotDirectoryException e) {
			throw new FailureException(Failure.usage(workspace.shown(folder) + " is a file.", "Try `read " + workspace.shown(folder) + "`."));
		} catch (IOException e) {
			throw new FailureException(Failure.failed(workspace.shown(folder) + " cannot be listed: " + e, null));
		}
	}

	private static String described(Path entry) {
		String name = entry.getFileName().toString();
		if (Files.isSymbolicLink(entry)) {
			return name + " (a link)";
		}
		if (Files.isDirectory(entry)) {
			return name + "/";
		}
		try {
			return name + " (" + Files.size(entry) + " bytes)";
		} catch (IOException e) {
			return name;
		}
	}

	private static String cut(String text) {
		if (text.length() <= MAX_SHOWN) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(MAX_SHOWN - 1)) ? MAX_SHOWN - 1 : MAX_SHOWN;
		return text.substring(0, end) + "\n… (" + (text.length() - end) + " more characters)";
	}
}
