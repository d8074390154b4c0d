package dev.umbra.client;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Failure;
import dev.umbra.core.Version;
import dev.umbra.wire.Codec;

/** The words of the first message, and what to say when both sides cannot talk. */
final class Greeting {
	static final String RESTART = "Restart the host when it is idle: umbra host restart --when-idle";

	private Greeting() {
	}

	/** A {@link dev.umbra.core.api.Hello}. */
	static ObjectNode hello(Version own, String client) {
		ObjectNode hello = Codec.object().put("protocol", own.protocol()).put("version", own.product()).put("client", client);
		hello.putArray("features");
		return hello;
	}

	/**
	 * The host lacks a method that we know.
	 *
	 * @param spoken what both sides speak: below our own version, if the host is older
	 */
	static Failure unknownMethod(Version own, String version, String spoken, String method) {
		String why = Version.older(spoken, own.protocol())
				? "The running host (Umbra " + version + ", version " + spoken + " of the local API) is older than this client (Umbra "
						+ own.product() + ", version " + own.protocol() + ") and cannot do this yet"
				: "The running host (Umbra " + version + ") cannot do this: it was built apart from this client (Umbra " + own.product() + ")";
		return Failure.refused(why + ": " + method + ".", RESTART);
	}

	/** Null if both sides can talk: the same major version. */
	static @Nullable Failure check(Version own, String version, String protocol) {
		int theirs;
		try {
			theirs = Version.major(protocol);
		} catch (IllegalArgumentException e) {
			return Failure.refused("The host (Umbra " + version + ") names no version of the local API: \""
					+ protocol + "\".", RESTART);
		}
		int ours = Version.major(own.protocol());
		if (theirs == ours) {
			return null;
		}
		String older = theirs < ours ? "the host" : "this client";
		return Failure.refused("The running host (Umbra " + version + ") speaks version " + protocol
				+ " of the local API, this client (Umbra " + own.product() + ") version " + own.protocol() + ": " + older
				+ " is older.", theirs < ours ? RESTART : "Update this client, or restart the host with it: umbra host restart --when-idle");
	}
}
