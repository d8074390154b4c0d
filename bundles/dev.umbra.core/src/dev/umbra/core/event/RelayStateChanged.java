package dev.umbra.core.event;

import dev.umbra.core.Cause;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayState;

/** A relay's connection has another state, or a relay was added or removed. One per change and identity. Read next: {@code relays/list}. */
public record RelayStateChanged(String epoch, long revision, Cause cause, RelayAddress relay, RelayState state) implements HostEvent {
	public static final String TOPIC = "dev/umbra/relay/STATE";

	@Override
	public String topic() {
		return TOPIC;
	}
}
