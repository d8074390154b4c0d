package dev.umbra.client.snapshot;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.SessionFile;

/**
 * What git says of a session's folder, as it was last told.
 *
 * @param state null before the first answer
 * @param files empty before the first answer
 * @param more whether there are more than these
 * @param filesKnown whether they are those of {@code state}
 * @param failure why the state, or the files, cannot be read, or null; what was known before is still here
 */
public record GitSnapshot(@Nullable GitState state, List<SessionFile> files, boolean more, boolean filesKnown, @Nullable Failure failure) {
	public GitSnapshot {
		files = List.copyOf(files);
	}
}
