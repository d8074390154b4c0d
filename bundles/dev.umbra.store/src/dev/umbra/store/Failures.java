package dev.umbra.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Version;
import dev.umbra.core.port.StoreException;

/** Turns what SQLite and the file system say into words for a person. */
final class Failures {
	private static final String DAMAGED_HINT = "Nothing was changed or deleted. Keep a copy of the file, then restore a backup"
			+ " (umbra host backup makes them) in its place, or use another data folder with --home DIR.";
	private final Path file;

	Failures(Path file) {
		this.file = file;
	}

	/** @param doing what could not be done, for example {@code read from} */
	StoreException of(Throwable e, String doing) {
		return switch (e) {
		case StoreException already -> already;
		case FailureException expected -> new StoreException(expected.failure(), false, expected);
		case SQLiteException sqlite -> ofSqlite(sqlite, doing);
		case IOException io -> ofFile(io, file, doing);
		case SQLException unloaded when unloaded(unloaded) -> failed(unloaded, false,
				"Could not " + doing + " the store " + file + ": SQLite's library could not be unpacked to "
						+ file.resolveSibling("tmp") + " and loaded from there",
				"Is the disk full? Free some space on it. Programs must be allowed there, too: no noexec.");
		case SQLException other -> failed(other, false, "Could not " + doing + " the store " + file + ": " + said(other), null);
		default -> failed(e, false, "Could not " + doing + " the store " + file + ": unexpected " + e,
				"This is an error of Umbra: please report it with the host's log.");
		};
	}

	private StoreException ofSqlite(SQLiteException e, String doing) {
		SQLiteErrorCode code = e.getResultCode();
		String could = "Could not " + doing + " the store " + file;
		return switch (code.code & 0xff) {
		case 13 /* FULL */ -> noRoom(e, could + ": the disk is full. Nothing of this change was kept", file);
		case 10 /* IOERR */ -> switch (code) {
		case SQLITE_IOERR_WRITE, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_FSYNC -> noRoom(e, could
				+ ": writing failed (" + code.name() + "); the disk may be full, or a quota or file size limit reached."
				+ " Nothing of this change was kept", file);
		default -> failed(e, false, could + ": the disk or file system reported an error (" + said(e) + ")",
				"Check the disk that holds " + file.getParent() + ", and the system's log.");
		};
		case 5, 6 /* BUSY, LOCKED */ -> new StoreException(Failure.busy(could + ": another program has locked it",
				"Close other programs that have " + file.getFileName() + " open, then try again."), true, e);
		case 11 /* CORRUPT */ -> failed(e, false, "The store " + file + " is damaged (" + said(e) + ")", DAMAGED_HINT);
		case 26 /* NOTADB */ -> notAStore(e);
		case 14 /* CANTOPEN */ -> failed(e, false, "Could not open the store " + file + " or a file beside it (" + said(e) + ")",
				"Check that " + file.getParent() + " exists, is yours, and can be written.");
		case 8, 3, 23 /* READONLY, PERM, AUTH */ -> failed(e, false, "The store " + file + " cannot be written (" + said(e) + ")",
				"Check owner and mode of the file and of " + file.getParent() + ", and that the disk is not mounted read-only.");
		case 18 /* TOOBIG */ -> failed(e, false, could + ": a text is longer than SQLite can keep", null);
		default -> failed(e, false, could + ": " + said(e), null);
		};
	}

	/** Whether SQLite's library could not be unpacked or loaded. */
	static boolean unloaded(SQLException e) {
		return e.getCause() instanceof NativeLibraryNotFoundException;
	}

	/** Whether SQLite says that the file is damaged. */
	static boolean corrupt(SQLException e) {
		return (e.getErrorCode() & 0xff) == 11;
	}

	/** Whether SQLite says that it cannot read the file, or not its tables: damaged, no database, of an unknown kind. */
	static boolean unreadable(SQLException e) {
		int code = e.getErrorCode() & 0xff;
		return corrupt(e) || code == 26 /* NOTADB */ || code == 1 /* ERROR: "unsupported file format" */;
	}

	/** A failure of the file system with {@code path}, which may be another file than the store's. */
	StoreException ofFile(IOException e, Path path, String doing) {
		String could = "Could not " + doing + " " + path;
		String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.toString();
		return switch (e) {
		case AccessDeniedException denied -> failed(e, false, could + ": permission denied",
				"Check owner and mode of " + denied.getFile() + ".");
		case NoSuchFileException gone -> failed(e, false, could + ": " + gone.getFile() + " does not exist", null);
		case FileAlreadyExistsException there -> failed(e, false, could + ": " + there.getFile() + " exists already", null);
		default -> reason.contains("No space left") || reason.contains("quota") ? noRoom(e, could + ": " + reason, path)
				: failed(e, false, could + ": " + reason, null);
		};
	}

	/** @param how it shows, beginning with "it" */
	StoreException newer(String how, int own) {
		return new StoreException(new Failure(Failure.Code.STORE_NEWER,
				"The store " + file + " was written by a newer Umbra: " + how + ", and this Umbra "
						+ Version.OWN.product() + " knows formats up to " + own + ". Nothing was changed.",
				"Update Umbra, or use another data folder with --home DIR."), false, new IllegalStateException(how));
	}

	StoreException notAStore(@Nullable Throwable e) {
		return failed(e, false, "The file " + file + " is not a store of Umbra, or its beginning is damaged", DAMAGED_HINT);
	}

	StoreException damaged(String what) {
		return failed(null, false, "The store " + file + " is damaged: " + what, DAMAGED_HINT);
	}

	static StoreException closed() {
		return new StoreException(Failure.failed("The store is closed: the host is ending", "Try again: a new host will start."), true,
				new IllegalStateException("closed"));
	}

	static StoreException failed(@Nullable Throwable e, boolean passing, String message, @Nullable String hint) {
		return new StoreException(Failure.failed(message, hint), passing, e == null ? new IllegalStateException(message) : e);
	}

	static StoreException notFound(String message) {
		return new StoreException(new Failure(Failure.Code.NOT_FOUND, message, null), false, new IllegalStateException(message));
	}

	/** @param path what did not fit */
	StoreException noRoom(Throwable e, String message, Path path) {
		return failed(e, true, message, "Free some space on the disk that holds " + path.getParent() + ", then try again.");
	}

	private static String said(Exception e) {
		String message = e.getMessage();
		return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
	}
}
