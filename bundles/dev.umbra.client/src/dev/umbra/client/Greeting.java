package dev.umbra.client;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Version;
import dev.umbra.core.api.Hello;

/** The words of the first message, and what to say when both sides cannot talk. */
final class Greeting {
	static final String RESTART = "Restart the host when it is idle: umbra host restart --when-idle";

	private Greeting() {
	}

	static Hello hello(Version own, String client) {
		return new Hello(own.protocol(), own.product(), client, List.of());
	}

	/** Null if both sides can talk: the same major version. */
	static @Nullable Failure check(Version own, Hello.Answer host) {
		int theirs;
		try {
			theirs = Version.major(host.protocol());
		} catch (IllegalArgumentException e) {
			return Failure.refused("The host (Umbra " + host.version() + ") names no version of the local API: \""
					+ host.protocol() + "\".", RESTART);
		}
		int ours = Version.major(own.protocol());
		if (theirs == ours) {
			return null;
		}
		String older = theirs < ours ? "the host" : "this client";
		return Failure.refused("The running host (Umbra " + host.version() + ") speaks version " + host.protocol()
				+ " of the local API, this client (Umbra " + own.product() + ") version " + own.protocol() + ": " + older
				+ " is older.", theirs < ours ? RESTART : "Update this client, or restart the host with it: umbra host restart --when-idle");
	}
}
