/**
 * What survives: sessions with their entries, agents, settings, counters and the results of commands, in one SQLite file
 * in WAL mode. Nothing else in Umbra speaks SQL. One thread ({@code store}) owns the only writing connection and commits
 * whatever waits as one group; two threads ({@code store-read-1..2}) own a reading connection each, so a slow read never
 * delays a commit. Start reading at {@link dev.umbra.store.SqliteStore}; the format is {@code Schema1}, the write path
 * {@code Writer} and {@code SessionWriter}, the read path {@code SessionReader}.
 */
@NullMarked
package dev.umbra.store;

import org.jspecify.annotations.NullMarked;
