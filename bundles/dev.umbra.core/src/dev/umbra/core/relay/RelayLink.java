package dev.umbra.core.relay;

import java.util.Objects;

import dev.umbra.core.PublicKey;

/** One identity at one relay: there is one connection, one outbox and one set of heads for each. */
public record RelayLink(PublicKey identity, RelayAddress relay, RelayMode mode) {
	public RelayLink {
		Objects.requireNonNull(identity, "identity");
		Objects.requireNonNull(relay, "relay");
		Objects.requireNonNull(mode, "mode");
	}
}
