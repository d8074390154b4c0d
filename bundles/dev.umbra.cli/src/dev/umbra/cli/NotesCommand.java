package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.optionalWord;
import static dev.umbra.cli.Commands.word;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Notes;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra notes DIR}: a person's notes on a folder. */
final class NotesCommand {
	private NotesCommand() {
	}

	static CommandSpec spec() {
		return command("notes", "Shows your notes on a folder, or changes them.", NotesCommand::notes)
				.addPositional(word(0, "DIR", "the folder"))
				.addPositional(optionalWord(1, "-", "- replaces them by standard input; empty removes them"))
				.addOption(flag("--edit", "opens them in your editor ($VISUAL or $EDITOR)"));
	}

	private static int notes(Call call) {
		String from = call.optionalWord(1);
		if (from != null && !from.equals("-")) {
			throw new FailureException(Failure.usage("\"" + from + "\" is not what notes are read from.",
					"Give - to read standard input, or --edit to open an editor."));
		}
		if (from != null && call.flag("--edit")) {
			throw new FailureException(Failure.usage("Either - or --edit.", null));
		}
		RemoteHost host = call.host();
		String folder = call.path(call.word(0));
		if (from != null) {
			put(host, folder, input(call));
		} else if (call.flag("--edit")) {
			Notes.Note before = get(host, folder);
			String text = edited(call, before.text());
			if (!text.equals(before.text())) {
				put(host, folder, text);
			}
		}
		show(call, get(host, folder), from == null && !call.flag("--edit"));
		return 0;
	}

	private static void show(Call call, Notes.Note note, boolean asked) {
		if (call.json()) {
			call.print(Codec.object().put("folder", note.folder()).put("text", note.text())
					.put("updated", note.updated() == null ? null : note.updated().toString()));
		} else if (!asked) {
			call.line(note.text().isEmpty() ? "There are no notes on it now." : "Kept.");
		} else if (!note.text().isEmpty()) {
			call.terminal().print(TerminalSafe.stripped(note.text()) + (note.text().endsWith("\n") ? "" : "\n"));
		} else {
			call.terminal().note("No notes on " + note.folder() + ". Write some: umbra notes " + call.word(0) + " --edit");
		}
	}

	private static Notes.Note get(RemoteHost host, String folder) {
		return Call.get(host.notes().get(new Notes.Get(folder)));
	}

	private static void put(RemoteHost host, String folder, String text) {
		Call.get(host.notes().put(new Notes.Put(CommandId.random(), folder, text)));
	}

	private static String input(Call call) {
		try {
			return call.terminal().allInput();
		} catch (IOException e) {
			throw new FailureException(Failure.failed("Standard input cannot be read: " + e.getMessage(), null), e);
		}
	}

	/** Hands the terminal to the person's editor. What is written lies in a file of the data folder meanwhile, which others may not read. */
	private static String edited(Call call, String text) {
		Path file = null;
		try {
			file = Files.createTempFile(call.folder().path(), "notes", ".md");
			Files.writeString(file, text);
			int exit = call.terminal().hand(new ProcessBuilder(editor(call.terminal().env(), file)));
			if (exit != 0) {
				throw new FailureException(Failure.failed("The editor ended with exit code " + exit + ": nothing was changed.", null));
			}
			return Files.readString(file);
		} catch (IOException e) {
			throw new FailureException(Failure.failed("The notes cannot be edited: " + e.getMessage(),
					"Is the program that $VISUAL or $EDITOR names there?"), e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new FailureException(Failure.failed("Interrupted; nothing was changed.", null), e);
		} finally {
			remove(file);
		}
	}

	private static void remove(@Nullable Path file) {
		try {
			if (file != null) {
				Files.deleteIfExists(file);
			}
		} catch (IOException e) {
			// it is in the data folder, where only its owner can read it
		}
	}

	/** The variables may hold arguments, as in {@code code --wait}: a shell reads them where there is one. */
	private static List<String> editor(Map<String, String> env, Path file) {
		String editor = env.getOrDefault("VISUAL", env.getOrDefault("EDITOR", "")).strip();
		if (editor.isEmpty()) {
			throw new FailureException(Failure.usage("No editor is named.",
					"Set $VISUAL or $EDITOR, or give the notes on standard input: umbra notes DIR -"));
		}
		if (Files.isExecutable(Path.of("/bin/sh"))) {
			return List.of("/bin/sh", "-c", editor + " \"$1\"", "sh", file.toString());
		}
		List<String> words = new ArrayList<>(List.of(editor.split("\\s+")));
		words.add(file.toString());
		return words;
	}
}
