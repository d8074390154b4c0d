package dev.umbra.host;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

/**
 * How long archived sessions are kept: {@code none}, or an age, a size, or both with a comma, for example {@code P90D,2GiB}.
 *
 * @param age null: whatever their age
 * @param bytes of the store, 0: whatever its size
 */
record Retention(@Nullable Period age, long bytes) {
	static final String NONE = "none";
	private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,17})(B|KiB|MiB|GiB|TiB)?");

	/** @throws FailureException in words, if the value is none of these */
	static Retention parse(String key, String value) {
		if (value.equals(NONE)) {
			return new Retention(null, 0);
		}
		Period age = null;
		long bytes = 0;
		for (String part : value.split(",", -1)) {
			boolean period = part.startsWith("P");
			if (period ? age != null : bytes != 0) {
				throw wrong(key, value);
			}
			if (period) {
				age = period(key, part);
			} else {
				bytes = size(key, part);
			}
		}
		return new Retention(age, bytes);
	}

	private static Period period(String key, String part) {
		try {
			Period age = Period.parse(part);
			if (age.isNegative() || age.isZero() || age.toTotalMonths() > 1200 || age.getDays() > 36_500) {
				throw wrong(key, part);
			}
			return age;
		} catch (DateTimeException e) {
			throw wrong(key, part);
		}
	}

	/** @throws FailureException in words, if it is no size above zero */
	static long size(String key, String value) {
		Matcher size = SIZE.matcher(value);
		if (!size.matches()) {
			throw new FailureException(Failure.usage("Not a size for " + key + ": \"" + value + "\".",
					"Sizes are written as in 16MiB or 2GiB; a number alone is bytes."));
		}
		int shift = switch (size.group(2)) {
		case "KiB" -> 10;
		case "MiB" -> 20;
		case "GiB" -> 30;
		case "TiB" -> 40;
		case null, default -> 0;
		};
		long number = Long.parseLong(size.group(1));
		if (number > Long.MAX_VALUE >> shift) {
			throw new FailureException(Failure.usage("The size for " + key + " is too large: \"" + value + "\".", "For example 2GiB."));
		}
		return number << shift;
	}

	private static FailureException wrong(String key, String value) {
		return new FailureException(Failure.usage("The value of " + key + " does not say how long to keep what is archived: \""
				+ value + "\".", "It is none, an age such as P90D (ninety days), a size of the store such as 2GiB, or both: P90D,2GiB."));
	}

	boolean isNone() {
		return age == null && bytes == 0;
	}

	/** What was archived before this is too old; null if no age is. */
	@Nullable
	Instant cutoff(Instant now) {
		return age == null ? null : now.atOffset(ZoneOffset.UTC).minus(age).toInstant();
	}
}
