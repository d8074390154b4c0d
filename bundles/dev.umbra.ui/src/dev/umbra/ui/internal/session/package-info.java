/**
 * A session as a person works with it: header, transcript, what waits for an answer, what went wrong, and the composer. The
 * view paints the newest snapshot of its session whenever its latch says that there is one, and asks the host by calls that
 * never wait. On the SWT thread. Start at {@link dev.umbra.ui.internal.session.SessionPart}, then
 * {@link dev.umbra.ui.internal.session.SessionView}.
 */
@NullMarked
package dev.umbra.ui.internal.session;

import org.jspecify.annotations.NullMarked;
