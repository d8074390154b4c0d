package dev.umbra.client;

import java.nio.file.Path;

/**
 * One bundle of the headless runtime that hosts are started from, wherever its jar lies.
 *
 * @param jar a file
 * @param startLevel -1 for the framework itself
 * @param started whether the framework starts it, rather than its first use
 */
public record RuntimeBundle(String name, String version, Path jar, int startLevel, boolean started) {
	/** The name of its file in a copy. */
	String file() {
		return name + "_" + version + ".jar";
	}

	/** Its line in {@code bundles.info}. */
	String line() {
		return name + "," + version + ",plugins/" + file() + "," + startLevel + "," + started;
	}
}
