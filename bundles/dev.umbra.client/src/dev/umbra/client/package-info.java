/**
 * A host in another process, as the contracts of {@code core.api}: finds it or starts it, speaks the local API, repeats
 * what a lost connection left open, and re-attaches what was followed without gap or double. Works on a flat class path;
 * only {@code dev.umbra.client.osgi} knows OSGi. Answers and changes arrive on the reading thread of the connection
 * ({@code client-<n>}, virtual), so continuations must not block. Start at {@link dev.umbra.client.RemoteHost}.
 */
@NullMarked
package dev.umbra.client;

import org.jspecify.annotations.NullMarked;
