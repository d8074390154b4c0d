package dev.umbra.ui.internal.transcript;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Entry;

/**
 * What is folded, and so which rows an entry has. Immutable: rows may be made on any thread.
 *
 * @param rule for entries the person did nothing with
 * @param flipped entries that the person wants the other way
 */
record Folding(Rule rule, Set<EntryId> flipped, Links links) {
	static final Folding START = new Folding(Rule.BY_ITSELF, Set.of(), Links.NONE);

	/** {@code BY_ITSELF}: as each kind of entry is shown as a rule. */
	enum Rule {
		BY_ITSELF, ALL_OPEN, ALL_FOLDED
	}

	Folding {
		flipped = Set.copyOf(flipped);
	}

	Folding flip(EntryId entry) {
		Set<EntryId> now = new HashSet<>(flipped);
		if (!now.remove(entry)) {
			now.add(entry);
		}
		return new Folding(rule, now, links);
	}

	/** The same for all from now on. */
	Folding all(Rule newRule) {
		return new Folding(newRule, Set.of(), links);
	}

	Folding below(Links newLinks) {
		return new Folding(rule, flipped, newLinks);
	}

	/** @param parts what is known of the entry's text; changes nothing but the time it takes */
	List<Row> rows(Entry entry, MarkdownParts parts) {
		boolean flip = flipped.contains(entry.id());
		if (rule == Rule.BY_ITSELF) {
			return EntryRows.of(entry, flip, links, parts);
		}
		List<Row> rows = EntryRows.of(entry, false, links, parts);
		if (!folds(rows, entry.id())) {
			return rows;
		}
		List<Row> others = EntryRows.of(entry, true, links, parts);
		boolean open = rule == Rule.ALL_OPEN != flip;
		return open == others.size() >= rows.size() ? others : rows;
	}

	/** Whether one of the rows opens or folds the entry. */
	static boolean folds(List<Row> rows, EntryId entry) {
		Target toggle = new Target.Toggle(entry);
		// what opens an entry stands in its head
		return rows.stream().limit(8).anyMatch(row -> row.runs().stream().anyMatch(run -> toggle.equals(run.face().target())));
	}
}
