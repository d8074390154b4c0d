package dev.umbra.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.RuleId;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.RuleRecords;

/** {@link RuleRecords} in memory; command results go to the {@link FakeEntries} beside it. Any thread. */
public final class FakeRules implements RuleRecords {
	private final FakeEntries entries;
	private final List<Rule> rules = new ArrayList<>();
	private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

	public FakeRules(FakeEntries entries) {
		this.entries = entries;
	}

	@Override
	public synchronized CompletionStage<List<Rule>> rules() {
		return CompletableFuture.completedFuture(List.copyOf(rules));
	}

	@Override
	public synchronized CompletionStage<Void> addRule(Rule rule, Entries.@Nullable CommandResult command) {
		return written.thenRun(() -> {
			rules.add(rule);
			entries.keep(command);
		});
	}

	/** Rules that are added from now on are not written before {@link #release}. */
	public synchronized void hold() {
		written = new CompletableFuture<>();
	}

	public synchronized void release() {
		written.complete(null);
	}

	/** Rules that wait, and those added from now on, cannot be written. */
	public synchronized void fail(RuntimeException failure) {
		written.completeExceptionally(failure);
	}

	@Override
	public synchronized CompletionStage<Void> removeRule(RuleId rule, Entries.@Nullable CommandResult command) {
		rules.removeIf(each -> each.id().equals(rule));
		entries.keep(command);
		return CompletableFuture.completedFuture(null);
	}
}
