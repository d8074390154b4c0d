/**
 * An embedded relay (NIP-01, 09, 11, 42) for one machine, a LAN, and tests. {@code Relay} and {@code RelayConnection} are the
 * relay and know no socket; Netty is behind {@link dev.umbra.relay.server.NettyRelayServer} only. Frames of a connection are
 * handled on a virtual thread of its own, what is new goes to everybody from {@code relay-server-live}; nothing waits on
 * Netty's threads.
 */
@NullMarked
package dev.umbra.relay.server;

import org.jspecify.annotations.NullMarked;
