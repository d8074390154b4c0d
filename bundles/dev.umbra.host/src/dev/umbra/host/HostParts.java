package dev.umbra.host;

import java.util.concurrent.ScheduledExecutorService;

import dev.umbra.core.Clocks;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.FeedRecords;
import dev.umbra.core.port.HistoryRecords;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.NoteRecords;
import dev.umbra.core.port.Records;
import dev.umbra.core.port.RelaySync;
import dev.umbra.core.port.RuleRecords;
import dev.umbra.core.port.Secrets;
import dev.umbra.core.port.Settings;
import dev.umbra.core.port.StoreFile;
import dev.umbra.core.port.WindowRecords;
import dev.umbra.wire.DataFolder;

/** What every piece of the host is made with. */
record HostParts(HostRole role, DataFolder folder, Clocks clocks, Entries entries, Records records,
		WindowRecords windows, Settings settings, StoreFile store, AgentRuntime runtime, Secrets secrets, RuleRecords rules,
		FeedRecords feed, HistoryRecords history, NoteRecords notes, CatalogRecords catalog, RelaySync relays,
		HostEvents events, HostCounters counters, ScheduledExecutorService ticks) {
	/** Of the host's start, or of the last time it read its store anew. */
	String epoch() {
		return events.epoch();
	}
}
