package dev.umbra.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Times for people. */
final class Ago {
	private Ago() {
	}

	/** For example {@code now}, {@code 5 min ago}, {@code 3 h ago}, {@code 2 d ago}, later the date. */
	static String text(Instant then, Instant now, ZoneId zone) {
		Duration since = Duration.between(then, now);
		if (since.toSeconds() < 60) {
			return "now";
		}
		if (since.toMinutes() < 60) {
			return since.toMinutes() + " min ago";
		}
		if (since.toHours() < 24) {
			return since.toHours() + " h ago";
		}
		return since.toDays() < 14 ? since.toDays() + " d ago" : then.atZone(zone).toLocalDate().toString();
	}
}
