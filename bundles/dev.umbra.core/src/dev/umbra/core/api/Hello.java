package dev.umbra.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The first message on a connection.
 *
 * @param protocol the caller's local API version, {@code major.minor}
 * @param version the caller's product version
 * @param client what it is, for example {@code cli}, {@code product}
 */
public record Hello(String protocol, String version, String client, List<String> features) {
	public Hello {
		Objects.requireNonNull(protocol, "protocol");
		Objects.requireNonNull(version, "version");
		Objects.requireNonNull(client, "client");
		features = List.copyOf(features);
	}

	/** @param protocol the lower of both versions: what this connection speaks */
	public record Answer(String protocol, String version, List<String> features, String epoch, long pid,
			Instant since) {
		public Answer {
			features = List.copyOf(features);
		}
	}
}
