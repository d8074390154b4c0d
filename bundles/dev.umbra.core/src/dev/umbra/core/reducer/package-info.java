/**
 * The pure heart of a session: {@code decide} turns what happened into the changes to commit and the effects to carry out
 * after the commit; {@code evolve} applies committed changes to a state. No clock, no randomness, no I/O: both come in
 * through {@link dev.umbra.core.reducer.Given}. Start at {@link dev.umbra.core.reducer.SessionReducer}.
 */
@NullMarked
package dev.umbra.core.reducer;

import org.jspecify.annotations.NullMarked;
