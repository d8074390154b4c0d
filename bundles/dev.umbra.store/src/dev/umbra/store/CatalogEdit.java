package dev.umbra.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.catalog.AgentContent;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.core.port.CatalogRecords.Grave;
import dev.umbra.core.port.CatalogRecords.Queued;
import dev.umbra.core.port.CatalogWrite;

/**
 * Carries out the writes of one transaction. A managed agent of this device and its record are one thing in two tables: what changes
 * the one changes the other here, in the same transaction, and nothing of the device layer goes over. On the thread {@code store}.
 */
final class CatalogEdit {
	private static final System.Logger LOG = System.getLogger(CatalogEdit.class.getName());
	private final Sql sql;
	private final Instant now;
	private final List<AgentRecord> agents = new ArrayList<>();
	private final List<AgentId> removed = new ArrayList<>();
	private boolean visible;

	CatalogEdit(Sql sql, Instant now) {
		this.sql = sql;
		this.now = now;
	}

	boolean visible() {
		return visible;
	}

	List<AgentRecord> agents() {
		return agents;
	}

	List<AgentId> removed() {
		return removed;
	}

	void apply(CatalogWrite write) throws SQLException {
		switch (write) {
		case CatalogWrite.PutRecord(CatalogRecord record) -> put(record);
		case CatalogWrite.DropRecord(Coordinate at) -> drop(at);
		case CatalogWrite.Keep(Kept kept) -> RecordTable.keep(sql, kept);
		case CatalogWrite.PutGrave(Grave grave) -> RecordTable.putGrave(sql, grave);
		case CatalogWrite.DropGrave(Coordinate at) -> RecordTable.dropGrave(sql, at);
		case CatalogWrite.PutHead(var head) -> HeadTable.put(sql, head);
		case CatalogWrite.DropHead(Coordinate at, String relay) -> HeadTable.drop(sql, at, relay);
		case CatalogWrite.Queue(Queued row) -> {
			OutboxTable.put(sql, row);
			visible = true;
		}
		case CatalogWrite.Unqueue(Coordinate at, String relay, boolean deletion, long version) ->
			visible |= OutboxTable.clear(sql, at, relay, deletion, version);
		case CatalogWrite.Signed(Coordinate at, String relay, boolean deletion, long version, String json) ->
			OutboxTable.signed(sql, at, relay, deletion, version, json);
		case CatalogWrite.Forget(Coordinate at, String relay) -> visible |= OutboxTable.forget(sql, at, relay);
		case CatalogWrite.Hold(Coordinate at, String relay, String why) -> visible |= OutboxTable.hold(sql, at, relay, why);
		case CatalogWrite.Seen(var owner, String relay, String event) -> HeadTable.seen(sql, owner, relay, event);
		case CatalogWrite.Unseen(var owner, String relay, var events) -> HeadTable.unseen(sql, owner, relay, events);
		case CatalogWrite.Count(var owner, String relay, String words, long more) -> HeadTable.count(sql, owner, relay, words, more);
		case CatalogWrite.Announced(var entry, Instant at) -> visible |= AnnouncedTable.put(sql, entry, at);
		case CatalogWrite.PutPersonaDevice(var owner, var device) -> {
			IdentityTable.put(sql, owner, device);
			visible = true;
		}
		}
	}

	private void put(CatalogRecord record) throws SQLException {
		RecordTable.put(sql, record);
		visible = true;
		if (record.at().kind() == RecordKind.AGENT) {
			AgentRecord agent = AgentTable.byKey(sql, record.at().d());
			if (agent != null) {
				AgentRecord changed = agent.withDefinition(AgentContent.read(record.content()), now);
				AgentTable.save(sql, changed);
				agents.add(changed);
			}
		}
	}

	private void drop(Coordinate at) throws SQLException {
		visible |= RecordTable.drop(sql, at);
		if (at.kind() == RecordKind.AGENT) {
			AgentRecord agent = AgentTable.byKey(sql, at.d());
			if (agent != null) {
				AgentTable.remove(sql, agent.id());
				removed.add(agent.id());
			}
		}
	}

	/** A managed agent was made or changed here: its record follows, and its relays are to be told, if anything of it is theirs to know. */
	static void agentSaved(Sql sql, AgentRecord agent, Instant now) throws SQLException {
		Coordinate at = coordinate(agent);
		if (at == null) {
			return;
		}
		Optional<CatalogRecord> before = RecordTable.find(sql, at);
		String content = AgentContent.of(agent.definition(), before.map(CatalogRecord::content).orElse(null));
		if (before.isPresent() && before.get().content().equals(content)) {
			return;
		}
		if (before.isPresent()) {
			RecordTable.keep(sql, new Kept(0, at, now, Kept.Why.EDITED, "", before.get().content(), false));
		}
		CatalogRecord fresh = before.orElse(new CatalogRecord(at, content, false, 0, now.getEpochSecond(), "", now, now));
		RecordTable.put(sql, fresh.edited(content, false, now));
		OutboxTable.queueEverywhere(sql, at, false, now, null);
	}

	/** A managed agent was removed here, for good: its record too, and its relays are to be told. */
	static void agentRemoved(Sql sql, AgentId id, Instant now) throws SQLException {
		AgentRecord agent = AgentTable.find(sql, id);
		Coordinate at = agent == null ? null : coordinate(agent);
		Optional<CatalogRecord> record = at == null ? Optional.empty() : RecordTable.find(sql, at);
		if (at == null || record.isEmpty()) {
			return;
		}
		LOG.log(System.Logger.Level.DEBUG, "the record {0} goes with its agent", at);
		RecordTable.keep(sql, new Kept(0, at, now, Kept.Why.DELETED, "", record.get().content(), false));
		RecordTable.putGrave(sql, new Grave(at, Math.max(now.getEpochSecond(), record.get().createdAt()), ""));
		RecordTable.drop(sql, at);
		OutboxTable.queueEverywhere(sql, at, true, now, null);
	}

	private static @Nullable Coordinate coordinate(AgentRecord agent) {
		var owner = agent.owner();
		var key = agent.key();
		return agent.adHoc() || owner == null || key == null ? null : Coordinate.ofAgent(owner, key);
	}
}
