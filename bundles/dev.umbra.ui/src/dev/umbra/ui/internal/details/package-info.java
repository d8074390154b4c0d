/**
 * The part <i>Session Details</i>: more about the session whose tab is in front, and the notes of its folder. {@code Details} says
 * in words what is shown, {@code NoteKeeping} keeps what is typed; both are pure of widgets. What is shown comes through the
 * watch of the tab in front ({@link dev.umbra.ui.internal.session.FrontSession}). Widgets on the SWT thread; nothing waits there.
 * Start at {@link dev.umbra.ui.internal.details.DetailsPart}.
 */
@NullMarked
package dev.umbra.ui.internal.details;

import org.jspecify.annotations.NullMarked;
