/**
 * Put beside the product's bundles by the bench, and by tests of several windows, in a configuration of its own: it tells what is shown, when it was
 * first painted, and how long the SWT thread let others wait. It is in nothing that is delivered. Commands come on standard input, one word per
 * line; what is seen goes to standard output. Start at {@link dev.umbra.bench.probe.Probe}; {@link dev.umbra.bench.probe.BareShell}
 * is a program by itself.
 */
@NullMarked
package dev.umbra.bench.probe;

import org.jspecify.annotations.NullMarked;
