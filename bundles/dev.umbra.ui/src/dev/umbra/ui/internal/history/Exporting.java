package dev.umbra.ui.internal.history;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongConsumer;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * Writes a session as a document, piece by piece, beside the file that it is to become: a file with its name is whole, or is
 * what it was before. {@link #run} blocks, on a thread of its own; {@link #cancel} may be called by any thread.
 */
final class Exporting {
	/** How it went. */
	sealed interface Result {
		record Written(Path file) implements Result {
		}

		record Cancelled() implements Result {
		}

		/** @param words what went wrong, with which file, and what to do */
		record Failed(String words) implements Result {
		}
	}

	/** Of a file's name without its ending, UTF-16 code units. */
	private static final int LONGEST_NAME = 60;
	private final Function<@Nullable String, CompletionStage<Outcome<Sessions.Exported>>> source;
	private final Path file;
	private final boolean replace;
	private final LongConsumer progress;
	private final CompletableFuture<Outcome<Sessions.Exported>> cancelled = new CompletableFuture<>();

	/**
	 * @param source asks for the piece that begins there; null for the first
	 * @param replace whether the person agreed that a file of this name goes
	 * @param progress told of the UTF-16 code units written so far, on the thread of {@link #run}
	 */
	Exporting(Function<@Nullable String, CompletionStage<Outcome<Sessions.Exported>>> source, Path file, boolean replace,
			LongConsumer progress) {
		this.source = source;
		this.file = file;
		this.replace = replace;
		this.progress = progress;
	}

	/** A name for the file, made of the session's title, that every file system takes. */
	static String name(String title, Sessions.Format format) {
		String plain = ForeignText.clean(title).replaceAll("[^\\p{L}\\p{N} ._-]", " ").replaceAll("\\s+", " ").strip();
		plain = plain.replaceAll("^[. ]+|[. ]+$", "");
		String name = plain.isEmpty() ? "session" : ForeignText.shortened(plain, LONGEST_NAME).replace("…", "").strip();
		return name + "." + format.name().toLowerCase(Locale.ROOT);
	}

	/** Ends it soon; nothing is left behind. */
	void cancel() {
		cancelled.complete(Outcome.notOk(Failure.failed("", null)));
	}

	Result run() {
		Path part = null;
		try {
			Path folder = file.toAbsolutePath().getParent();
			if (folder == null || !Files.isDirectory(folder)) {
				throw new NoSuchFileException(String.valueOf(folder));
			}
			part = Files.createTempFile(folder, ".export", ".part");
			String problem = write(part);
			if (cancelled.isDone()) {
				return new Result.Cancelled();
			}
			if (problem != null) {
				return new Result.Failed(problem);
			}
			move(part);
			return new Result.Written(file);
		} catch (FileAlreadyExistsException e) {
			return new Result.Failed(NLS.bind(Messages.export_exists, file));
		} catch (NoSuchFileException e) {
			return new Result.Failed(NLS.bind(Messages.export_no_folder, file.toAbsolutePath().getParent()));
		} catch (IOException e) {
			return new Result.Failed(NLS.bind(Messages.export_not_written, file, e.getMessage()));
		} finally {
			remove(part);
		}
	}

	/** @return what went wrong at the host, in words, or null */
	private @Nullable String write(Path part) throws IOException {
		long written = 0;
		try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
			String from = null;
			do {
				switch (piece(from)) {
				case Outcome.NotOk<Sessions.Exported>(Failure failure) -> {
					return HostAnswers.words(failure);
				}
				case Outcome.Ok<Sessions.Exported>(Sessions.Exported piece) -> {
					out.write(piece.text());
					written += piece.text().length();
					from = piece.next();
				}
				}
				progress.accept(written);
			} while (from != null && !cancelled.isDone());
		}
		return null;
	}

	private Outcome<Sessions.Exported> piece(@Nullable String from) {
		try {
			return source.apply(from).toCompletableFuture().applyToEither(cancelled, piece -> piece).join();
		} catch (CompletionException e) {
			return Outcome.notOk(Failure.failed(NLS.bind(Messages.export_broke, String.valueOf(e.getCause())), null));
		}
	}

	private void move(Path part) throws IOException {
		if (!replace) {
			// fails where a file came to be meanwhile
			Files.move(part, file);
			return;
		}
		try {
			Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		} catch (AtomicMoveNotSupportedException e) {
			Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static void remove(@Nullable Path part) {
		if (part != null) {
			try {
				Files.deleteIfExists(part);
			} catch (IOException e) {
				System.getLogger(Exporting.class.getName()).log(System.Logger.Level.WARNING, "what was left of an export stays: " + part, e);
			}
		}
	}
}
