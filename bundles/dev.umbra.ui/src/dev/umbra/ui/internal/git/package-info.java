/**
 * The Git section of <i>Session Details</i>: what git says of the folder of the session in front, the files the agent touched,
 * their differences, commits, and the session's worktree. {@code GitFacts}, {@code FileRows} and {@code Checks} decide what is shown
 * and are pure; {@code GitFollowing} asks the host, whose state it is. Widgets on the SWT thread; nothing waits there. Start at
 * {@link dev.umbra.ui.internal.git.GitPane}.
 */
@NullMarked
package dev.umbra.ui.internal.git;

import org.jspecify.annotations.NullMarked;
