/**
 * The sealed family of events that the host announces and clients receive over the event broker. An event says that
 * something changed and where it stands now, never what is in it: a push is a hint, the pull is the truth. A subscriber
 * may lose, double or reorder any of them and still be right. See docs/events.md.
 */
@NullMarked
package dev.umbra.core.event;

import org.jspecify.annotations.NullMarked;
