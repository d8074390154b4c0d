/**
 * Who decides what an agent may do: a person's standing rules, an agent's policy, and the one order in which they are asked
 * before the person is. Pure values and functions, any thread. Start at {@link dev.umbra.core.permission.PermissionOrder}.
 */
@NullMarked
package dev.umbra.core.permission;

import org.jspecify.annotations.NullMarked;
