/**
 * The words every bundle shares: typed ids, positions, causes, outcomes, clocks and the one place where threads are
 * started. Everything here is an immutable value or stateless, safe on any thread, and depends on nothing but the JDK.
 * Start reading at {@link dev.umbra.core.Position} and {@link dev.umbra.core.Outcome}.
 */
@NullMarked
package dev.umbra.core;

import org.jspecify.annotations.NullMarked;
