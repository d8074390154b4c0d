/**
 * What a window knows of the host, as immutable values. A {@link dev.umbra.client.snapshot.Pulled} holds the newest value
 * of one pull; a {@link dev.umbra.client.snapshot.SessionWatch} follows one session, a
 * {@link dev.umbra.client.snapshot.FeedWatch} an agent's feed, a {@link dev.umbra.client.snapshot.PastWatch} looks through
 * all sessions there ever were. They say when there is something new,
 * on a thread of the client, and are read from any thread without waiting. Start at
 * {@link dev.umbra.client.snapshot.Snapshots}.
 */
@NullMarked
package dev.umbra.client.snapshot;

import org.jspecify.annotations.NullMarked;
