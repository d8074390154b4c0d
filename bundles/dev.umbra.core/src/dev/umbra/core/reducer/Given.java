package dev.umbra.core.reducer;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * What a decision needs from outside.
 *
 * @param now the time of the commit
 * @param ids makes values for new ids, unique for ever
 */
public record Given(Instant now, Supplier<String> ids) {
}
