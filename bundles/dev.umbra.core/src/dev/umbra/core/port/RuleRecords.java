package dev.umbra.core.port;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.RuleId;
import dev.umbra.core.permission.Rule;

/** A person's standing rules on disk. One call is one transaction, flushed; the stages behave as those of {@link Entries}. */
public interface RuleRecords {
	/** In the order they were made. */
	CompletionStage<List<Rule>> rules();

	CompletionStage<Void> addRule(Rule rule, Entries.@Nullable CommandResult command);

	/** Done also if there is none. */
	CompletionStage<Void> removeRule(RuleId rule, Entries.@Nullable CommandResult command);
}
