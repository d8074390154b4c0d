package dev.umbra.ui.internal.diagnostics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import dev.umbra.core.api.Host;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Metrics.CallCounts;
import dev.umbra.ui.internal.text.ForeignText;

/** Calls by method, threads by name, the doctor's checks: a line each. Pure. */
final class Tables {
	private Tables() {
	}

	/** What is called most comes first. */
	static List<Line> calls(Metrics.Numbers numbers) {
		return numbers.host().calls().entrySet().stream()
				.sorted(Comparator.<Map.Entry<String, CallCounts>>comparingLong(each -> -each.getValue().sum()).thenComparing(Map.Entry::getKey))
				.map(each -> line(each.getKey(), each.getValue())).toList();
	}

	private static Line line(String method, CallCounts counts) {
		return new Line(false, counts.error() > 0 ? Line.Tone.WARNING : Line.Tone.PLAIN,
				List.of(method, Words.number(counts.sum()), Words.number(counts.ok()), Words.number(counts.notModified()), Words.number(counts.error())));
	}

	/** By name. */
	static List<Line> threads(Metrics.Numbers numbers) {
		return numbers.host().threads().entrySet().stream().sorted(Map.Entry.comparingByKey())
				.map(each -> Line.of(ForeignText.shownOnOneLine(each.getKey()), Words.number(each.getValue()))).toList();
	}

	/** What is wrong comes first, else in the doctor's order. */
	static List<Line> checks(Host.Report report) {
		return report.checks().stream().map(Tables::check).sorted(Comparator.comparing((Line line) -> line.tone()).reversed()).toList();
	}

	private static Line check(Host.Check check) {
		String hint = check.hint();
		String words = ForeignText.shownOnOneLine(check.text());
		Line.Tone tone = switch (check.state()) {
		case "ok" -> Line.Tone.OK;
		case "warning" -> Line.Tone.WARNING;
		default -> Line.Tone.FAILED;
		};
		String said = switch (tone) {
		case PLAIN, OK -> Messages.check_ok;
		case WARNING -> Messages.check_warning;
		case FAILED -> Messages.check_failed;
		};
		return new Line(false, tone, List.of(ForeignText.shownOnOneLine(check.name()), said, hint == null ? words : words + " " + ForeignText.shownOnOneLine(hint)));
	}
}
