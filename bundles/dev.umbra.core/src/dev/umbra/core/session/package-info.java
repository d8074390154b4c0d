/**
 * What a session is made of: its summary, its entries (upserted by id), the changes that a commit consists of, and the
 * one table of statuses. Immutable values, any thread. Start reading at {@link dev.umbra.core.session.Entry} and
 * {@link dev.umbra.core.session.Change}.
 */
@NullMarked
package dev.umbra.core.session;

import org.jspecify.annotations.NullMarked;
