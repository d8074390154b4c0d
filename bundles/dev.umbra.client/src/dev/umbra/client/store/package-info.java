/**
 * One source of truth for what a window shows of sessions: when the host is asked, how old what is known may be, and what is
 * counted of it. Where no push can be relied on, subjects are asked for in the rhythm of a
 * {@link dev.umbra.client.store.Cadence}, a value that is tested without a clock. {@link dev.umbra.client.store.StoreCounters}
 * is where it is counted. Any thread; nothing blocks.
 */
@NullMarked
package dev.umbra.client.store;

import org.jspecify.annotations.NullMarked;
