package dev.umbra.core;

import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A persona, fixed for life, the same on every device. Made once as {@code <normalised name>-<6 random>}, so that two devices
 * that make a <i>Reviewer</i> while offline do not overwrite each other; accepted as it is from others.
 */
public record Slug(String value) implements Id {
	private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
	private static final int RANDOM = 6;
	private static final int LONGEST = 64;

	public Slug {
		if (!isOne(value)) {
			throw new IllegalArgumentException("not a slug: 1 to 64 of a-z, 0-9, _ and -, not beginning with _ or -");
		}
	}

	public static boolean isOne(String value) {
		return FORM.matcher(value).matches();
	}

	/** Of a name as a person wrote it, with six random characters. */
	public static Slug of(String name) {
		return of(name, UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM));
	}

	/** @param random what makes it the only one; of a-z and 0-9 */
	public static Slug of(String name, String random) {
		String plain = Normalizer.normalize(name.strip(), Normalizer.Form.NFKD).replaceAll("\\p{M}+", "").toLowerCase(Locale.ROOT)
				.replaceAll("[^a-z0-9_-]+", "-");
		if (plain.isEmpty() || !Character.isLetterOrDigit(plain.charAt(0))) {
			plain = "a" + plain;
		}
		return new Slug(plain.substring(0, Math.min(plain.length(), LONGEST - 1 - random.length())).replaceAll("-+$", "") + "-" + random);
	}

	@Override
	public String toString() {
		return value;
	}
}
