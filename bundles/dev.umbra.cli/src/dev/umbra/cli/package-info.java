/**
 * The {@code umbra} command: plain Java on a flat class path, over the contracts that {@code client} implements. One
 * thread, {@code main}, does everything; changes of a followed session and typed answers reach it through a queue. Nothing
 * is loaded that the given command does not need: the start counts. Start reading at {@link dev.umbra.cli.Main} and
 * {@link dev.umbra.cli.Commands}.
 */
@NullMarked
package dev.umbra.cli;

import org.jspecify.annotations.NullMarked;
