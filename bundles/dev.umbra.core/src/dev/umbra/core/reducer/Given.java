package dev.umbra.core.reducer;

import java.time.Instant;
import java.util.function.Supplier;

import dev.umbra.core.permission.Standing;

/**
 * What a decision needs from outside.
 *
 * @param now the time of the commit
 * @param standing what holds for the session's agent at this moment
 * @param ids makes values for new ids, unique for ever
 */
public record Given(Instant now, Supplier<String> ids, Standing standing) {
	/** Where the person is asked about everything. */
	public Given(Instant now, Supplier<String> ids) {
		this(now, ids, Standing.ASK);
	}
}
