/**
 * What a client may ask of the host. Implemented by the host itself and, for a client in another process, by the
 * {@code client} bundle over the local API; the user interface and the command know only these. Every method takes one
 * record and answers one record inside an {@link dev.umbra.core.Outcome}; stages complete on a thread of the
 * implementation, so continuations must not block. References to sessions, agents and items are texts: an id, a unique
 * beginning of at least four characters of one, or for agents a name. Start at {@link dev.umbra.core.api.Sessions}.
 */
@NullMarked
package dev.umbra.core.api;

import org.jspecify.annotations.NullMarked;
