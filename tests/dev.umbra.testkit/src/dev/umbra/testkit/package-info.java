/**
 * Fakes that are products: agents that also run as processes, well-behaved and misbehaving, clocks that tests move, and
 * builders. Start reading at {@link dev.umbra.testkit.FakeAgent}.
 */
@NullMarked
package dev.umbra.testkit;

import org.jspecify.annotations.NullMarked;
