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

	public FakeRules(FakeEntries entries) {
		this.entries = entries;
	}

	@Override
	public synchronized CompletionStage<List<Rule>> rules() {
		return CompletableFuture.completedFuture(List.copyOf(rules));
	}

	@Override
	public synchronized CompletionStage<Void> addRule(Rule rule, Entries.@Nullable CommandResult command) {
		rules.add(rule);
		entries.keep(command);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public synchronized CompletionStage<Void> removeRule(RuleId rule, Entries.@Nullable CommandResult command) {
		rules.removeIf(each -> each.id().equals(rule));
		entries.keep(command);
		return CompletableFuture.completedFuture(null);
	}
}
