package dev.umbra.ui.internal.session;

import java.util.List;
import java.util.Optional;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * The plan of the turn that runs, as one line and as all of its steps. Pure.
 *
 * @param line for example {@code Plan: 2 of 5 · Read the file}
 * @param steps each with a mark of how far it is
 */
record PlanLine(String line, List<String> steps) {
	private static final String COMPLETED = "completed";
	private static final String IN_PROGRESS = "in_progress";
	/** Of a step, UTF-16 code units. */
	private static final int LONGEST = 200;

	PlanLine {
		steps = List.copyOf(steps);
	}

	/** Empty where no turn runs, it has no plan, or everything in it is done. */
	static Optional<PlanLine> of(SessionSummary summary, List<Entry> entries) {
		if (summary.turn() == null) {
			return Optional.empty();
		}
		for (int i = entries.size() - 1; i >= 0; i--) {
			Entry entry = entries.get(i);
			if (entry.detail() instanceof Detail.Plan(List<Detail.PlanItem> items) && summary.turn().equals(entry.turn())) {
				return of(items);
			}
		}
		return Optional.empty();
	}

	private static Optional<PlanLine> of(List<Detail.PlanItem> items) {
		int done = 0;
		int current = -1;
		for (int i = 0; i < items.size(); i++) {
			String status = items.get(i).status();
			if (status.equals(COMPLETED)) {
				done++;
			} else if (current < 0 || status.equals(IN_PROGRESS) && !items.get(current).status().equals(IN_PROGRESS)) {
				current = i;
			}
		}
		if (current < 0) {
			return Optional.empty();
		}
		String line = NLS.bind(Messages.plan_line, new Object[] { Math.min(items.size(), done + 1), items.size(), words(items.get(current)) });
		return Optional.of(new PlanLine(line, items.stream().map(item -> mark(item.status()) + "  " + words(item)).toList()));
	}

	private static String mark(String status) {
		return switch (status) {
		case COMPLETED -> "✓";
		case IN_PROGRESS -> "▸";
		default -> "○";
		};
	}

	private static String words(Detail.PlanItem item) {
		return ForeignText.shortened(ForeignText.cleanOnOneLine(item.content()), LONGEST);
	}
}
