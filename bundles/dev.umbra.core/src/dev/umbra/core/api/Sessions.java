package dev.umbra.core.api;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;

/** Sessions: make, read, prompt, cancel, close, follow. */
public interface Sessions {
	/** Makes a session, idle; the agent is not started. A folder that cannot be used is {@code usage}. */
	CompletionStage<Outcome<Ref>> create(Create p);

	CompletionStage<Outcome<Listing>> list(ListAll p);

	CompletionStage<Outcome<One>> get(Get p);

	CompletionStage<Outcome<Page>> entries(Read p);

	/** One entry as it is now, with the beginning of its text. */
	CompletionStage<Outcome<Entry>> entry(ReadEntry p);

	CompletionStage<Outcome<TextRange>> text(ReadText p);

	CompletionStage<Outcome<Prompted>> prompt(Prompt p);

	/** Ends the running turn; done also when none runs. Answers when the cancel is on its way, not when the turn ended. */
	CompletionStage<Outcome<Done>> cancel(Cancel p);

	CompletionStage<Outcome<Done>> rename(Rename p);

	CompletionStage<Outcome<Done>> close(Close p);

	/**
	 * Goes on after an interruption: brings the agent up and has it know the session again, by resuming or loading it; where
	 * it can neither, the next prompt carries the transcript. Then what is queued is sent. Answers at once; how it goes is
	 * told in the transcript. Refused while a turn runs.
	 */
	CompletionStage<Outcome<Done>> resume(Resume p);

	/** Chooses a mode or an option the agent offers: now if the agent knows the session, else with its next opening. */
	CompletionStage<Outcome<Done>> settings(Choose p);

	/** Brings a closed session back; done also for one that is not closed. */
	CompletionStage<Outcome<Done>> reopen(Reopen p);

	/**
	 * Deletes a closed session for good, with all that belongs to it; sessions below it stay. Refused while it is not closed.
	 */
	CompletionStage<Outcome<Deleted>> delete(Delete p);

	/** A piece of the session as a document; the pieces in their order are the document. */
	CompletionStage<Outcome<Exported>> export(Export p);

	/** A range of the whole output of a tool call; of one that was kept whole in its entry, <i>not found</i>. */
	CompletionStage<Outcome<TextRange>> output(ReadOutput p);

	/** A range of the bytes of an enclosure. */
	CompletionStage<Outcome<BlobRange>> blob(ReadBlob p);

	/** Ends the command of a terminal that an agent had started; done also if it has ended. */
	CompletionStage<Outcome<Done>> killTerminal(KillTerminal p);

	/**
	 * Follows a session: the answer says what is there, {@code changes} receives what comes after, in order, without gap,
	 * the first at once, then batched at no more than 30 a second. The consumer runs on one thread at a time and must not
	 * block; it may be called before the stage completes only with changes after the answer's revision.
	 */
	CompletionStage<Outcome<Attached>> attach(Attach p, Consumer<Changes> changes);

	CompletionStage<Outcome<Done>> detach(Detach p);

	/**
	 * @param agent name or id
	 * @param cwd absolute folder
	 * @param title empty: made from the first prompt
	 * @param mcp servers of tools besides the agent's own
	 * @param acpSession the agent's id of a session it has already, which is loaded with its history; or null for a new one
	 * @param worktree true: the session works in a new worktree of the repository that {@code cwd} is in, on a branch of its
	 *        own; null is false
	 */
	record Create(CommandId command, String agent, String cwd, List<String> addDirs, String title,
			@Nullable String parent, List<McpServer> mcp, @Nullable String acpSession, @Nullable Boolean worktree)
			implements Changing {
		public Create(CommandId command, String agent, String cwd, List<String> addDirs, String title,
				@Nullable String parent, List<McpServer> mcp, @Nullable String acpSession) {
			this(command, agent, cwd, addDirs, title, parent, mcp, acpSession, null);
		}

		public Create(CommandId command, String agent, String cwd, List<String> addDirs, String title,
				@Nullable String parent) {
			this(command, agent, cwd, addDirs, title, parent, List.of(), null);
		}

		public Create {
			mcp = mcp == null ? List.of() : List.copyOf(mcp);
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(agent, "agent");
			Objects.requireNonNull(cwd, "cwd");
			Objects.requireNonNull(title, "title");
			addDirs = List.copyOf(addDirs);
		}
	}

	record Ref(SessionId session) {
	}

