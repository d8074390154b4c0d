package dev.umbra.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.GitRecords;

/** {@link GitRecords} in memory; command results go to the {@link FakeEntries} beside it. Any thread. */
public final class FakeGitRecords implements GitRecords {
	private final FakeEntries entries;
	private final Map<SessionId, SessionGit> gits = new HashMap<>();

	public FakeGitRecords(FakeEntries entries) {
		this.entries = entries;
	}

	@Override
	public synchronized CompletionStage<Optional<SessionGit>> git(SessionId session) {
		return CompletableFuture.completedFuture(Optional.ofNullable(gits.get(session)));
	}

	@Override
	public synchronized CompletionStage<Void> saveGit(SessionId session, SessionGit git, Entries.@Nullable CommandResult command) {
		gits.put(session, git);
		entries.keep(command);
		return CompletableFuture.completedFuture(null);
	}
}
