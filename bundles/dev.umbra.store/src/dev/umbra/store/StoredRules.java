package dev.umbra.store;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.core.RuleId;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.RuleRecords;

/** The standing rules in the store. */
@Component(service = RuleRecords.class)
public final class StoredRules implements RuleRecords {
	private final SqliteStore store;

	@Activate
	public StoredRules(@Reference HostRole role, @Reference StoreComponent component) {
		this(component.store());
	}

	StoredRules(SqliteStore store) {
		this.store = store;
	}

	@Override
	public CompletionStage<List<Rule>> rules() {
		return store.read(RuleTable::all);
	}

	@Override
	public CompletionStage<Void> addRule(Rule rule, @Nullable CommandResult command) {
		return store.write(command, sql -> {
			RuleTable.add(sql, rule);
			return null;
		});
	}

	@Override
	public CompletionStage<Void> removeRule(RuleId rule, @Nullable CommandResult command) {
		return store.write(command, sql -> {
			RuleTable.remove(sql, rule);
			return null;
		});
	}
}