	/**
	 * @param all archived ones too
	 * @param ifRevision {@code EPOCH:REV} of the listing the caller has, or null
	 * @param limit at most so many; null or 0: all at once, which may be megabytes
	 * @param from {@link Listing#next} of the page before, or null; only with {@code limit}
	 */
	record ListAll(boolean all, @Nullable String ifRevision, @Nullable Integer limit, @Nullable String from) {
		public ListAll(boolean all) {
			this(all, null);
		}

		public ListAll(boolean all, @Nullable String ifRevision) {
			this(all, ifRevision, null, null);
		}
	}

	/**
	 * @param revision counts the commits of all sessions within the epoch; 0: not counted, it cannot be asked for again by it
	 * @param sessions the newest update first; in pages, the one that was made last first, so that none wanders from one page to
	 *        another. Null exactly if the caller's position is the present one (<i>not modified</i>); never for who gave none
	 * @param next where the next page begins; null after the last one
	 */
	record Listing(String epoch, long revision, @Nullable List<SessionSummary> sessions, @Nullable String next) {
		public Listing(String epoch, List<SessionSummary> sessions) {
			this(epoch, 0, sessions);
		}

		public Listing(String epoch, long revision, @Nullable List<SessionSummary> sessions) {
			this(epoch, revision, sessions, null);
		}

		public Listing {
			sessions = sessions == null ? null : List.copyOf(sessions);
		}
	}

	/** @param ifRevision {@code EPOCH:REV} the caller has, or null */
	record Get(String session, @Nullable String ifRevision) {
		public Get {
			Objects.requireNonNull(session, "session");
		}
	}

	/** @param summary null exactly if the caller's position is the present one (<i>not modified</i>) */
	record One(String epoch, long revision, @Nullable SessionSummary summary) {
	}

	/**
	 * Without {@code after} and {@code limit}: all entries by ordinal, in pages. With either: ordered by the revision of
	 * the last change.
	 *
	 * @param after {@code EPOCH:REV}, a bare number, or null
	 * @param limit at most so many entries, 0 = the host's own page size; a page never splits a revision
	 * @param fromOrdinal only with neither {@code after} nor {@code limit}: continue after this ordinal
	 * @param newest with it, only the newest {@code limit} entries by ordinal
	 * @param before with {@code newest}: the newest before this ordinal; or null
	 */
	record Read(String session, @Nullable String after, int limit, long fromOrdinal, boolean newest,
			@Nullable Long before) {
		public Read(String session, @Nullable String after, int limit, long fromOrdinal, boolean newest) {
			this(session, after, limit, fromOrdinal, newest, null);
		}

		public Read {
			Objects.requireNonNull(session, "session");
		}
	}

	/**
	 * @param revision of the session when the page was read
	 * @param next value for the following {@code after} (revision order), {@code EPOCH:REV}
	 * @param nextOrdinal value for the following {@code fromOrdinal} (ordinal order)
	 * @param reset true if {@code after} was of another epoch or above the host's: the page starts from the beginning
	 */
	record Page(SessionId session, String epoch, long revision, String next, long nextOrdinal, boolean more,
			boolean reset, List<Entry> entries) {
		public Page {
			entries = List.copyOf(entries);
		}
	}

	record ReadEntry(String session, EntryId entry) {
		public ReadEntry {
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(entry, "entry");
		}
	}

	/** @param offset UTF-16 code units; @param limit at most 1,048,576 code units are returned */
	record ReadText(String session, EntryId entry, long offset, int limit) {
		public ReadText {
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(entry, "entry");
		}
	}

	/** @param length of the whole text */
	record TextRange(EntryId entry, long offset, String text, long length) {
	}

	/**
	 * @param client who prompts, for example {@code cli}
	 * @param enclosures what goes with it
	 */
	record Prompt(CommandId command, String session, String text, String client, List<NewEnclosure> enclosures)
			implements Changing {
		public Prompt(CommandId command, String session, String text, String client) {
			this(command, session, text, client, List.of());
		}

		public Prompt {
			enclosures = enclosures == null ? List.of() : List.copyOf(enclosures);
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(text, "text");
			Objects.requireNonNull(client, "client");
		}
	}

	/**
	 * Something to go with a prompt: a file that the host reads at once, or bytes. At most 10 MiB each.
	 *
	 * @param path absolute path of a file; null with {@code data}
	 * @param name for people; null: the file's
	 * @param mimeType null: found out from the name and the bytes
	 * @param data base64; null with {@code path}
	 * @param link true to send only where the file is, not what is in it
	 */
	record NewEnclosure(@Nullable String path, @Nullable String name, @Nullable String mimeType, @Nullable String data,
			boolean link) {
	}

	record Resume(CommandId command, String session, String client) implements Changing {
		public Resume {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(client, "client");
		}
	}

