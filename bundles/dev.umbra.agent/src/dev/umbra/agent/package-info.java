/**
 * Starts, speaks to, watches and ends ACP agents. Start reading at {@link dev.umbra.agent.AgentProcesses}, then
 * {@code AgentLink} (the protocol) and {@code AgentProcess} (the process and its end).
 *
 * <p>Each agent has two threads, {@code agent-<name>#out} and {@code #err}, one per pipe, and the writer of its peer. All
 * that an agent says reaches the {@code Sink} on {@code #out}, in wire order. Types of ACP stop inside this package.
 */
@NullMarked
package dev.umbra.agent;

import org.jspecify.annotations.NullMarked;
