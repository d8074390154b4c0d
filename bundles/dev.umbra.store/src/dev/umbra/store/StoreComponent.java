package dev.umbra.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

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
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.Records;
import dev.umbra.core.port.Settings;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.port.StoreFile;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Entry;

/** The store as services, there only where the host is: {@code umbra.db} in its data folder. The catalog is {@link StoredCatalog}. */
@Component(service = { Entries.class, Records.class, Settings.class, StoreFile.class, FeedRecords.class,
		HistoryRecords.class, StoreComponent.class })
public final class StoreComponent implements Entries, Records, Settings, StoreFile, FeedRecords, HistoryRecords {
	private final HostRole role;
	private final Clocks clocks;
	private @Nullable SqliteStore store;

	@Activate
	public StoreComponent(@Reference HostRole role, @Reference Clocks clocks) {
		this.role = role;
		this.clocks = clocks;
	}

	/** @throws StoreException if the store cannot be opened; the host was told in words */
	@Activate
	void open() {
		try {
			store = SqliteStore.open(role.home().resolve("umbra.db"), clocks);
		} catch (StoreException e) {
			role.startFailed(e.failure());
			throw e;
		}
	}

	/** Takes at most ten seconds. */
	@Deactivate
	void close() {
		if (store != null) {
			store.close();
		}
	}

	/** For the other components of this bundle. */
	SqliteStore store() {
		if (store == null) {
			throw new IllegalStateException("the store's component is not active");
		}
		return store;
	}

	@Override
	public CompletionStage<Map<String, Long>> commit(Commit commit) {
		return store().commit(commit);
	}

	@Override
	public CompletionStage<List<SessionSummary>> sessions(boolean all) {
		return store().sessions(all);
	}

	@Override
	public CompletionStage<SessionPage> sessions(boolean all, long from, int limit) {
		return store().sessions(all, from, limit);
	}

	@Override
	public CompletionStage<Map<AgentId, Tally>> tallies() {
		return store().tallies();
	}

	@Override
	public CompletionStage<Optional<SessionSummary>> session(SessionId session) {
		return store().session(session);
	}

	@Override
	public CompletionStage<List<SessionId>> sessionsBeginning(String beginning) {
		return store().sessionsBeginning(beginning);
	}

	@Override
	public CompletionStage<Optional<Live>> live(SessionId session) {
		return store().live(session);
	}

	@Override
	public CompletionStage<Slice> byOrdinal(SessionId session, long after, int limit, int maxText) {
		return store().byOrdinal(session, after, limit, maxText);
	}

	@Override
	public CompletionStage<Slice> newest(SessionId session, int limit, int maxText) {
		return store().newest(session, limit, maxText);
	}

	@Override
	public CompletionStage<Recent> recent(SessionId session, int limit, int maxText) {
		return store().recent(session, limit, maxText);
	}

	@Override
	public CompletionStage<Slice> byRevision(SessionId session, long after, int limit, int maxText) {
		return store().byRevision(session, after, limit, maxText);
	}

	@Override
	public CompletionStage<Optional<Entry>> entry(SessionId session, EntryId entry, int maxText) {
		return store().entry(session, entry, maxText);
	}

	@Override
	public CompletionStage<Optional<Text>> text(SessionId session, EntryId entry, long offset, int limit) {
		return store().text(session, entry, offset, limit);
	}

	@Override
	public CompletionStage<List<Waiting>> waiting() {
		return store().waiting();
	}

	@Override
	public CompletionStage<List<SessionId>> unfinished() {
		return store().unfinished();
	}

	@Override
	public CompletionStage<Optional<String>> commandResult(CommandId command) {
		return store().commandResult(command);
	}

	@Override
	public CompletionStage<Void> remember(CommandResult command) {
		return store().remember(command);
	}

	@Override
	public CompletionStage<List<AgentRecord>> agents() {
		return store().agents();
	}

	@Override
	public CompletionStage<Long> saveAgent(AgentRecord agent, @Nullable CommandResult command) {
		return store().saveAgent(agent, command);
	}

	@Override
	public CompletionStage<Long> removeAgent(AgentId agent, @Nullable CommandResult command) {
		return store().removeAgent(agent, command);
	}

	@Override
	public CompletionStage<Long> revision(String subject) {
		return store().revision(subject);
	}

	@Override
	public CompletionStage<Map<String, String>> all() {
		return store().all();
	}

	@Override
	public CompletionStage<Void> put(String key, @Nullable String value, @Nullable CommandResult command) {
		return store().put(key, value, command);
	}

	@Override
	public Path file() {
		return store().file();
	}

	@Override
	public long bytes() {
		return store().bytes();
	}

	@Override
	public long commits() {
		return store().commits();
	}

	@Override
	public int schemaVersion() {
		return store().schemaVersion();
	}

	@Override
	public CompletionStage<Void> backup(Path target) {
		return store().backup(target);
	}

	@Override
	public CompletionStage<Long> used() {
		return store().used();
	}

	@Override
	public CompletionStage<Boolean> changedElsewhere() {
		return store().changedElsewhere();
	}

	@Override
	public CompletionStage<String> check() {
		return store().check();
	}

	@Override
	public CompletionStage<Optional<Bytes>> blob(SessionId session, String hash, long offset, int limit) {
		return store().blob(session, hash, offset, limit);
	}

	@Override
	public CompletionStage<Map<AgentId, Offer>> offers() {
		return store().offers();
	}

	@Override
	public CompletionStage<Void> saveOffer(AgentId agent, Offer offer) {
		return store().saveOffer(agent, offer);
	}

	@Override
	public CompletionStage<Optional<Text>> output(SessionId session, EntryId entry, long offset, int limit) {
		return store().output(session, entry, offset, limit);
	}

	@Override
	public CompletionStage<Slice> newestBefore(SessionId session, long before, int limit, int maxText) {
		return store().newestBefore(session, before, limit, maxText);
	}

	@Override
	public CompletionStage<Void> add(List<NewCard> cards) {
		return store().add(cards);
	}

	@Override
	public CompletionStage<FeedRecords.Page> cards(AgentId agent, @Nullable Long before, @Nullable Long after, int limit) {
		return store().cards(agent, before, after, limit);
	}

	@Override
	public void bounds(int cards, long bytes) {
		store().bounds(cards, bytes);
	}

	@Override
	public CompletionStage<History.Listing> past(History.Browse p) {
		return store().past(p);
	}

	@Override
	public CompletionStage<History.Hits> search(History.Search p) {
		return store().search(p);
	}

	@Override
	public CompletionStage<History.Places> find(SessionId session, String text, int limit) {
		return store().find(session, text, limit);
	}

	@Override
	public CompletionStage<Boolean> delete(SessionId session, CommandResult command) {
		return store().delete(session, command);
	}

	@Override
	public CompletionStage<List<SessionId>> archivedBefore(Instant before, int limit) {
		return store().archivedBefore(before, limit);
	}

	@Override
	public Opened opened() {
		return store().opened();
	}

	@Override
	public List<Path> copies() {
		return store().copies();
	}
}