	/** @param key {@code mode} or {@code option:ID} */
	record Choose(CommandId command, String session, String key, String value, String client) implements Changing {
		public Choose {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(key, "key");
			Objects.requireNonNull(value, "value");
			Objects.requireNonNull(client, "client");
		}
	}

	record KillTerminal(CommandId command, String session, String terminal) implements Changing {
		public KillTerminal {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(terminal, "terminal");
		}
	}

	record Reopen(CommandId command, String session, String client) implements Changing {
		public Reopen {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(client, "client");
		}
	}

	record Delete(CommandId command, String session, String client) implements Changing {
		public Delete {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(client, "client");
		}
	}

	/** @param backups copies of the store, absolute paths, that still hold the session */
	record Deleted(List<String> backups) {
		public Deleted {
			backups = List.copyOf(backups);
		}
	}

	/** What a session is exported as: for reading, for a browser, for programs. */
	enum Format {
		MD, HTML, JSON
	}

	/** @param from {@code next} of the piece before, or null for the first */
	record Export(String session, Format format, @Nullable String from) {
		public Export {
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(format, "format");
		}
	}

	/**
	 * @param text at most about 1 MB
	 * @param next where the next piece begins, or null after the last
	 */
	record Exported(String text, @Nullable String next) {
	}

	/** @param offset UTF-16 code units; @param limit at most 1,048,576 code units are returned */
	record ReadOutput(String session, EntryId entry, long offset, int limit) {
		public ReadOutput {
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(entry, "entry");
		}
	}

	/** @param offset in bytes; @param limit at most 786,432 bytes are returned */
	record ReadBlob(String session, String blob, long offset, int limit) {
		public ReadBlob {
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(blob, "blob");
		}
	}

	/** @param data base64; @param length of the whole, in bytes */
	record BlobRange(String blob, long offset, String data, long length) {
	}

	/** @param state {@code started} or {@code queued} */
	record Prompted(TurnId turn, String state) {
	}

	record Cancel(CommandId command, String session, String client) implements Changing {
		public Cancel {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(client, "client");
		}
	}

	record Rename(CommandId command, String session, String title) implements Changing {
		public Rename {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(title, "title");
		}
	}

	record Close(CommandId command, String session, CloseMode mode, String client) implements Changing {
		public Close {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(mode, "mode");
			Objects.requireNonNull(client, "client");
		}
	}

	/** What closing does to a running turn: {@code ASK} refuses, so that the caller asks the person. */
	enum CloseMode {
		ASK, STOP, KEEP_RUNNING
	}

	/**
	 * @param attachment made by the caller, names this attachment in {@link Changes} and {@link Detach}
	 * @param after {@code EPOCH:REV} the caller has; null: begin with the newest {@code newest} entries
	 */
	record Attach(String attachment, String session, @Nullable String after, int newest) {
		public Attach {
			Objects.requireNonNull(attachment, "attachment");
			Objects.requireNonNull(session, "session");
		}
	}

	/**
	 * @param reset true if {@code entries} do not continue what the caller has, but replace it
	 * @param entries by ordinal, or, continuing, by revision
	 * @param open where {@code reset}: what has not ended and is older than {@code entries}, by ordinal; else empty. There is a
	 *        gap between it and {@code entries}. Of texts there may be less than of those in {@code entries}
	 */
	record Attached(SessionId session, String epoch, long revision, SessionSummary summary, boolean reset,
			List<Entry> entries, List<Entry> open) {
		public Attached {
			entries = List.copyOf(entries);
			// an older host does not tell it
			open = open == null ? List.of() : List.copyOf(open);
		}

		public Attached(SessionId session, String epoch, long revision, SessionSummary summary, boolean reset,
				List<Entry> entries) {
			this(session, epoch, revision, summary, reset, entries, List.of());
		}
	}

	record Detach(String attachment) {
		public Detach {
			Objects.requireNonNull(attachment, "attachment");
		}
	}

	/**
	 * What happened after {@code from}, up to {@code revision}.
	 *
	 * @param lost true if this client was too slow to be sent everything: nothing else is in it, attach again after the
	 *        last revision
	 * @param summary null if it did not change
	 */
	record Changes(String attachment, SessionId session, String epoch, long from, long revision, boolean lost,
			@Nullable SessionSummary summary, List<Item> items) {
		public Changes {
			items = List.copyOf(items);
		}
	}

	sealed interface Item {
		record Upsert(Entry entry) implements Item {
		}

		/** @param offset the length of the text before, in UTF-16 code units */
		record Append(EntryId entry, long revision, long offset, String text) implements Item {
		}
	}
}
