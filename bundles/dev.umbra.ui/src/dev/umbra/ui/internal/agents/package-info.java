/**
 * The Agents part: managed agents with their state and their sessions beneath them, teams, personas, and agents of others; and what a
 * person does to them. What is shown is worked out without widgets, in {@link dev.umbra.ui.internal.agents.Sections} and
 * {@link dev.umbra.ui.internal.agents.AgentRows}; {@link dev.umbra.ui.internal.agents.AgentsView} paints it, on the SWT thread,
 * {@link dev.umbra.ui.internal.agents.Doing} carries out commands, and {@link dev.umbra.ui.internal.agents.AgentsPart} ties it to the
 * workbench. {@link dev.umbra.ui.internal.agents.AgentsRefresh}, an add-on, has everything read anew when it changed elsewhere.
 */
@NullMarked
package dev.umbra.ui.internal.agents;

import org.jspecify.annotations.NullMarked;
