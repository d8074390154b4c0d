/**
 * Measurements, run by {@code releng/bench.sh NAME}: what the issues promise in milliseconds and megabytes, as rows of one
 * table and as JSON lines. They measure and tell, they judge nothing: a promise that is missed is said, the exit code is
 * 0. Everything of one comparison is measured alternately in one run, since machines differ and are shared. Start reading
 * at {@link dev.umbra.bench.Main}.
 */
@NullMarked
package dev.umbra.bench;

import org.jspecify.annotations.NullMarked;
