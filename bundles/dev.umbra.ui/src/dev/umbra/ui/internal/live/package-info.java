/**
 * What the parts that show everything at once share: whether the host can be reached, how often the sessions are pulled,
 * how long ago something was, which agent is chosen, where a part is made. Each class says which threads may call it. Start at
 * {@link dev.umbra.ui.internal.live.HostReach}.
 */
@NullMarked
package dev.umbra.ui.internal.live;

import org.jspecify.annotations.NullMarked;
