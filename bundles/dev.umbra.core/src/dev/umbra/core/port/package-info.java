/**
 * What the host needs of its parts: storage, settings, agent processes, and the role itself. Implemented by the bundles
 * {@code store} and {@code agent}, bound by Declarative Services, every implementation with a mandatory reference to
 * {@link dev.umbra.core.port.HostRole}. {@link dev.umbra.core.port.AgentInput} is how an agent talks back.
 */
@NullMarked
package dev.umbra.core.port;

import org.jspecify.annotations.NullMarked;
