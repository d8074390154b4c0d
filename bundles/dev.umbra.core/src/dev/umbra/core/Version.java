package dev.umbra.core;

/**
 * What this installation is.
 *
 * @param product the product's version, for people
 * @param protocol the local API's version, {@code major.minor}; the same major can talk, by the common subset
 */
public record Version(String product, String protocol) {
	/** This build's own versions. */
	public static final Version OWN = new Version("0.1.0", "1.0");

	/** @throws IllegalArgumentException if {@code protocol} does not begin with a number */
	public static int major(String protocol) {
		int dot = protocol.indexOf('.');
		try {
			return Integer.parseInt(dot < 0 ? protocol : protocol.substring(0, dot));
		} catch (NumberFormatException e) {
			throw new IllegalArgumentException("not a protocol version: \"" + protocol + "\"", e);
		}
	}
}
