package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.required;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.word;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** What can be done with sessions that were: {@code umbra session reopen|export|delete|output}. */
final class PastCommands {
	private static final int RANGE = 1 << 20;

	private PastCommands() {
	}

	static void addTo(CommandSpec session) {
		session.addSubcommand("reopen",
				command("reopen", "Brings a closed session back.", PastCommands::reopen).addPositional(word(0, "ID", "the session")))
				.addSubcommand("export", command("export", "Writes a session as a document. Secrets' values are blotted out.",
						PastCommands::export).addPositional(word(0, "ID", "the session"))
						.addOption(required("--format", "md|html|json", "for reading, for a browser, for programs"))
						.addOption(value("--out", "FILE", "a file that does not exist yet; default: standard output")))
				.addSubcommand("delete", command("delete", "Deletes a closed session for good.", PastCommands::delete)
						.addPositional(word(0, "ID", "the session")).addOption(flag("--yes", "do not ask")))
				.addSubcommand("find", SearchCommands.find())
				.addSubcommand("output", command("output", "Prints the whole output of a tool call.", PastCommands::output)
						.addPositional(word(0, "ID", "the session")).addPositional(word(1, "ENTRY", "the id of the tool call's entry")));
	}

	private static int reopen(Call call) {
		Call.get(call.host().sessions().reopen(new Sessions.Reopen(CommandId.random(), call.word(0), Call.CLIENT)));
		SessionCommands.done(call, call.word(0), "Reopened. Go on: umbra prompt " + call.word(0) + " TEXT --follow");
		return 0;
	}

	private static int export(Call call) {
		Sessions.Format format = format(String.valueOf(call.option("--format")));
		String out = call.option("--out");
		RemoteHost host = call.host();
		if (out == null) {
			pieces(host, call.word(0), format, piece -> call.terminal().print(piece));
			return 0;
		}
		Path file = Path.of(call.path(out));
		SessionSummary session = session(host, call.word(0));
		toFile(host, session.id().value(), format, file);
		if (call.json()) {
			call.print(Codec.object().put("session", session.id().value()).put("file", file.toString()).put("format",
					format.name().toLowerCase(Locale.ROOT)));
		} else {
			call.line("Written: " + file);
		}
		return 0;
	}

	private static Sessions.Format format(String typed) {
		for (Sessions.Format format : Sessions.Format.values()) {
			if (format.name().equalsIgnoreCase(typed)) {
				return format;
			}
		}
		throw new FailureException(Failure.usage("--format is md, html or json, not \"" + typed + "\".", null));
	}

	private static void pieces(RemoteHost host, String session, Sessions.Format format, Consumer<String> to) {
		String next = null;
		do {
			Sessions.Exported piece = Call.get(host.sessions().export(new Sessions.Export(session, format, next)));
			to.accept(piece.text());
			next = piece.next();
		} while (next != null);
	}

	/** Into a file that only its owner can read. What was written of a document that did not come to its end is removed. */
	private static void toFile(RemoteHost host, String session, Sessions.Format format, Path file) {
		boolean made = false;
		boolean whole = false;
		try {
			create(file);
			made = true;
			try (BufferedWriter writer = Files.newBufferedWriter(file)) {
				pieces(host, session, format, piece -> write(writer, piece));
			}
			whole = true;
		} catch (FileAlreadyExistsException e) {
			throw new FailureException(Failure.usage("The file " + file + " exists already.", "Name another one, or remove it first."), e);
		} catch (IOException e) {
			throw new FailureException(Failure.failed("The file " + file + " cannot be written: " + e.getMessage(),
					"Is the folder there, and writable, and the disk not full?"), e);
		} finally {
			if (made && !whole) {
				remove(file);
			}
		}
	}

