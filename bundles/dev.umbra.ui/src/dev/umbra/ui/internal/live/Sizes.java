package dev.umbra.ui.internal.live;

import java.util.Locale;

/** Numbers of bytes, as people read them. */
public final class Sizes {
	private Sizes() {
	}

	/** For example {@code 940 B}, {@code 12.4 KiB}, {@code 1.2 MiB}. */
	public static String words(long bytes) {
		if (bytes < 1024) {
			return bytes + " B";
		}
		double kib = bytes / 1024.0;
		if (kib < 1023.95) {
			return String.format(Locale.ROOT, "%.1f KiB", kib);
		}
		double mib = kib / 1024;
		return mib < 1023.95 ? String.format(Locale.ROOT, "%.1f MiB", mib) : String.format(Locale.ROOT, "%.1f GiB", mib / 1024);
	}
}
