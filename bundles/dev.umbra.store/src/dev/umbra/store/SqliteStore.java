package dev.umbra.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.api.History;
import dev.umbra.core.feed.NewCard;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.FeedRecords;
import dev.umbra.core.port.HistoryRecords;
import dev.umbra.core.port.Records;
import dev.umbra.core.port.Settings;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.port.StoreFile;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Entry;

/**
 * The store: one SQLite file in WAL mode, one writing thread, two reading ones. Every method returns at once (a sender
 * waits only while thousands of changes wait before it) and may be called on any thread.
 * <p>
 * What holds: a commit is visible wholly or not at all; a stage completes after its commit, with {@code full} after a
 * flush to the disk; a read that is asked for after that sees it; a read is one snapshot; a process that is killed leaves
 * a store that opens again with every completed commit; nothing is ever deleted because it cannot be read.
 * <p>
 * Times are kept to the millisecond. Any string comes back as it went, unpaired surrogates and NUL included.
 */
public final class SqliteStore implements Entries, Records, Settings, StoreFile, FeedRecords, HistoryRecords,
		AutoCloseable {
	private static final System.Logger LOG = System.getLogger(SqliteStore.class.getName());
	private static final Duration CLOSING = Duration.ofSeconds(10);
	private final Path file;
	private final Clocks clocks;
	private final Options options;
	private final Failures failures;
	private final Backup backup;
	private final Commands commands;
	private final Writer writer;
	private final Readers readers;
	private final Indexing indexing;
	private final Removal removal;
	private final Opened opened;
	private final Damage damage;
	/** SQLite's count of others' commits, as the writing connection saw it last; on its thread. */
	private long others;
	private volatile FeedEdit.Bounds bounds = FeedEdit.Bounds.DEFAULT;

	/** @param found when the store was opened */
	SqliteStore(Opening opening, Opened found, Backup backup, Sql writing, List<Sql> reading) {
		file = opening.file();
		clocks = opening.clocks();
		options = opening.options();
		failures = opening.failures();
		damage = opening.damage();
		opened = found;
		this.backup = backup;
		commands = new Commands(clocks);
		indexing = new Indexing(clocks);
		Set<Thread> own = ConcurrentHashMap.newKeySet();
		readers = new Readers(reading, failures, damage, options.waiting(), own);
		writer = new Writer(writing, failures, damage, options, clocks, own, indexing, this::endReaders);
		changedElsewhere();
		removal = new Removal(writer, clocks);
		removal.resume();
		if (damage.index()) {
			renewIndex();
		}
		if (damage.later()) {
			readers.read(damage::check).thenAccept(index -> {
				if (index) {
					renewIndex();
				}
			});
		}
	}

	/** A change with the result of its command, in one transaction, flushed to the disk. */
	<T> CompletionStage<T> write(@Nullable CommandResult command, Work<T> work) {
		return write(true, command, work);
	}

	/** @param full whether it is flushed to the disk */
	<T> CompletionStage<T> write(boolean full, @Nullable CommandResult command, Work<T> work) {
		return writer.write(full, sql -> {
			T result = work.on(sql);
			commands.put(sql, command);
			return result;
		});
	}

	<T> CompletionStage<T> read(Work<T> work) {
		return readers.read(work);
	}

	Instant now() {
		return clocks.instant();
	}

	private void renewIndex() {
		LOG.log(System.Logger.Level.WARNING, "the index of words in the store {0} was damaged; it is made anew from the texts", file);
		writer.write(false, sql -> {
			WordIndex.restart(sql);
			indexing.noted();
			return null;
		});
	}

	/**
	 * Opens the store, or makes one if the file does not exist or is empty. The caller holds the lock of the data folder.
	 *
	 * A damaged one is kept beside it, and what can be read of it is in a new one: {@link #opened}.
	 *
	 * @throws StoreException in words, if the file is newer, not ours, or cannot be used; it is left as it was
	 */
	public static SqliteStore open(Path file, Clocks clocks) {
		return open(file, clocks, Options.DEFAULT);
	}

	static SqliteStore open(Path file, Clocks clocks, Options options) {
		return new Opening(file.toAbsolutePath().normalize(), clocks, options).open();
	}

	@Override
	public CompletionStage<Map<String, Long>> commit(Commit commit) {
		return writer.write(commit.full(), sql -> {
			boolean tabLost = SessionWriter.apply(sql, commit, bounds, clocks.instant());
			indexing.noted();
			commands.put(sql, commit.command());
			Set<String> subjects = new HashSet<>(commit.subjects());
			if (tabLost) {
				subjects.add(TabTable.SUBJECT);
			}
			return Counters.raise(sql, subjects);
		});
	}

	@Override
	public CompletionStage<List<SessionSummary>> sessions(boolean all) {
		return readers.read(sql -> SessionTable.list(sql, all));
	}

	@Override
	public CompletionStage<SessionPage> sessions(boolean all, long from, int limit) {
		return readers.read(sql -> SessionTable.page(sql, all, from, limit));
	}

	@Override
	public CompletionStage<Map<AgentId, Tally>> tallies() {
		return readers.read(SessionTable::tallies);
	}

	@Override
	public CompletionStage<Optional<SessionSummary>> session(SessionId session) {
		return readers.read(sql -> SessionTable.find(sql, session).map(SessionTable.Stored::summary));
	}

	@Override
	public CompletionStage<List<SessionId>> sessionsBeginning(String beginning) {
		return readers.read(sql -> SessionTable.beginning(sql, beginning));
	}

	@Override
	public CompletionStage<Optional<Live>> live(SessionId session) {
		return readers.read(sql -> SessionReader.live(sql, session));
	}

	@Override
	public CompletionStage<Slice> byOrdinal(SessionId session, long after, int limit, int maxText) {
		return readers.read(sql -> SessionReader.byOrdinal(sql, session, after, limit, maxText));
	}

	@Override
	public CompletionStage<Slice> newest(SessionId session, int limit, int maxText) {
		return readers.read(sql -> SessionReader.newest(sql, session, limit, maxText));
	}

	@Override
	public CompletionStage<Recent> recent(SessionId session, int limit, int maxText) {
		return readers.read(sql -> SessionReader.recent(sql, session, limit, maxText));
	}

	@Override
	public CompletionStage<Slice> byRevision(SessionId session, long after, int limit, int maxText) {
		return readers.read(sql -> SessionReader.byRevision(sql, session, after, limit, maxText));
	}

	@Override
	public CompletionStage<Optional<Entry>> entry(SessionId session, EntryId entry, int maxText) {
		return readers.read(sql -> SessionReader.entry(sql, session, entry, maxText));
	}

	@Override
	public CompletionStage<Optional<Text>> text(SessionId session, EntryId entry, long offset, int limit) {
		return readers.read(sql -> SessionReader.text(sql, session, entry, offset, limit));
	}

	@Override
	public CompletionStage<Optional<Bytes>> blob(SessionId session, String hash, long offset, int limit) {
		return readers.read(sql -> BlobTable.range(sql, session, hash, offset, limit));
	}

	@Override
	public CompletionStage<List<Waiting>> waiting() {
		return readers.read(SessionReader::waiting);
	}

	@Override
	public CompletionStage<List<SessionId>> unfinished() {
		return readers.read(SessionTable::unfinished);
	}

	@Override
	public CompletionStage<Optional<String>> commandResult(CommandId command) {
		return readers.read(sql -> commands.result(sql, command));
	}

	@Override
	public CompletionStage<Void> remember(CommandResult command) {
		return writer.write(true, sql -> {
			commands.put(sql, command);
			return null;
		});
	}

	@Override
	public CompletionStage<List<AgentRecord>> agents() {
		return readers.read(AgentTable::all);
	}

	@Override
	public CompletionStage<Long> saveAgent(AgentRecord agent, @Nullable CommandResult command) {
		return write(command, sql -> {
			AgentTable.save(sql, agent);
			CatalogEdit.agentSaved(sql, agent, clocks.instant());
			return Counters.raise(sql, "agents");
		});
	}

	@Override
	public CompletionStage<Long> removeAgent(AgentId agent, @Nullable CommandResult command) {
		return write(command, sql -> {
			CatalogEdit.agentRemoved(sql, agent, clocks.instant());
			AgentTable.remove(sql, agent);
			return Counters.raise(sql, "agents");
		});
	}

	@Override
	public CompletionStage<Map<AgentId, Offer>> offers() {
		return readers.read(OfferTable::ofAgents);
	}

	@Override
	public CompletionStage<Void> saveOffer(AgentId agent, Offer offer) {
		return writer.write(false, sql -> {
			OfferTable.putOfAgent(sql, agent, offer);
			return null;
		});
	}

	@Override
	public CompletionStage<Long> revision(String subject) {
		return readers.read(sql -> Counters.read(sql, subject));
	}

	@Override
	public CompletionStage<Map<String, String>> all() {
		return readers.read(SettingTable::all);
	}

	@Override
	public CompletionStage<Void> put(String key, @Nullable String value, @Nullable CommandResult command) {
		return writer.write(true, sql -> {
			SettingTable.put(sql, key, value);
			commands.put(sql, command);
			return null;
		});
	}

	@Override
	public Path file() {
		return file;
	}

	@Override
	public long bytes() {
		try {
			return Header.size(file) + Header.size(Header.beside(file, "-wal"));
		} catch (IOException e) {
			throw failures.ofFile(e, file, "look at");
		}
	}

	@Override
	public long commits() {
		return writer.commits();
	}

	@Override
	public int schemaVersion() {
		return options.schemaVersion();
	}

	@Override
	public CompletionStage<Void> backup(Path target) {
		return readers.read(sql -> {
			backup.to(target);
			return null;
		});
	}

	@Override
	public CompletionStage<Long> used() {
		return readers.read(sql -> (sql.number("PRAGMA page_count") - sql.number("PRAGMA freelist_count"))
				* sql.number("PRAGMA page_size"));
	}

	@Override
	public CompletionStage<Boolean> changedElsewhere() {
		return writer.ask(sql -> {
			long before = others;
			others = sql.number("PRAGMA data_version");
			return before != others;
		});
	}

	@Override
	public CompletionStage<String> check() {
		return readers.read(Checks::quick);
	}

	@Override
	public CompletionStage<Optional<Text>> output(SessionId session, EntryId entry, long offset, int limit) {
		return readers.read(sql -> SessionReader.output(sql, session, entry, offset, limit));
	}

	@Override
	public CompletionStage<Slice> newestBefore(SessionId session, long before, int limit, int maxText) {
		return readers.read(sql -> SessionReader.newestBefore(sql, session, before, limit, maxText));
	}

	@Override
	public CompletionStage<Void> add(List<NewCard> cards) {
		return writer.write(false, sql -> {
			new FeedEdit(sql, bounds).put(cards);
			return null;
		});
	}

	@Override
	public CompletionStage<FeedRecords.Page> cards(AgentId agent, @Nullable Long before, @Nullable Long after, int limit) {
		return readers.read(sql -> FeedTable.page(sql, agent, before, after, limit));
	}

	@Override
	public void bounds(int cards, long bytes) {
		bounds = new FeedEdit.Bounds(cards, bytes);
		writer.write(false, sql -> {
			new FeedEdit(sql, bounds).trim();
			return null;
		});
	}

	@Override
	public CompletionStage<History.Listing> past(History.Browse p) {
		return readers.read(sql -> HistoryReader.past(sql, p));
	}

	/** What waits to be indexed is, before: so what was committed is found. Where that cannot be written, the rest is. */
	@Override
	public CompletionStage<History.Hits> search(History.Search p) {
		CompletionStage<Void> indexed = indexing.wanted() ? writer.write(false, indexing::beforeSearch)
				: CompletableFuture.completedFuture(null);
		return indexed.exceptionally(full -> null).thenCompose(done -> readers.read(sql -> HistoryReader.search(sql, p)));
	}

	@Override
	public CompletionStage<History.Places> find(SessionId session, String text, int limit) {
		return readers.read(sql -> HistoryReader.find(sql, session, text, limit));
	}

	@Override
	public CompletionStage<Boolean> delete(SessionId session, CommandResult command) {
		return writer.write(true, sql -> {
			Removal.Begun begun = Removal.begin(sql, session);
			commands.put(sql, command);
			if (begun.tab()) {
				Counters.raise(sql, TabTable.SUBJECT);
			}
			return begun;
		}).thenCompose(begun -> removal.goOn(begun.session()).thenApply(done -> begun.tab()));
	}

	@Override
	public CompletionStage<List<SessionId>> archivedBefore(Instant before, int limit) {
		return readers.read(sql -> HistoryReader.archivedBefore(sql, before, limit));
	}

	@Override
	public Opened opened() {
		String later = damage.found();
		return later.isEmpty() ? opened : new Opened(true, (opened.words() + " The store " + file + " is damaged (" + later
				+ "). Nothing was deleted. Restart the host: it will carry what can be read over to a new store, and keep this one.").strip(),
				opened.kept());
	}

	@Override
	public List<Path> copies() {
		return Copies.of(file, failures);
	}

	/** For tests of a full disk. */
	CompletionStage<Void> maxPages(int pages) {
		return writer.write(false, sql -> {
			sql.number("PRAGMA max_page_count = " + pages);
			return null;
		});
	}

	/**
	 * Writes and answers what waits, empties the log, closes the file. Returns after at most ten seconds; what is asked for
	 * afterwards fails. Not to be called from a continuation of one of the store's stages.
	 */
	@Override
	public void close() {
		Thread thread = writer.close();
		try {
			if (!thread.join(CLOSING)) {
				LOG.log(System.Logger.Level.WARNING, "the store {0} is still writing after {1}; the process ends without waiting", file,
						CLOSING);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** On the writing thread, between the last commit and the last checkpoint, which must not meet a reader. */
	private void endReaders() {
		for (Thread thread : readers.close()) {
			try {
				thread.join(CLOSING.dividedBy(2));
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}
	}
}
