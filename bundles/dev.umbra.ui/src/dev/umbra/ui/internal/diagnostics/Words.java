package dev.umbra.ui.internal.diagnostics;

import java.text.NumberFormat;
import java.time.Duration;
import java.util.Locale;

import org.eclipse.osgi.util.NLS;

/** Numbers as people read them. Pure. */
final class Words {
	private Words() {
	}

	/** With the separators of the place. */
	static String number(long value) {
		return NumberFormat.getIntegerInstance(Locale.getDefault(Locale.Category.FORMAT)).format(value);
	}

	/** Of a whole; empty where there is none. */
	static String share(long part, long whole) {
		return whole == 0 ? "" : NLS.bind(Messages.percent, Math.round(100.0 * part / whole));
	}

	/** A number and its share of a whole. */
	static String numberOf(long part, long whole) {
		return whole == 0 ? number(part) : NLS.bind(Messages.number_share, number(part), share(part, whole));
	}

	/** @param micros microseconds */
	static String micros(long micros) {
		return micros < 1000 ? NLS.bind(Messages.micros, micros) : millis(micros / 1000);
	}

	static String millis(long millis) {
		return millis < 1000 ? NLS.bind(Messages.millis, millis) : NLS.bind(Messages.seconds, String.format(Locale.ROOT, "%.1f", millis / 1000.0));
	}

	static String cpu(Duration time) {
		return millis(time.toMillis());
	}
}
