/**
 * The host: the one process that owns what is durable and what runs. A mailbox per session ties agent and store together
 * (input → decide → commit → evolve → announce), and the local API serves clients over a Unix domain socket. Threads:
 * {@code session-<id>} owns a session's state, {@code client-<n>} one connection, {@code ticks} every timer; nothing else
 * keeps state without a lock. Start reading at {@link dev.umbra.host.HostServices} (what there is) and
 * {@link dev.umbra.host.SessionMailbox} (how it works).
 */
@NullMarked
package dev.umbra.host;

import org.jspecify.annotations.NullMarked;
