/**
 * The Agents part: every managed agent with its state, its sessions beneath it, and what a person does to it. What is shown
 * is worked out in {@link dev.umbra.ui.internal.agents.AgentRows}, without widgets; {@link
 * dev.umbra.ui.internal.agents.AgentsView} paints it, on the SWT thread, and
 * {@link dev.umbra.ui.internal.agents.AgentsPart} ties it to the workbench.
 */
@NullMarked
package dev.umbra.ui.internal.agents;

import org.jspecify.annotations.NullMarked;
