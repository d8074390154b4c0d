package dev.umbra.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.Records;
import dev.umbra.core.session.Offer;

/** {@link Records} in memory; command results go to the {@link FakeEntries} beside it. Any thread. */
public final class FakeRecords implements Records {
	private final FakeEntries entries;
	private final Map<AgentId, AgentRecord> agents = new LinkedHashMap<>();
	private final Map<AgentId, Offer> offers = new LinkedHashMap<>();
	private long revision;
	private boolean refusing;

	public FakeRecords(FakeEntries entries) {
		this.entries = entries;
	}

	@Override
	public synchronized CompletionStage<List<AgentRecord>> agents() {
		return CompletableFuture.completedFuture(List.copyOf(agents.values()));
	}

	/** Whether agents cannot be saved, as with a full disk. */
	public synchronized void refuse(boolean refuse) {
		refusing = refuse;
	}

	@Override
	public synchronized CompletionStage<Long> saveAgent(AgentRecord agent, Entries.@Nullable CommandResult command) {
		if (refusing) {
			return CompletableFuture.failedFuture(new FailureException(FakeEntries.DISK_FULL));
		}
		agents.put(agent.id(), agent);
		entries.keep(command);
		return CompletableFuture.completedFuture(++revision);
	}

	@Override
	public synchronized CompletionStage<Long> removeAgent(AgentId agent, Entries.@Nullable CommandResult command) {
		agents.remove(agent);
		entries.keep(command);
		return CompletableFuture.completedFuture(++revision);
	}

	@Override
	public synchronized CompletionStage<Long> revision(String subject) {
		return CompletableFuture.completedFuture(subject.equals("agents") ? revision : entries.revision(subject));
	}

	@Override
	public synchronized CompletionStage<Map<AgentId, Offer>> offers() {
		return CompletableFuture.completedFuture(Map.copyOf(offers));
	}

	@Override
	public synchronized CompletionStage<Void> saveOffer(AgentId agent, Offer offer) {
		offers.put(agent, offer);
		return CompletableFuture.completedFuture(null);
	}
}
