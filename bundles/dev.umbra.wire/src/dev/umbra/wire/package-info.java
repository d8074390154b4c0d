/**
 * How records travel: the JSON codec, the one JSON-RPC 2.0 peer (the local API and agents alike), the table of methods
 * and the port through which events leave their publisher. Works on a flat class path without OSGi; only
 * {@code dev.umbra.wire.osgi} knows EventAdmin. Start at {@link dev.umbra.wire.JsonRpcPeer} and
 * {@link dev.umbra.wire.Methods}.
 */
@NullMarked
package dev.umbra.wire;

import org.jspecify.annotations.NullMarked;
