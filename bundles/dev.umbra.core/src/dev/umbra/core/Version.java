package dev.umbra.core;

/**
 * What this installation is.
 *
 * @param product the product's version, for people
 * @param protocol the local API's version, {@code major.minor}; the same major can talk, by the common subset
 */
public record Version(String product, String protocol) {
	/** This build's own versions. */
	public static final Version OWN = new Version("0.1.0", "1.4");

	/** @throws IllegalArgumentException if {@code protocol} is not of the form {@code major.minor} */
	public static int major(String protocol) {
		return part(protocol, 0);
	}

	/** The lower of two versions of the same major: what both sides speak. */
	public static String lower(String a, String b) {
		return part(a, 1) <= part(b, 1) ? a : b;
	}

	/** Whether {@code a} is older than {@code b}. @throws IllegalArgumentException if one is not a protocol version */
	public static boolean older(String a, String b) {
		return part(a, 0) < part(b, 0) || part(a, 0) == part(b, 0) && part(a, 1) < part(b, 1);
	}

	private static int part(String protocol, int index) {
		String[] parts = protocol.split("\\.", -1);
		try {
			return index < parts.length ? Integer.parseInt(parts[index]) : 0;
		} catch (NumberFormatException e) {
			throw new IllegalArgumentException("not a protocol version: \"" + protocol + "\"", e);
		}
	}
}
