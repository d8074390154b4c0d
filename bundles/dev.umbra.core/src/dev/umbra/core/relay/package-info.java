/**
 * Where the catalog travels: the relays of an identity, how they are written to, and how each of them stands. Immutable values,
 * any thread. Start at {@link dev.umbra.core.relay.RelayLink}.
 */
@NullMarked
package dev.umbra.core.relay;

import org.jspecify.annotations.NullMarked;
