package dev.umbra.ui.internal.questions;

import org.jspecify.annotations.Nullable;

/**
 * A person's answer, as {@code Attention.answer} takes it.
 *
 * @param option id of an option or of a login's method, {@code accept} or {@code decline} of an input, null to cancel
 * @param input what was filled in, a JSON object, or null
 * @param rest whether everything else that waits in the same turn is rejected too
 */
public record Given(@Nullable String option, @Nullable String input, boolean rest) {
	static Given option(String id) {
		return new Given(id, null, false);
	}
}
