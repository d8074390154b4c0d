/**
 * What the product promises when its processes start, meet, end and are killed: each test drives the real {@code umbra}
 * command and a real host on a data folder of its own. Start at {@code HostFolder} (a data folder, its host and the agents of
 * it) and {@code Umbra} (the command). Nothing waits by the clock: lines, files and states are awaited, with generous limits.
 * Written for Linux: what is left of a host is looked for below {@code /proc}.
 */
@NullMarked
package dev.umbra.process;

import org.jspecify.annotations.NullMarked;
