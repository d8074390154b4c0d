/**
 * The Agent Log part: what an agent's process wrote, or the messages that went to and from it, as they come. On the SWT thread,
 * except {@code LogFollowing}, which asks the host and may be called by any thread, and the pure {@code LogLines}. Start at
 * {@link dev.umbra.ui.internal.agentlog.AgentLogPart}.
 */
@NullMarked
package dev.umbra.ui.internal.agentlog;

import org.jspecify.annotations.NullMarked;
