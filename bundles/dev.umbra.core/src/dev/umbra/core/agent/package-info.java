/**
 * What a managed agent is: its three layers (definition, device layer, names of secrets), the launch made of them, its
 * state, and presets of well-known agents. Immutable values, any thread. Start at
 * {@link dev.umbra.core.agent.AgentRecord}.
 */
@NullMarked
package dev.umbra.core.agent;

import org.jspecify.annotations.NullMarked;
