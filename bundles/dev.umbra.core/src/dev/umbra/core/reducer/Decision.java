package dev.umbra.core.reducer;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.session.Change;

/**
 * What is to happen.
 *
 * @param next the state after the changes
 * @param changes to commit under one revision; empty: there is nothing to commit
 * @param effects to carry out after the commit
 * @param attention whether the list of what waits for the person changed
 * @param reply for a command: {@code started} or {@code queued} for a prompt, else empty
 * @param refusal a command that was refused: no changes, no effects
 */
public record Decision(SessionState next, List<Change> changes, List<Effect> effects, boolean attention, String reply,
		@Nullable Failure refusal) {
	public Decision {
		changes = List.copyOf(changes);
		effects = List.copyOf(effects);
	}
}
