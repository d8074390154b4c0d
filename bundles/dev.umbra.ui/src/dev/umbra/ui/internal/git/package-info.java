/**
 * The Git section of <i>Session Details</i>: what git says of the folder of the session in front, the files the agent touched,
 * their differences, commits, and the session's worktree. {@code GitFacts}, {@code FileRows} and {@code Checks} decide what is shown
 * and are pure; what it is comes from a {@code GitWatch} of the window's store. Widgets on the SWT thread; nothing waits there. Start at
 * {@link dev.umbra.ui.internal.git.GitPane}.
 */
@NullMarked
package dev.umbra.ui.internal.git;

import org.jspecify.annotations.NullMarked;
