package dev.umbra.core.reducer;

import java.time.Instant;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.permission.Standing;

/**
 * What a decision needs from outside.
 *
 * @param now the time of the commit
 * @param standing what holds for the session's agent at this moment
 * @param ids makes values for new ids, unique for ever
 * @param home the person's home folder, which {@code ~} in a rule stands for, or null
 */
public record Given(Instant now, Supplier<String> ids, Standing standing, @Nullable String home) {
	/** Where no rule speaks of the home folder. */
	public Given(Instant now, Supplier<String> ids, Standing standing) {
		this(now, ids, standing, null);
	}

	/** Where the person is asked about everything. */
	public Given(Instant now, Supplier<String> ids) {
		this(now, ids, Standing.ASK);
	}
}
