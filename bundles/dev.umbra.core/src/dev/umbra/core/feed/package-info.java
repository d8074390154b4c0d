/**
 * The activity feed: what an agent did, card by card. Values and the pure step from an entry to its card; no I/O. Any thread.
 * Start at {@link dev.umbra.core.feed.Cards}.
 */
@NullMarked
package dev.umbra.core.feed;

import org.jspecify.annotations.NullMarked;