	private static void create(Path file) throws IOException {
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		} else {
			Files.createFile(file);
		}
	}

	private static void write(BufferedWriter writer, String piece) {
		try {
			writer.write(piece);
		} catch (IOException e) {
			throw new FailureException(Failure.failed("The document cannot be written: " + e.getMessage(), "Is the disk full?"), e);
		}
	}

	private static void remove(Path file) {
		try {
			Files.deleteIfExists(file);
		} catch (IOException e) {
			// the failure that is told already says why
		}
	}

	private static SessionSummary session(RemoteHost host, String session) {
		SessionSummary summary = Call.get(host.sessions().get(new Sessions.Get(session, null))).summary();
		if (summary == null) {
			throw new IllegalStateException("the host left out the summary");
		}
		return summary;
	}

	private static int delete(Call call) {
		call.refuseAgents("umbra session delete");
		RemoteHost host = call.host();
		SessionSummary session = session(host, call.word(0));
		if (!call.flag("--yes")) {
			ask(call, host, session);
		}
		Sessions.Deleted deleted = Call.get(host.sessions()
				.delete(new Sessions.Delete(CommandId.random(), session.id().value(), Call.CLIENT)));
		if (call.json()) {
			ObjectNode json = Codec.object().put("session", session.id().value());
			deleted.backups().forEach(json.putArray("backups")::add);
			call.print(json);
		} else {
			call.line("Deleted.");
			stillIn(call, deleted.backups());
		}
		return 0;
	}

	private static void stillIn(Call call, List<String> backups) {
		if (!backups.isEmpty()) {
			call.line("It may still be in " + (backups.size() == 1 ? "this copy" : "these copies") + " of the store:");
			backups.forEach(file -> call.line("  " + TerminalSafe.shown(file)));
		}
	}

	private static void ask(Call call, RemoteHost host, SessionSummary session) {
		if (!call.terminal().interactive()) {
			throw new FailureException(Failure.refused("Deleting the session " + session.id() + " cannot be undone, and nobody can be asked here.",
					"If it is meant so: umbra session delete " + session.id() + " --yes"));
		}
		call.line("\"" + TerminalSafe.oneLine(session.title()) + "\" (" + session.id() + ") of " + TerminalSafe.oneLine(session.agentName())
				+ " is deleted for good, with all that was said in it.");
		stillIn(call, Call.get(host.history().backups(new Nothing())).files());
		call.terminal().print("Delete it? Type yes: ");
		call.terminal().flush();
		String typed = typed(call);
		if (typed == null || !typed.strip().equalsIgnoreCase("yes")) {
			throw new FailureException(Failure.refused("Nothing was deleted.", null));
		}
	}

	private static @Nullable String typed(Call call) {
		try {
			return call.terminal().typed();
		} catch (IOException e) {
			throw new FailureException(Failure.failed("The answer cannot be read: " + e.getMessage(), null), e);
		}
	}

	private static int output(Call call) {
		Sessions sessions = call.host().sessions();
		String session = call.word(0);
		EntryId entry = new EntryId(call.word(1));
		Outcome<Sessions.TextRange> first = sessions.output(new Sessions.ReadOutput(session, entry, 0, RANGE)).toCompletableFuture()
				.join();
		// nothing more was kept than what the entry shows, or there is no such entry: that is told then
		boolean shownWhole = first instanceof Outcome.NotOk<Sessions.TextRange>(Failure failure)
				&& failure.code() == Failure.Code.NOT_FOUND;
		LongFunction<Sessions.TextRange> read = at -> Call
				.get(shownWhole ? sessions.text(new Sessions.ReadText(session, entry, at, RANGE))
						: sessions.output(new Sessions.ReadOutput(session, entry, at, RANGE)));
		TerminalSafe safe = new TerminalSafe();
		StringBuilder whole = new StringBuilder();
		ranges(shownWhole ? read.apply(0) : first.orThrow(), read, call.json() ? whole::append
				: text -> call.terminal().print(safe.strip(text)));
		if (call.json()) {
			call.print(Codec.object().put("session", session).put("entry", entry.value()).put("text", whole.toString()));
		}
		return 0;
	}

	private static void ranges(Sessions.TextRange first, LongFunction<Sessions.TextRange> read, Consumer<String> to) {
		long at = 0;
		for (Sessions.TextRange range = first; !range.text().isEmpty(); range = read.apply(at)) {
			to.accept(range.text());
			at += range.text().length();
			if (at >= range.length()) {
				return;
			}
		}
	}
}
