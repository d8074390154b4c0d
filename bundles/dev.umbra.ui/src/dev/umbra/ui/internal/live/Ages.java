package dev.umbra.ui.internal.live;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.osgi.util.NLS;

/** How long something lasts, in words as coarse as a glance needs. */
public final class Ages {
	private Ages() {
	}

	/** For example {@code 2 min}; a time in the future counts as now. */
	public static String lasting(Instant since, Instant now) {
		Duration age = Duration.between(since, now);
		if (age.toMinutes() < 1) {
			return Messages.age_underAMinute;
		}
		if (age.toHours() < 1) {
			return NLS.bind(Messages.age_minutes, age.toMinutes());
		}
		return age.toDays() < 1 ? NLS.bind(Messages.age_hours, age.toHours()) : NLS.bind(Messages.age_days, age.toDays());
	}

	/** For example {@code 2 min ago}. */
	public static String ago(Instant then, Instant now) {
		return Duration.between(then, now).toMinutes() < 1 ? Messages.age_now : NLS.bind(Messages.age_ago, lasting(then, now));
	}
}
